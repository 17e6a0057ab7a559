package io.github.dkae.mixture;

import io.github.dkae.linalg.MatrixLibrary;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gaussian mixtures of 2 … Q components, each from G random starts, fitted to the same samples and evaluated together.
 *
 * <p>Mixture (q, g) is the one that {@link GaussianMixture} arrives at from the same start, to rounding. The mixtures
 * are in the order (2, 0), (2, 1) … (2, G−1), (3, 0) …, and so are their components in responsibilities.
 *
 * <p>Cost: fitting n samples in d dimensions takes O(n·d·C) for each iteration and C components in all, as two matrix
 * products over the mixtures that haven't converged; responsibilities of new samples take one more product. Full
 * covariances are fitted and evaluated mixture by mixture, at O(n·d²·C).
 */
public final class GaussianMixtureEnsemble implements AutoCloseable {
    /** An ensemble in a file; its arrays and header may be part of another model's. */
    public static final ModelFormat<GaussianMixtureEnsemble> FORMAT = new EnsembleFormat();

    private final EnsembleParameters parameters;
    private final int[] iterations;
    private final boolean[] converged;
    private final ResponsibilityRows evaluator;

    /**
     * How an ensemble is fitted.
     *
     * @param maximumComponents Q, at least 2: mixtures have 2 … Q components
     * @param starts            G, random starts for each number of components
     * @param varianceFloor     added to every variance, in squared units of the samples
     * @param tolerance         a mixture is done when its mean log-likelihood changes by less, in nats
     * @param maximumIterations a mixture is done after so many iterations at the latest
     * @param seed              of the random starts
     */
    public record Options(int maximumComponents, int starts, CovarianceType covarianceType, double varianceFloor,
            double tolerance, int maximumIterations, Initialisation initialisation, long seed) {
        public Options {
            Arguments.atLeast("maximumComponents", maximumComponents, 2);
            Arguments.atLeast("starts", starts, 1);
            Arguments.present("covarianceType", covarianceType);
            Arguments.notNegative("varianceFloor", varianceFloor);
            Arguments.notNegative("tolerance", tolerance);
            Arguments.atLeast("maximumIterations", maximumIterations, 1);
            Arguments.present("initialisation", initialisation);
        }

        /** Q = G = 30, diagonal covariances with a floor of 1e-3, means started at random samples. */
        public static Options defaults() {
            return new Options(30, 30, CovarianceType.DIAGONAL, 1e-3, 1e-3, 100, Initialisation.RANDOM_POINTS, 0);
        }

        public Options withMaximumComponents(int value) {
            return new Options(value, starts, covarianceType, varianceFloor, tolerance, maximumIterations,
                    initialisation, seed);
        }

        public Options withStarts(int value) {
            return new Options(maximumComponents, value, covarianceType, varianceFloor, tolerance, maximumIterations,
                    initialisation, seed);
        }

        public Options withCovarianceType(CovarianceType value) {
            return new Options(maximumComponents, starts, value, varianceFloor, tolerance, maximumIterations,
                    initialisation, seed);
        }

        public Options withVarianceFloor(double value) {
            return new Options(maximumComponents, starts, covarianceType, value, tolerance, maximumIterations,
                    initialisation, seed);
        }

        public Options withTolerance(double value) {
            return new Options(maximumComponents, starts, covarianceType, varianceFloor, value, maximumIterations,
                    initialisation, seed);
        }

        public Options withMaximumIterations(int value) {
            return new Options(maximumComponents, starts, covarianceType, varianceFloor, tolerance, value,
                    initialisation, seed);
        }

        public Options withInitialisation(Initialisation value) {
            return new Options(maximumComponents, starts, covarianceType, varianceFloor, tolerance,
                    maximumIterations, value, seed);
        }

        public Options withSeed(long value) {
            return new Options(maximumComponents, starts, covarianceType, varianceFloor, tolerance,
                    maximumIterations, initialisation, value);
        }

        /** Number of mixtures, (Q − 1)·G. */
        public int mixtures() {
            return Math.multiplyExact(maximumComponents - 1, starts);
        }

        FitSettings settings() {
            return new FitSettings(covarianceType, varianceFloor, tolerance, maximumIterations);
        }

        private int[] components() {
            int[] components = new int[mixtures()];
            Arrays.setAll(components, m -> 2 + m / starts);
            return components;
        }
    }

    /** Hears of the responsibilities of one sample; called by several threads at once, for different rows. */
    @FunctionalInterface
    public interface RowConsumer {
        /**
         * @param row              index of the sample
         * @param responsibilities of the components of the mixtures asked for, side by side
         */
        void accept(int row, SparseRow responsibilities);
    }

    GaussianMixtureEnsemble(EnsembleParameters parameters, int[] iterations, boolean[] converged) {
        this.parameters = parameters;
        this.iterations = iterations;
        this.converged = converged;
        this.evaluator = parameters.covarianceType() == CovarianceType.FULL
                ? new SeparateResponsibilities(parameters)
                : new StackedResponsibilities(parameters, MatrixLibrary.fastest());
    }

    /** Fits to {@code samples} [n, d], n ≥ Q. */
    public static GaussianMixtureEnsemble fit(INDArray samples, Options options) {
        return fit(samples, options, Progress.none());
    }

