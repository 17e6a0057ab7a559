package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Expectation-maximisation of one mixture with full or tied covariance matrices, in float64: O(q·d²·(n + d)) a step for
 * full ones.
 */
final class FullExpectationMaximization {
    /** Keeps an empty component's divisions finite, as scikit-learn does. */
    private static final double EMPTY = 10 * Math.ulp(1.0);

    private FullExpectationMaximization() {}

    /** @param x samples [n, d] in float64 */
    static FittedMixture fit(INDArray x, FitSettings settings, MixtureStart start) {
        int n = x.rows();
        int q = start.components();
        MixtureParameters parameters = start instanceof MixtureStart.Parameters given
                ? given.values()
                : maximise(x, ((MixtureStart.Responsibilities) start).values(), q, settings);
        double previous = Double.NEGATIVE_INFINITY;
        double logLikelihood = previous;
        boolean converged = false;
        int iteration = 0;
        while (!converged && iteration < settings.maximumIterations()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("fitting a Gaussian mixture was interrupted");
            }
            iteration++;
            double[] responsibilities;
            try (ComponentDensities densities = ComponentDensities.of(parameters)) {
                responsibilities = densities.weighted(x);
            }
            logLikelihood = 0;
            for (int i = 0; i < n; i++) {
                logLikelihood += LogSumExp.normalise(responsibilities, i * q, (i + 1) * q) / n;
            }
            parameters = maximise(x, responsibilities, q, settings);
            converged = Math.abs(logLikelihood - previous) < settings.tolerance();
            previous = logLikelihood;
        }
        return new FittedMixture(parameters, logLikelihood, iteration, converged);
    }

    /** The M-step from row-major responsibilities [n, q]. */
    static MixtureParameters maximise(INDArray x, double[] responsibilities, int q, FitSettings settings) {
        int n = x.rows();
        int d = x.columns();
        try (INDArray r = HostArrays.matrix(responsibilities, n, q);
                INDArray counts = r.sum(0).addi(EMPTY);
                INDArray means = Nd4j.gemm(r, x, true, false)) {
            means.diviColumnVector(counts);
            double[] weights = HostArrays.doubles(counts);
            double[] covariances = new double[settings.covarianceType().length(q, d)];
            for (int c = 0; c < q; c++) {
                try (INDArray mean = means.getRow(c, true).dup();
                        INDArray roots = Transforms.sqrt(r.getColumn(c, true), true);
                        INDArray deviations = x.subRowVector(mean).muliColumnVector(roots);
                        INDArray scatter = Nd4j.gemm(deviations, deviations, true, false)) {
                    boolean tied = settings.covarianceType() == CovarianceType.TIED;
                    double[] values = HostArrays.doubles(scatter);
                    int to = tied ? 0 : c * d * d;
                    double divisor = tied ? n : weights[c];
                    for (int i = 0; i < d * d; i++) {
                        covariances[to + i] += values[i] / divisor;
                    }
                }
            }
            for (int from = 0; from < covariances.length; from += d * d) {
                for (int j = 0; j < d; j++) {
                    covariances[from + j * d + j] += settings.varianceFloor();
                }
            }
            double[] meanValues = HostArrays.doubles(means);
            double total = Arrays.stream(weights).sum();
            for (int c = 0; c < q; c++) {
                weights[c] /= total;
            }
            return new MixtureParameters(settings.covarianceType(), weights, meanValues, covariances);
        }
    }
}
