package io.github.dkae.spectral;

import io.github.dkae.kernel.FeatureMap;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel principal component analysis.
 *
 * <p>Projects samples on the leading eigenvectors of the (optionally centred) kernel matrix K of the training samples.
 * K is never formed when the kernel has an explicit feature map: each block product of the eigensolver costs O(n·p·b)
 * for p features, memory is O(n·(p + m)), and new samples are projected through their features alone. Any other kernel
 * takes O(n²) memory and keeps a reference to the training samples.
 *
 * <p>The m leading uncentred components are also the best approximation of K of rank m, K ≈ Z Zᵀ for the coordinates
 * Z; on new samples the same product is the Nyström approximation.
 *
 * <p>Source: B. Schölkopf, A. Smola, K.-R. Müller, <i>Nonlinear component analysis as a kernel eigenvalue problem</i>,
 * Neural Computation 10(5), 1998, eq. 4 and appendix A (centring).
 */
public final class KernelPca {
    private final LeadingComponents components;
    private final KernelNorms norms;
    private final SampleRepresentation representation;
    /** What a sample's representation is multiplied with: dual coefficients [n, m], or Φᵀ times them [p, m]. */
    private final INDArray projection;
    /** Coordinates [1, m] of the centre of the feature space; zero when not centred. */
    private final INDArray centre;
    private final INDArray coordinates;
    private final boolean centred;

    /** @param projected the training samples' representations times {@code projection} [n, m]; becomes the model's */
    private KernelPca(LeadingComponents components, KernelNorms norms, SampleRepresentation representation,
            INDArray projection, INDArray projected, boolean centred) {
        this.components = components;
        this.norms = norms;
        this.representation = representation;
        this.projection = projection;
        INDArray mean = projected.mean(true, 0);
        this.centre = centred ? mean : mean.assign(0);
        this.coordinates = projected.subiRowVector(centre);
        this.centred = centred;
    }

    /**
     * How to fit.
     *
     * @param components number of components m, 1 ≤ m ≤ n
     * @param centred    whether K is centred in feature space; the paper's approximation of K is uncentred
     * @param tolerance  components whose eigenvalue is not positive or at most {@code tolerance · λ₁} are dropped,
     *                   in [0, 1)
     * @param residual   accuracy of the eigenvectors: largest ‖K v − λ v‖ / λ₁, in (0, 0.1]
     * @param seed       of the eigensolver's start
     */
    public record Options(int components, boolean centred, double tolerance, double residual, long seed) {
        public Options {
            Arguments.atLeast("components", components, 1);
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new IllegalArgumentException("tolerance must be in [0, 1), but was " + tolerance);
            }
            Arguments.between("residual", Arguments.positive("residual", residual), 0, 0.1);
        }

        /** The given number of components, centred, eigenvalues above 1e-6 · λ₁, residuals of at most 1e-5, seed 0. */
        public static Options of(int components) {
            return new Options(components, true, 1e-6, 1e-5, 0);
        }

        /** 32 components, as the paper's denoising uses. */
        public static Options defaults() {
            return of(32);
        }

        public Options withComponents(int value) {
            return new Options(value, centred, tolerance, residual, seed);
        }

        public Options withCentred(boolean value) {
            return new Options(components, value, tolerance, residual, seed);
        }

        public Options withTolerance(double value) {
            return new Options(components, centred, value, residual, seed);
        }

        public Options withResidual(double value) {
            return new Options(components, centred, tolerance, value, seed);
        }

