package io.github.dkae.spectral;

import io.github.dkae.kernel.DenseFeatureMatrix;
import io.github.dkae.kernel.FeatureMap;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.SamplePair;
import io.github.dkae.support.Text;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Nyström features: an explicit feature map that approximates any kernel through landmark samples L.
 *
 * <p>φ(x) = k(x, L) k(L, L)^{-1/2}, so that φ(x) φ(y)ᵀ = k(x, L) k(L, L)⁺ k(L, y). The approximation is exact when the
 * landmarks span the samples in feature space, as when they are all of the samples. Fitting costs O(l³) for l
 * landmarks, features of n samples O(n·l·(d + l)).
 *
 * <p>Source: C. K. I. Williams, M. Seeger, <i>Using the Nyström method to speed up kernel machines</i>, NIPS 13, 2000.
 */
public final class Nystroem implements FeatureMap {
    private final Kernel kernel;
    private final INDArray landmarks;
    private final INDArray whitening;

    private Nystroem(Kernel kernel, INDArray landmarks, INDArray whitening) {
        this.kernel = kernel;
        this.landmarks = landmarks;
        this.whitening = whitening;
    }

    /**
     * How to fit.
     *
     * @param landmarks number of landmarks l, drawn without replacement, 1 ≤ l ≤ n
     * @param tolerance eigenvalues of k(L, L) up to {@code tolerance · λ₁} count as zero, in [0, 1)
     * @param seed      of the draw
     */
    public record Options(int landmarks, double tolerance, long seed) {
        public Options {
            Arguments.atLeast("landmarks", landmarks, 1);
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new IllegalArgumentException("tolerance must be in [0, 1), but was " + tolerance);
            }
        }

        /** 100 landmarks, 1e-6, seed 0. */
        public static Options defaults() {
            return new Options(100, 1e-6, 0);
        }

        public Options withLandmarks(int value) {
            return new Options(value, tolerance, seed);
        }

        public Options withTolerance(double value) {
            return new Options(landmarks, value, seed);
        }

        public Options withSeed(long value) {
            return new Options(landmarks, tolerance, value);
        }
    }

    /** Approximates {@code kernel} by landmarks drawn from {@code x} [n, d]. */
    public static Nystroem fit(INDArray x, Kernel kernel, Options options) {
        INDArray samples = Arguments.samples("x", x);
        Arguments.present("kernel", kernel);
        Arguments.present("options", options);
        if (options.landmarks() > samples.rows()) {
            throw new IllegalArgumentException(
                    Text.format("landmarks must be at most the number of samples %d, but was %d",
                            samples.rows(), options.landmarks()));
        }
        int[] order = RandomStreams.permutation(samples.rows(), RandomStreams.of(options.seed(), "nystroem-landmarks"));
        INDArray landmarks = Nd4j.pullRows(samples, 1, Arrays.copyOf(order, options.landmarks()));
        SymmetricEigen eigen;
        try (INDArray k = kernel.matrix(landmarks)) {
            eigen = SymmetricEigen.full(k);
        }
        LeadingComponents leading = LeadingComponents.of(eigen, options.tolerance());
        try (INDArray scaled = leading.dualCoefficients(false)) {
            return new Nystroem(kernel, landmarks, Matrices.product(scaled, leading.vectors().transpose()));
        }
    }

    /** The landmarks [l, d]; a copy. */
    public INDArray landmarks() {
        return landmarks.dup();
    }

    /** Number of features: that of the landmarks, l. */
    @Override
    public int featureCount() {
        return landmarks.rows();
    }

    @Override
    public INDArray features(INDArray x) {
        return new SampleRepresentation.KernelValues(kernel, landmarks).times(x, whitening);
    }

    @Override
    public FeatureMatrix featureMatrix(INDArray x) {
        return new DenseFeatureMatrix(features(x));
    }

    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        SamplePair samples = SamplePair.of(Arguments.matrix("x", x, landmarks.columns()), y);
        try (INDArray left = features(samples.x()); INDArray right = features(samples.y())) {
            return Matrices.product(left, right.transpose());
        }
    }

    @Override
    public String toString() {
        return Text.format("Nyström map of %s: %,d landmarks, %,d features", kernel, landmarks.rows(), featureCount());
    }
}
