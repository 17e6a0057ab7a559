package io.github.dkae.spectral;

import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pre-images of kernel PCA projections under the Gaussian kernel exp(−‖x − y‖² / 2σ²), by fixed-point iteration.
 *
 * <p>A projection P φ(x) = Σ_i γ_i φ(x_i) has its approximate pre-image where ‖φ(t) − P φ(x)‖² is stationary:
 * t = Σ_i γ_i k(t, x_i) x_i / Σ_i γ_i k(t, x_i). Each iteration costs O(k·n·d) for k samples. The iteration finds a
 * local optimum near its start, which for denoising is the noisy sample.
 *
 * <p>Source: S. Mika, B. Schölkopf, A. Smola, K.-R. Müller, M. Scholz, G. Rätsch, <i>Kernel PCA and de-noising in
 * feature spaces</i>, NIPS 11, 1998, eq. 10.
 */
public final class FixedPointPreImage {
    private final KernelPca model;
    private final INDArray samples;
    private final RbfKernel kernel;
    private final Options options;

    private FixedPointPreImage(KernelPca model, INDArray samples, RbfKernel kernel, Options options) {
        this.model = model;
        this.samples = samples;
        this.kernel = kernel;
        this.options = options;
    }

    /**
     * When to stop.
     *
     * @param maxIterations at least 1
     * @param tolerance     a sample has converged when it moves by at most {@code tolerance · σ}; positive
     */
    public record Options(int maxIterations, double tolerance) {
        public Options {
            Arguments.atLeast("maxIterations", maxIterations, 1);
            Arguments.positive("tolerance", tolerance);
        }

        /** 200 iterations, 1e-4. */
        public static Options defaults() {
            return new Options(200, 1e-4);
        }

        public Options withMaxIterations(int value) {
            return new Options(value, tolerance);
        }

        public Options withTolerance(double value) {
            return new Options(maxIterations, value);
        }
    }

    /**
     * Pre-images and how they were reached.
     *
     * @param samples    [k, d]
     * @param iterations that were made
     * @param converged  how many of the samples converged
     */
    public record Result(INDArray samples, int iterations, int converged) {}

    /**
     * Pre-images for a model fitted on {@code training} with the Gaussian kernel {@code kernel}.
     *
     * @param model   centred or not
     * @param training the training samples [n, d] of the model, in the same order; referenced where float32 or float64
     *                 in c order
     */
    public static FixedPointPreImage of(KernelPca model, INDArray training, RbfKernel kernel, Options options) {
        INDArray samples = Arguments.samples("training", training, Arguments.present("model", model).dataType());
        Arguments.present("kernel", kernel);
        Arguments.present("options", options);
        if (samples.rows() != model.size()) {
            throw new IllegalArgumentException(
                    Text.format("training must be the %d training samples of the model, but has %d rows",
                            model.size(), samples.rows()));
        }
        return new FixedPointPreImage(model, samples, kernel, options);
    }

    /** Projects noisy samples {@code x} [k, d] on the model's components and returns the pre-images nearest to them. */
    public Result denoise(INDArray x) {
        Arguments.samples("x", x, samples.columns(), samples.dataType());
        try (INDArray z = model.transform(x)) {
            return reconstruct(z, x);
        }
    }

    /**
     * Pre-images of coordinates {@code z} [k, m], from the start {@code start} [k, d]. A sample so far from all others
     * that the weights Σ_i γ_i k(t, x_i) vanish stays where it is and doesn't count as converged.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public Result reconstruct(INDArray z, INDArray start) {
        INDArray coordinates = Arguments.samples("z", z, model.components(), samples.dataType());
        INDArray current = Arguments.samples("start", start, samples.columns(), samples.dataType()).dup();
        if (current.rows() != z.rows()) {
            throw new IllegalArgumentException(
                    Text.format("start must have a row for each of the %d rows of z, but has %d",
                            z.rows(), current.rows()));
        }
        try (INDArray gamma = expansion(coordinates)) {
            for (int iteration = 1; ; iteration++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the pre-image search was interrupted in iteration " + iteration);
                }
                int converged = step(gamma, current);
                if (converged == z.rows() || iteration == options.maxIterations()) {
                    return new Result(current, iteration, converged);
                }
            }
        }
    }

    /** The coefficients γ [k, n] of the projections in terms of the training samples' features. */
    private INDArray expansion(INDArray z) {
        try (INDArray dual = model.dualCoefficients()) {
            INDArray gamma = Matrices.product(z, dual.transpose());
            if (model.centred()) {
                // The components are of centred features; what the centring took away is the mean of all features.
                try (INDArray rowMeans = gamma.mean(true, 1)) {
                    gamma.subiColumnVector(rowMeans).addi(1.0 / samples.rows());
                }
            }
            return gamma;
        }
    }

    /** Moves the rows of {@code current}; returns how many moved no further than the tolerance. */
    private int step(INDArray gamma, INDArray current) {
        try (INDArray weights = kernel.matrix(current, samples).muli(gamma);
                INDArray next = Matrices.product(weights, samples)) {
            double[] sums = HostArrays.doubles(weights.sum(true, 1));
            double[] magnitudes = HostArrays.doubles(weights.norm1(true, 1));
            double[] moves = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                // Below this share of its terms a sum is rounding error.
                boolean vanishing = !(Math.abs(sums[i]) > 1e-6 * magnitudes[i]) || magnitudes[i] < Float.MIN_NORMAL;
                moves[i] = vanishing ? 0 : 1;
                sums[i] = vanishing ? 1 : sums[i];
            }
            try (INDArray divisors = Matrices.row(sums, next.dataType());
                    INDArray mask = Matrices.row(moves, next.dataType())) {
                next.diviColumnVector(divisors.transpose()).subi(current).muliColumnVector(mask.transpose());
            }
            current.addi(next);
            double[] lengths = HostArrays.doubles(next.norm2(true, 1));
            int converged = 0;
            for (int i = 0; i < lengths.length; i++) {
                converged += moves[i] > 0 && lengths[i] <= options.tolerance() * kernel.width() ? 1 : 0;
            }
            return converged;
        }
    }

    @Override
    public String toString() {
        return Text.format("Fixed-point pre-image over %,d samples, %s", samples.rows(), kernel);
    }
}
