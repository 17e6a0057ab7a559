package io.github.dkae.samples;

import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.support.HostArrays;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers that something holds, or makes of the examples: what it is, as far as its users can tell. */
final class Outcome {
    private Outcome() {}

    static double[] of(Object value) {
        return numbers(value).toArray();
    }

    private static DoubleStream numbers(Object value) {
        if (value instanceof INDArray array) {
            return Arrays.stream(HostArrays.doubles(array));
        } else if (value instanceof Number number) {
            return DoubleStream.of(number.doubleValue());
        } else if (value instanceof double[] array) {
            return Arrays.stream(array);
        } else if (value instanceof int[] array) {
            return Arrays.stream(array).asDoubleStream();
        } else if (value instanceof Object[] array) {
            return Arrays.stream(array).flatMapToDouble(Outcome::numbers);
        } else if (value instanceof Collection<?> list) {
            return list.stream().flatMapToDouble(Outcome::numbers);
        } else if (value instanceof Optional<?> optional) {
            return optional.stream().flatMapToDouble(Outcome::numbers);
        }
        return value == null ? DoubleStream.empty() : made(value);
    }

    private static DoubleStream made(Object value) {
        if (value instanceof DeepKernelizedAutoencoder model) {
            return numbers(model.encode(Examples.SAMPLES));
        } else if (value instanceof PretrainedLayers layers) {
            return layers.history().epochs().stream().mapToDouble(epoch -> epoch.training().reconstruction());
        } else if (value instanceof FeatureMatrix features) {
            return numbers(features.rows(IntStream.range(0, features.size()).toArray()));
        } else if (value instanceof KernelBlocks blocks) {
            return numbers(blocks.block(IntStream.range(0, blocks.size()).toArray()));
        } else if (value instanceof Dataset data) {
            return numbers(data.features());
        } else if (value instanceof KernelPca model) {
            return Stream.of(model.eigenvalues(), model.coordinates(), model.dualCoefficients(),
                    model.transformPrecomputed(Examples.KERNEL)).flatMapToDouble(Outcome::numbers);
        } else if (value instanceof TrainingContext context) {
            return numbers(context.validation());
        } else if (value instanceof Record) {
            return DoubleStream.concat(accessors(value), results(value));
        }
        return value.getClass().getPackageName().startsWith("io.github.dkae") ? results(value) : DoubleStream.empty();
    }

    private static DoubleStream accessors(Object record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .flatMapToDouble(component -> numbers(call(component.getAccessor(), record)));
    }

    private static DoubleStream results(Object target) {
        return EntryPoints.on(target).flatMapToDouble(entry -> numbers(entry.call()));
    }

    static Object call(Method method, Object target) {
        try {
            method.setAccessible(true);
            return method.invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method + " failed", e);
        }
    }
}
