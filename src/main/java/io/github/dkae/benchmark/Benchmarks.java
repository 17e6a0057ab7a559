package io.github.dkae.benchmark;

import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.Datasets;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.kernel.ProbabilisticClusterKernel.Options;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The list of benchmarks; each at the paper's size, on MNIST or else the synthetic digits, whose sizes are the same. */
public final class Benchmarks {
    /** Samples of the paper. */
    private static final int SAMPLES = 20_000;
    /** Ten times the paper's samples, drawn from its data with a little noise. */
    private static final int MANY_SAMPLES = 200_000;
    /** Training samples of the paper: 70 % of all. */
    private static final int TRAINING_SAMPLES = 14_000;
    private static final int MIXTURE_SAMPLES = 200;
    private static final long SEED = 1;

    private Benchmarks() {}

    /** All benchmarks, in the order to run them. */
    public static List<Benchmark> all() {
        return List.of(
                new Measurement("pck", "the probabilistic cluster kernel of 20,000 samples, Q = G = 30: fit and posteriors",
                        progress -> PckBenchmark.run(images(SAMPLES), SAMPLES, Options.defaults(), SEED, progress)),
                new Measurement("pck-large", "the same for 200,000 samples",
                        progress -> PckBenchmark.run(images(SAMPLES), MANY_SAMPLES, Options.defaults(), SEED, progress)),
                new Measurement("step", "a training step of 784–500–500–2000–2000, k = 200, λ = 0.1",
                        progress -> StepBenchmark.run(prior(2_000, progress))),
                new Measurement("kpca", "the 256 leading eigenpairs of the kernel of 14,000 samples",
                        progress -> {
                            INDArray images = images(TRAINING_SAMPLES);
                            return KernelPcaBenchmark.run(kernel(images, progress).featureMatrix(images, progress),
                                    progress);
                        }));
    }

    /** Features [n, 784] of {@code n} samples. */
    private static INDArray images(int n) {
        try {
            return Datasets.load(Datasets.AUTO, n, SEED).features();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProbabilisticClusterKernel kernel(INDArray images, Progress progress) {
        Dataset samples = Dataset.of("images", images).sample(MIXTURE_SAMPLES, SEED);
        return ProbabilisticClusterKernel.fit(samples.features(), Options.defaults().withSeed(SEED), progress);
    }

    private static KernelBlocks prior(int n, Progress progress) {
        INDArray images = images(n);
        return kernel(images, progress).featureMatrix(images, progress);
    }

    /** What is measured, under a name. */
    private record Measurement(String name, String description, Function<Progress, JsonObject> figures) implements Benchmark {
        @Override
        public JsonObject run(Progress progress) {
            return figures.apply(progress);
        }
    }
}