    /**
     * Fits to {@code samples} [n, d], n ≥ Q.
     *
     * @throws CancellationException when the thread is interrupted
     */
    public static GaussianMixtureEnsemble fit(INDArray samples, Options options, Progress progress) {
        INDArray x = Arguments.samples("samples", samples);
        Arguments.present("options", options);
        if (x.rows() < options.maximumComponents()) {
            throw new IllegalArgumentException(
                    Text.format("samples must have at least maximumComponents = %d rows, but has %d",
                            options.maximumComponents(), x.rows()));
        }
        int[] components = options.components();
        var parameters = new EnsembleParameters(options.covarianceType(), x.columns(), components);
        int[] iterations = new int[components.length];
        boolean[] converged = new boolean[components.length];
        var starts = new MixtureStarts(x, options.initialisation(), options.settings(), options.seed());
        MixtureFitting.fit(x, options.settings(), components, m -> starts.start(components[m], m % options.starts()),
                true, (m, fitted) -> {
                    parameters.put(m, fitted.parameters());
                    iterations[m] = fitted.iterations();
                    converged[m] = fitted.converged();
                }, progress);
        return new GaussianMixtureEnsemble(parameters, iterations, converged);
    }

    /** Number of mixtures. */
    public int mixtures() {
        return parameters.mixtures();
    }

    /** Components of all mixtures together: columns of {@link #responsibilities}. */
    public int components() {
        return parameters.components();
    }

    /** Number of dimensions d. */
    public int dimensions() {
        return parameters.dimensions();
    }

    /** First component of each mixture in the order of responsibilities, and {@link #components()} as last entry. */
    public int[] offsets() {
        int[] offsets = new int[mixtures() + 1];
        Arrays.setAll(offsets, parameters::offset);
        return offsets;
    }

    /** One mixture by itself; {@code mixture} in [0, mixtures()). */
    public GaussianMixture mixture(int mixture) {
        Arguments.between("mixture", mixture, 0, mixtures() - 1);
        return GaussianMixture.of(new FittedMixture(parameters.mixture(mixture), Double.NaN, iterations[mixture],
                converged[mixture]));
    }

    /**
     * The mixtures of {@code minimum} … {@code maximum} components alone, and of each size the first {@code starts}:
     * with a minimum of 2, what a fit with that Q and G gives.
     *
     * @throws IllegalArgumentException when no mixture is of such a size
     */
    public GaussianMixtureEnsemble select(int minimum, int maximum, int starts) {
        int[] selected = SelectedMixtures.of(offsets(), minimum, maximum, starts);
        boolean[] flags = new boolean[selected.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = converged[selected[i]];
        }
        return new GaussianMixtureEnsemble(parameters.select(selected),
                Arrays.stream(selected).map(m -> iterations[m]).toArray(), flags);
    }

    /** Iterations that each mixture took. */
    public int[] iterations() {
        return iterations.clone();
    }

    /** How many mixtures converged before the iteration limit. */
    public int convergedMixtures() {
        int count = 0;
        for (boolean c : converged) {
            count += c ? 1 : 0;
        }
        return count;
    }

    /** Responsibilities of samples {@code x} [n, d] under all mixtures, side by side: float32 [n, components()]. */
    public INDArray responsibilities(INDArray x) {
        return responsibilities(x, 0, mixtures());
    }

    /** Responsibilities of samples {@code x} [n, d] under mixtures [from, to), side by side, float32. */
    public INDArray responsibilities(INDArray x, int from, int to) {
        INDArray samples = Arguments.samples("x", x, dimensions());
        Arguments.between("from", from, 0, mixtures() - 1);
        Arguments.between("to", to, from + 1, mixtures());
        int columns = parameters.offset(to) - parameters.offset(from);
        Math.multiplyExact(samples.rows(), columns);
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, samples.rows(), columns);
        FloatBuffer buffer = HostArrays.buffer(result);
        evaluator.forEach(samples, from, to, (row, values) -> {
            float[] dense = new float[columns];
            for (int e = 0; e < values.size(); e++) {
                dense[values.column(e)] = values.value(e);
            }
            buffer.put(row * columns, dense);
        }, done -> {});
        return result;
    }

    /**
     * Hands the responsibilities of samples {@code x} [n, d] under all mixtures to {@code consumer}, row by row,
     * without ever holding [n, components()].
     *
     * @throws CancellationException when the thread is interrupted
     */
    public void forEachRow(INDArray x, RowConsumer consumer, Progress progress) {
        INDArray samples = Arguments.samples("x", x, dimensions());
        requireUninterrupted();
        evaluator.forEach(samples, 0, mixtures(), consumer, done -> {
            progress.report("responsibilities", done, samples.rows(), "");
            requireUninterrupted();
        });
    }

    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("computing responsibilities was interrupted");
        }
    }

    /** Writes the ensemble to one file. */
    public void save(Path file) throws IOException {
        archive().write(file);
    }

    /** Reads what {@link #save} wrote. */
    public static GaussianMixtureEnsemble load(Path file) throws IOException {
        return ModelArchive.read(file, FORMAT);
    }

    /** The ensemble as an archive, for models that contain one. */
    public ModelArchive archive() {
        return EnsembleFormat.archive(parameters, iterations, converged);
    }

    /** Frees the stacked coefficients; the ensemble can't evaluate samples afterwards. */
    @Override
    public void close() {
        evaluator.close();
    }

    @Override
    public String toString() {
        return Text.format("%,d Gaussian mixtures of %,d components in all, in %,d dimensions; %,d converged", mixtures(),
                components(), dimensions(), convergedMixtures());
    }
}
