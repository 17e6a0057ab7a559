package io.github.dkae.spectral;

import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pre-images learned by kernel ridge regression: a map from projected features back to inputs.
 *
 * <p>With the Gaussian kernel k(z, z′) = exp(−‖z − z′‖² / 2σ²) over the training samples' coordinates Z and
 * G = k(Z, Z), fitting solves (G + γI) B = X once; an input is then predicted as k(z, Z) B. The ridge γ is part of
 * fitting alone. Fitting takes O(n²·(m + n + d)) time and O(n²) memory.
 *
 * <p>Source: G. H. Bakır, J. Weston, B. Schölkopf, <i>Learning to find pre-images</i>, NIPS 16, 2003, section 3.
 */
public final class RidgePreImage {
    private final INDArray training;
    private final INDArray coefficients;
    private final RbfKernel kernel;

    private RidgePreImage(INDArray training, INDArray coefficients, RbfKernel kernel) {
        this.training = training;
        this.coefficients = coefficients;
        this.kernel = kernel;
    }

    /**
     * How to fit.
     *
     * @param ridge γ, positive
     * @param width σ of the Gaussian kernel, or 0 for the median distance between the training coordinates, over the
     *              n(n−1)/2 distinct pairs
     */
    public record Options(double ridge, double width) {
        public Options {
            Arguments.positive("ridge", ridge);
            Arguments.notNegative("width", width);
        }

        /** Ridge 0.5 and the median distance. */
        public static Options defaults() {
            return new Options(0.5, 0);
        }

        public Options withRidge(double value) {
            return new Options(value, width);
        }

        public Options withWidth(double value) {
            return new Options(ridge, value);
        }
    }

    /**
     * Fits the map from {@code coordinates} [n, m], which are copied, to the {@code samples} [n, d] that have them.
     *
     * @throws IllegalArgumentException also when the median distance is zero, or when the ridge is too small for the
     *                                  precision of the data
     */
    public static RidgePreImage fit(INDArray coordinates, INDArray samples, Options options) {
        INDArray z = Arguments.samples("coordinates", coordinates);
        INDArray x = Arguments.samples("samples", samples);
        Arguments.present("options", options);
        Arguments.between("rows of samples", x.rows(), z.rows(), z.rows());
        if (z.dataType() != x.dataType()) {
            return fit(Arguments.wide(z), Arguments.wide(x), options);
        }
        double width = options.width() > 0 ? options.width() : MedianDistance.of(z);
        if (width == 0) {
            throw new IllegalArgumentException("the median distance between the coordinates is zero; give a width");
        }
        INDArray coefficients = x.dup('f');
        RbfKernel kernel = new RbfKernel(width);
        try (INDArray symmetric = kernel.matrix(z)) {
            // Its own transpose, seen column-major.
            INDArray gram = symmetric.transpose();
            for (int i = 0; i < gram.rows(); i++) {
                gram.putScalar(i, i, 1 + options.ridge());
            }
            if (!Lapack.solvePositiveDefinite(gram, coefficients)) {
                throw new IllegalArgumentException(
                        Text.format("ridge must be larger: with %s the kernel matrix is singular in %s",
                                options.ridge(), z.dataType()));
            }
        }
        return new RidgePreImage(z.dup(), coefficients, kernel);
    }

    /** Inputs [k, d] for coordinates {@code z} [k, m]. */
    public INDArray reconstruct(INDArray z) {
        return new SampleRepresentation.KernelValues(kernel, training)
                .times(Arguments.samples("z", z, training.columns(), training.dataType()), coefficients);
    }

    /** Width σ of the Gaussian kernel. */
    public double width() {
        return kernel.width();
    }

    /** Coefficients B [n, d] of the training samples; a copy. */
    public INDArray coefficients() {
        return coefficients.dup('f');
    }

    @Override
    public String toString() {
        return Text.format("Learned pre-image from %,d to %,d dimensions, %,d training samples, kernel width %.4g",
                training.columns(), coefficients.columns(), training.rows(), width());
    }
}
