package io.github.dkae.kernel;

import io.github.dkae.mixture.CovarianceType;
import io.github.dkae.mixture.GaussianMixtureEnsemble;
import io.github.dkae.mixture.Initialisation;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The probabilistic cluster kernel: how often two samples fall into the same clusters, over mixtures of every size.
 *
 * <p>K(x, y) = 1/Z · Σ_q Σ_g π(x)ᵀπ(y), with π the posteriors of the components of Gaussian mixture (q, g), q = 2 … Q,
 * g = 1 … G. Small q see the coarse structure of the data, large q the fine one; summed over many starts, no single
 * choice matters. All posteriors side by side, over √Z, are an explicit feature map. The mixtures are fitted to a
 * subset of the training samples and then applied to any sample, so that the kernel is defined out of sample.
 *
 * <p>Cost for p = Σ q·G features, n samples in d dimensions: the features take O(n·d·p), as matrix products. Posteriors
 * in high dimension are nearly one-hot: {@link #featureMatrix} keeps them in little more than a byte for each mixture
 * and sample.
 *
 * <p>Source: Izquierdo-Verdiguier, Jenssen, Gómez-Chova, Camps-Valls, <i>Spectral clustering with the probabilistic
 * cluster kernel</i>, Neurocomputing 149, 2015.
 */
public final class ProbabilisticClusterKernel implements FeatureMap {
    /** A kernel in a file. */
    public static final ModelFormat<ProbabilisticClusterKernel> FORMAT = new KernelFormat();

    private final GaussianMixtureEnsemble mixtures;
    private final Normalisation normalisation;
    private final PrincipalAxes axes;
    private final long memoryBudget;

    /**
     * How the kernel is fitted.
     *
     * @param mixtures            Q, G, covariances and how the mixtures are fitted; Q at most 255
     * @param normalisation       the constant Z
     * @param principalComponents leading principal components of the subset that the mixtures see; 0 for the samples as
     *                            they are
     * @param memoryBudget        bytes that {@link #featureMatrix} may take; beyond, features are computed when needed
     */
    public record Options(GaussianMixtureEnsemble.Options mixtures, Normalisation normalisation,
            int principalComponents, long memoryBudget) {
        public Options {
            Arguments.present("mixtures", mixtures);
            Arguments.between("maximumComponents", mixtures.maximumComponents(), 2,
                    CompactPosteriors.MAXIMUM_COMPONENTS);
            Arguments.present("normalisation", normalisation);
            Arguments.atLeast("principalComponents", principalComponents, 0);
            requireBudget(memoryBudget);
        }

        /**
         * Q = G = 30, diagonal covariances with a floor of 1e-3, means started at random samples, Z the number of
         * mixtures, no principal components, 1 GiB.
         */
        public static Options defaults() {
            return new Options(GaussianMixtureEnsemble.Options.defaults(), Normalisation.MIXTURES, 0, 1L << 30);
        }

        public Options withMaximumComponents(int value) {
            return withMixtures(mixtures.withMaximumComponents(value));
        }

        public Options withStarts(int value) {
            return withMixtures(mixtures.withStarts(value));
        }

        public Options withCovarianceType(CovarianceType value) {
            return withMixtures(mixtures.withCovarianceType(value));
        }

        public Options withVarianceFloor(double value) {
            return withMixtures(mixtures.withVarianceFloor(value));
        }

        public Options withInitialisation(Initialisation value) {
            return withMixtures(mixtures.withInitialisation(value));
        }

        public Options withSeed(long value) {
            return withMixtures(mixtures.withSeed(value));
        }

        public Options withMixtures(GaussianMixtureEnsemble.Options value) {
            return new Options(value, normalisation, principalComponents, memoryBudget);
        }

        public Options withNormalisation(Normalisation value) {
            return new Options(mixtures, value, principalComponents, memoryBudget);
        }

        public Options withPrincipalComponents(int value) {
            return new Options(mixtures, normalisation, value, memoryBudget);
        }

        public Options withMemoryBudget(long value) {
            return new Options(mixtures, normalisation, principalComponents, value);
        }
    }

    ProbabilisticClusterKernel(GaussianMixtureEnsemble mixtures, Normalisation normalisation, PrincipalAxes axes,
            long memoryBudget) {
        int[] offsets = mixtures.offsets();
        for (int m = 0; m < mixtures.mixtures(); m++) {
            Arguments.between("components of mixture " + m, offsets[m + 1] - offsets[m], 1,
                    CompactPosteriors.MAXIMUM_COMPONENTS);
        }
        requireBudget(memoryBudget);
        this.mixtures = mixtures;
        this.normalisation = normalisation;
        this.axes = axes;
        this.memoryBudget = memoryBudget;
    }

    /** Fits to {@code samples} [n, d], n ≥ Q; the paper takes 200 of the training samples. */
    public static ProbabilisticClusterKernel fit(INDArray samples, Options options) {
        return fit(samples, options, Progress.none());
    }

    /**
     * Fits to {@code samples} [n, d], n ≥ Q.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public static ProbabilisticClusterKernel fit(INDArray samples, Options options, Progress progress) {
        INDArray x = Arguments.samples("samples", samples);
        Arguments.present("options", options);
        int m = options.principalComponents();
        if (m == 0) {
            return new ProbabilisticClusterKernel(
                    GaussianMixtureEnsemble.fit(x, options.mixtures(), progress), options.normalisation(), null,
                    options.memoryBudget());
        }
        Arguments.between("principalComponents", m, 0, Math.min(x.rows() - 1, x.columns()));
        PrincipalAxes axes = PrincipalAxes.fit(x, m);
        try (INDArray coordinates = axes.project(x)) {
            return new ProbabilisticClusterKernel(
                    GaussianMixtureEnsemble.fit(coordinates, options.mixtures(), progress), options.normalisation(),
                    axes, options.memoryBudget());
        }
    }

    /** The kernel of an ensemble fitted elsewhere, with mixtures of at most 255 components. */
    public static ProbabilisticClusterKernel of(GaussianMixtureEnsemble mixtures, Normalisation normalisation) {
        Arguments.present("mixtures", mixtures);
        return new ProbabilisticClusterKernel(mixtures, Arguments.present("normalisation", normalisation), null,
                Options.defaults().memoryBudget());
    }

    /** The mixtures behind the kernel. */
    public GaussianMixtureEnsemble mixtures() {
        return mixtures;
    }

    public Normalisation normalisation() {
        return normalisation;
    }

    /** Dimensions d of the samples. */
    public int dimensions() {
        return axes == null ? mixtures.dimensions() : axes.axes().rows();
    }

    @Override
    public int featureCount() {
        return mixtures.components();
    }

    @Override
    public INDArray features(INDArray x) {
        INDArray posteriors = mixtures.responsibilities(inputs("x", x));
        if (normalisation == Normalisation.MIXTURES) {
            return posteriors.muli(1 / Math.sqrt(mixtures.mixtures()));
        }
        try (INDArray norms = posteriors.norm2(true, 1)) {
            return posteriors.diviColumnVector(norms);
        }
    }

    /**
     * Kernel values from float32 posteriors, a slice of the mixtures at a time: O((n + m)·d·p + n·m·p) work, [n, m]
     * memory and 64 MiB.
     */
    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        INDArray left = inputs("x", x);
        return SlicedProduct.matrix(mixtures, normalisation, left, x == y ? left : inputs("y", y));
    }

    /**
     * The features of {@code x} [n, d] in compact form, with kernel values off by at most 1.6e-5 (times Q when
     * normalised to cosines); or, where those would take more than the memory budget, computed anew from {@code x},
     * which must then not change, each time they are asked for.
     */
    @Override
    public FeatureMatrix featureMatrix(INDArray x) {
        return featureMatrix(x, Progress.none());
    }

    /**
     * As {@link #featureMatrix(INDArray)}, telling how far it is.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public FeatureMatrix featureMatrix(INDArray x, Progress progress) {
        INDArray samples = Arguments.samples("x", x, dimensions());
        int sampled = Math.min(samples.rows(), 256);
        CompactPosteriors first = compact(rows(samples, 0, sampled));
        if (first.bytes() / (double) sampled * samples.rows() > memoryBudget) {
            return new ComputedFeatureMatrix(this, samples);
        }
        return sampled == samples.rows() ? first : compact(samples, progress);
    }

    /** Writes the kernel to one file. */
    public void save(Path file) throws IOException {
        archive().write(file);
    }

    /** Reads what {@link #save} wrote. */
    public static ProbabilisticClusterKernel load(Path file) throws IOException {
        return ModelArchive.read(file, FORMAT);
    }

    /** The kernel as an archive, for models that contain one. */
    public ModelArchive archive() {
        return KernelFormat.archive(mixtures, normalisation, axes, memoryBudget);
    }

    @Override
    public String toString() {
        return Text.format("Probabilistic cluster kernel: %,d mixtures, %,d features of samples with %,d dimensions",
                mixtures.mixtures(), featureCount(), dimensions());
    }

    CompactPosteriors compact(INDArray x) {
        return compact(x, Progress.none());
    }

    private CompactPosteriors compact(INDArray x, Progress progress) {
        var posteriors = new CompactPosteriors(x.rows(), mixtures.offsets(), normalisation);
        mixtures.forEachRow(projected(x), posteriors::encode, progress);
        return posteriors;
    }

    private static void requireBudget(long memoryBudget) {
        if (memoryBudget < 0) {
            throw new IllegalArgumentException("memoryBudget must be at least 0 bytes, but was " + memoryBudget);
        }
    }

    private INDArray inputs(String name, INDArray samples) {
        return projected(Arguments.samples(name, samples, dimensions()));
    }

    /** What the mixtures see of the samples. */
    private INDArray projected(INDArray x) {
        return axes == null ? x : axes.project(x);
    }

    private static INDArray rows(INDArray x, int from, int to) {
        return x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }
}
