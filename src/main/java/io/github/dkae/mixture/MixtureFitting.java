package io.github.dkae.mixture;

import io.github.dkae.support.Progress;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Expectation-maximisation of several mixtures: stacked where covariances are diagonal, one by one otherwise. */
final class MixtureFitting {
    private MixtureFitting() {}

    /** Hears of each mixture as soon as it is fitted, one at a time. */
    @FunctionalInterface
    interface Sink {
        void accept(int mixture, FittedMixture fitted);
    }

    /**
     * Mixture m has {@code components[m]} components and starts at {@code starts.apply(m)}.
     *
     * @param startsFromSamples whether starts agree with the samples in columns where all samples agree
     */
    static void fit(INDArray x, FitSettings settings, int[] components, IntFunction<MixtureStart> starts,
            boolean startsFromSamples, Sink sink, Progress progress) {
        if (settings.covarianceType().isDiagonal()) {
            StackedExpectationMaximization.fit(x, settings, components, starts, startsFromSamples, sink, progress);
            return;
        }
        try (INDArray samples = x.dataType() == DataType.DOUBLE ? x.dup() : x.castTo(DataType.DOUBLE)) {
            for (int m = 0; m < components.length; m++) {
                sink.accept(m, FullExpectationMaximization.fit(samples, settings, starts.apply(m)));
                progress.report("Gaussian mixtures", m + 1, components.length, "");
            }
        }
    }
}