        public Options withSeed(long value) {
            return new Options(components, centred, tolerance, residual, value);
        }
    }

    /** As {@link #fit(INDArray, Kernel, Options, Progress)}, silently. */
    public static KernelPca fit(INDArray x, Kernel kernel, Options options) {
        return fit(x, kernel, options, Progress.none());
    }

    /**
     * Fits on training samples {@code x} [n, d], through the kernel's features when it is a {@link FeatureMap}.
     *
     * @throws IllegalArgumentException                   when more components than samples are asked for
     * @throws java.util.concurrent.CancellationException when the thread is interrupted
     */
    public static KernelPca fit(INDArray x, Kernel kernel, Options options, Progress progress) {
        INDArray samples = Arguments.samples("x", x);
        Arguments.present("kernel", kernel);
        checkComponents(samples.rows(), options);
        if (kernel instanceof FeatureMap map) {
            return fit(map.featureMatrix(samples), map, options, progress);
        }
        try (INDArray k = kernel.matrix(samples)) {
            return fit(k, new SampleRepresentation.KernelValues(kernel, samples), options, progress);
        }
    }

    /** Fits on samples whose {@code features} under {@code map} are there already. */
    public static KernelPca fit(FeatureMatrix features, FeatureMap map, Options options, Progress progress) {
        Arguments.present("features", features);
        Arguments.present("map", map);
        checkComponents(features.size(), options);
        SymmetricEigen eigen = decompose(SymmetricOperator.of(features), options, progress);
        KernelNorms norms = KernelNorms.of(features, options.centred(), eigen, options.seed());
        LeadingComponents components = LeadingComponents.of(eigen, options.tolerance());
        try (INDArray dual = components.dualCoefficients(options.centred())) {
            INDArray loadings = features.transposeTimes(dual);
            return new KernelPca(components, norms, new SampleRepresentation.Features(map), loadings,
                    features.times(loadings), options.centred());
        }
    }

    /**
     * Fits on a precomputed symmetric kernel matrix {@code k} [n, n], which is not kept. New samples are projected by
     * {@link #transformPrecomputed}.
     */
    public static KernelPca fitPrecomputed(INDArray k, Options options) {
        INDArray values = Arguments.samples("k", k);
        Matrices.requireSymmetric("k", values);
        checkComponents(values.rows(), options);
        return fit(values, new SampleRepresentation.Precomputed(), options, Progress.none());
    }

    private static KernelPca fit(INDArray k, SampleRepresentation representation, Options options, Progress progress) {
        SymmetricEigen eigen = decompose(SymmetricOperator.of(k), options, progress);
        LeadingComponents components = LeadingComponents.of(eigen, options.tolerance());
        INDArray dual = components.dualCoefficients(options.centred());
        return new KernelPca(components, KernelNorms.of(k, options.centred()), representation, dual,
                Matrices.product(k, dual), options.centred());
    }

    private static SymmetricEigen decompose(SymmetricOperator operator, Options options, Progress progress) {
        SymmetricEigen.Options solver = SymmetricEigen.Options.of(options.components())
                .withTolerance(options.residual()).withSeed(options.seed());
        return SymmetricEigen.leading(options.centred() ? operator.centred() : operator, solver, progress);
    }

    private static void checkComponents(int n, Options options) {
        Arguments.present("options", options);
        if (options.components() > n) {
            throw new IllegalArgumentException(
                    Text.format("components must be at most the number of samples %d, but was %d",
                            n, options.components()));
        }
    }

    /** Coordinates [k, m] of new samples {@code x} [k, d]; those of the training samples are {@link #coordinates()}. */
    public INDArray transform(INDArray x) {
        return representation.times(x, projection).subiRowVector(centre);
    }

    /**
     * Coordinates [k, m] of new samples from their kernel values {@code kCross} [k, n] with the training samples, which
     * are not centred: that happens here.
     */
    public INDArray transformPrecomputed(INDArray kCross) {
        INDArray values = Arguments.samples("kCross", kCross, size(), dataType());
        try (INDArray dual = dualCoefficients()) {
            return Matrices.product(values, dual).subiRowVector(centre);
        }
    }

    /**
     * Coordinates K u_j/√λ_j [n, m] of the training samples, which are √λ_j u_j within the accuracy of the eigenvectors
     * and just what {@link #transform} makes of these samples; a copy.
     */
    public INDArray coordinates() {
        return coordinates.dup('f');
    }

    /**
     * The approximation Z Zᵀ [n, n] of the training samples' kernel matrix by its {@code rank} leading components, the
     * best of that rank in Frobenius norm; of the centred matrix when the model is centred. O(n²) memory.
     *
     * @param rank in [1, {@link #components()}]
     */
    public INDArray approximation(int rank) {
        return KernelApproximation.ofRank(coordinates, rank);
    }

    /**
     * The Nyström approximation [k, k] of the kernel matrix of new samples {@code x} [k, d] by the {@code rank} leading
     * components; of the matrix centred as the training samples are when the model is centred.
     *
     * @param rank in [1, {@link #components()}]
     */
    public INDArray approximationOf(INDArray x, int rank) {
        try (INDArray z = transform(x)) {
            return KernelApproximation.ofRank(z, rank);
        }
    }

    /**
     * L_c between the training samples' kernel matrix and its approximation of rank {@code rank}, in [0, √2), in closed
     * form: √(2 − 2·√(Σ_{i ≤ rank} λ_i²) / ‖K‖_F). For a feature map and many samples, ‖K‖_F rests on an estimate of
     * what the components leave (see {@link KernelNorms}), good for about 1 % of that remainder.
     *
     * @param rank in [1, {@link #components()}]
     */
    public double inSampleLoss(int rank) {
        Arguments.between("rank", rank, 1, components());
        double captured = 0;
        for (int i = 0; i < rank; i++) {
            captured += components.values()[i] * components.values()[i];
        }
        double alignment = norms.squaredFrobenius() > 0 ? Math.sqrt(captured / norms.squaredFrobenius()) : 1;
        return Math.sqrt(Math.max(0, 2 - 2 * alignment));
    }

    /**
     * L_c between the kernel matrix of new samples {@code x} [k, d] and its Nyström approximations of the given ranks,
     * each in [0, √2]; O(k²) memory.
     *
     * @param ranks each in [1, {@link #components()}]
     * @throws IllegalStateException for a centred model, which doesn't approximate the kernel matrix itself, or one
     *                               fitted on a precomputed matrix (use {@link KernelApproximation#losses})
     */
    public double[] outOfSampleLoss(INDArray x, int... ranks) {
        if (centred) {
            throw new IllegalStateException(
                    "a centred model doesn't approximate the kernel matrix; fit with centred = false");
        }
        try (INDArray z = transform(x); INDArray k = representation.kernel().matrix(x)) {
            return KernelApproximation.losses(z, k, ranks);
        }
    }

    /** Number of components m kept, at most what was asked for. */
    public int components() {
        return components.values().length;
    }

    /** Eigenvalues [m] of the (centred) kernel matrix, descending; all positive. */
    public double[] eigenvalues() {
        return components.values().clone();
    }

    /** Data type of all results. */
    DataType dataType() {
        return projection.dataType();
    }

    /** Number n of training samples. */
    int size() {
        return coordinates.rows();
    }

    /** Orthonormal eigenvectors [n, m] as columns, largest-magnitude entry positive; a copy. */
    public INDArray eigenvectors() {
        return components.vectors().dup('f');
    }

    /** Coefficients u_j/√λ_j [n, m] that turn kernel values with the training samples into coordinates. */
    public INDArray dualCoefficients() {
        return components.dualCoefficients(centred);
    }

    /** Share [m] of the trace of the (centred) kernel matrix, the variance in feature space if it is centred. */
    public double[] explainedRatio() {
        return Matrices.ratios(components.values(), norms.trace());
    }

    /** Whether the kernel matrix was centred in feature space. */
    public boolean centred() {
        return centred;
    }

    @Override
    public String toString() {
        return Text.format("Kernel PCA: %d components of %,d samples, %s, which hold %.1f %% of the kernel's trace",
                components(), coordinates.rows(), centred ? "centred" : "not centred",
                100 * Arrays.stream(explainedRatio()).sum());
    }
}
