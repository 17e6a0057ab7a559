package io.github.dkae.spectral;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Principal component analysis: the orthonormal directions of largest variance, from the smaller of the two Gram
 * matrices of the centred samples.
 *
 * <p>Few components of many samples or dimensions come from products with the samples, O(n·d·m); otherwise the smaller
 * Gram matrix is decomposed in full, O(n·d·s + s³) for s = min(n, d). Of each component the loading of the largest
 * magnitude is positive.
 *
 * <p>Source: H. Hotelling, <i>Analysis of a complex of statistical variables into principal components</i>, Journal of
 * Educational Psychology 24, 1933.
 */
public final class Pca {
    private final INDArray mean;
    private final INDArray components;
    private final double[] explainedVariance;
    private final double totalVariance;
    private final boolean whiten;

    private Pca(INDArray mean, INDArray components, double[] explainedVariance, double totalVariance, boolean whiten) {
        this.mean = mean;
        this.components = components;
        this.explainedVariance = explainedVariance;
        this.totalVariance = totalVariance;
        this.whiten = whiten;
    }

    /**
     * How to fit.
     *
     * @param components number of components m, 1 ≤ m ≤ min(n, d)
     * @param whiten     whether coordinates are divided by their standard deviation; those without variance become 0
     * @param residual   accuracy of the eigenvectors: largest ‖C v − λ v‖ / λ₁, in (0, 0.1]
     * @param seed       of the eigensolver's start
     */
    public record Options(int components, boolean whiten, double residual, long seed) {
        public Options {
            Arguments.atLeast("components", components, 1);
            Arguments.between("residual", Arguments.positive("residual", residual), 0, 0.1);
        }

        /** The given number of components, not whitened, residuals of at most 1e-5, seed 0. */
        public static Options of(int components) {
            return new Options(components, false, 1e-5, 0);
        }

        /** 32 components, as the paper's denoising uses. */
        public static Options defaults() {
            return of(32);
        }

        public Options withComponents(int value) {
            return new Options(value, whiten, residual, seed);
        }

        public Options withWhiten(boolean value) {
            return new Options(components, value, residual, seed);
        }

        public Options withResidual(double value) {
            return new Options(components, whiten, value, seed);
        }

        public Options withSeed(long value) {
            return new Options(components, whiten, residual, value);
        }
    }

    /** As {@link #fit(INDArray, Options, Progress)}, silently. */
    public static Pca fit(INDArray samples, Options options) {
        return fit(samples, options, Progress.none());
    }

    /**
     * Fits on {@code samples} [n, d], n ≥ 2; holds one centred copy of them meanwhile.
     *
     * @throws IllegalArgumentException                   when more components are asked for than min(n, d)
     * @throws java.util.concurrent.CancellationException when the thread is interrupted
     */
    public static Pca fit(INDArray samples, Options options, Progress progress) {
        INDArray x = Arguments.samples("samples", samples);
        Arguments.present("options", options);
        int n = x.rows();
        int d = x.columns();
        int m = options.components();
        if (n < 2) {
            throw new IllegalArgumentException("samples must have at least 2 rows for a variance, but has 1");
        }
        if (m > Math.min(n, d)) {
            throw new IllegalArgumentException(
                    Text.format("components must be at most min(n, d) = %d for %d samples of %d dimensions, but was %d",
                            Math.min(n, d), n, d, m));
        }
        INDArray mean = x.mean(true, 0);
        try (INDArray centred = x.sub(mean)) {
            // What float32 summation left of a large mean over many samples.
            try (INDArray rest = centred.mean(true, 0)) {
                centred.subiRowVector(rest);
                mean.addi(rest);
            }
            SymmetricEigen eigen = SymmetricEigen.leading(new GramOperator(centred, d <= n),
                    SymmetricEigen.Options.of(m).withTolerance(options.residual()).withSeed(options.seed()), progress);
            double[] variance = eigen.eigenvalues();
            for (int i = 0; i < m; i++) {
                variance[i] = Math.max(0, variance[i]) / (n - 1);
            }
            INDArray directions = d <= n ? eigen.vectors() : fromSampleSpace(centred, eigen);
            double total = Matrices.squaredNorm(centred) / (n - 1);
            return new Pca(mean, directions.transpose(), variance, total, options.whiten());
        }
    }

    /** Xᵀu, normalised; QR also completes directions without variance, for which Xᵀu = 0. */
    private static INDArray fromSampleSpace(INDArray centred, SymmetricEigen eigen) {
        INDArray directions = Matrices.product(centred.transpose(), eigen.vectors());
        eigen.vectors().close();
        Lapack.orthonormalise(directions);
        Matrices.fixSigns(directions);
        return directions;
    }

    /** Coordinates [k, m] of samples {@code x} [k, d]. */
    public INDArray transform(INDArray x) {
        try (INDArray centred = Arguments.samples("x", x, mean.columns(), mean.dataType()).sub(mean)) {
            INDArray coordinates = Matrices.product(centred, components.transpose());
            if (whiten) {
                Matrices.scaleColumns(coordinates, deviations(true));
            }
            return coordinates;
        }
    }

    /** The samples [k, d] that have coordinates {@code z} [k, m] and lie in the components' span. */
    public INDArray inverseTransform(INDArray z) {
        INDArray coordinates = Arguments.samples("z", z, components.rows(), mean.dataType());
        INDArray scaled = coordinates;
        if (whiten) {
            scaled = coordinates.dup('f');
            Matrices.scaleColumns(scaled, deviations(false));
        }
        INDArray samples = Matrices.product(scaled, components);
        if (whiten) {
            scaled.close();
        }
        return samples.addiRowVector(mean);
    }

    private double[] deviations(boolean inverse) {
        double smallest = explainedVariance[0] * (mean.dataType() == DataType.DOUBLE ? 1e-14 : 1e-7);
        double[] result = new double[explainedVariance.length];
        for (int i = 0; i < result.length; i++) {
            double deviation = Math.sqrt(explainedVariance[i]);
            result[i] = explainedVariance[i] <= smallest ? 0 : inverse ? 1 / deviation : deviation;
        }
        return result;
    }

    /** Mean of the training samples [1, d]; a copy. */
    public INDArray mean() {
        return mean.dup();
    }

    /** Orthonormal components [m, d] as rows, largest variance first; a copy. */
    public INDArray components() {
        return components.dup();
    }

    /** Variance [m] of the training samples along each component, with divisor n − 1. */
    public double[] explainedVariance() {
        return explainedVariance.clone();
    }

    /** Share [m] of the total variance along each component, each in [0, 1]. */
    public double[] explainedVarianceRatio() {
        return Matrices.ratios(explainedVariance, totalVariance);
    }

    @Override
    public String toString() {
        return Text.format("PCA: %d components in %,d dimensions%s, which hold %.1f %% of the variance", components.rows(),
                components.columns(), whiten ? ", whitening" : "", 100 * Arrays.stream(explainedVarianceRatio()).sum());
    }
}
