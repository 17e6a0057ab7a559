package io.github.dkae.mixture;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A Gaussian mixture, fitted by expectation-maximisation (Dempster, Laird, Rubin, 1977) in float64.
 *
 * <p>The conventions are scikit-learn's: the variance floor is added to every variance, EM stops when the mean
 * log-likelihood changes by less than the tolerance, and of several restarts the one with the highest likelihood stays.
 * Evaluation costs O(n·q·d) for diagonal and spherical covariances, O(n·q·d²) for full and tied ones.
 */
public final class GaussianMixture {
    private static final int BLOCK_ROWS = 2048;

    private final MixtureParameters parameters;
    private final int iterations;
    private final boolean converged;

    /**
     * How a mixture is fitted.
     *
     * @param components        q, at least 1 and at most the number of samples
     * @param varianceFloor     added to every variance, in squared units of the samples
     * @param tolerance         EM stops when the mean log-likelihood changes by less, in nats
     * @param maximumIterations EM stops after so many iterations at the latest
     * @param restarts          number of starts, of which the best stays
     * @param seed              of the random starts
     */
    public record Options(int components, CovarianceType covarianceType, double varianceFloor, double tolerance,
            int maximumIterations, Initialisation initialisation, int restarts, long seed) {
        public Options {
            Arguments.atLeast("components", components, 1);
            Arguments.present("covarianceType", covarianceType);
            Arguments.notNegative("varianceFloor", varianceFloor);
            Arguments.notNegative("tolerance", tolerance);
            Arguments.atLeast("maximumIterations", maximumIterations, 1);
            Arguments.present("initialisation", initialisation);
            Arguments.atLeast("restarts", restarts, 1);
        }

        /** One full component, floor 1e-6, tolerance 1e-3, 100 iterations, k-means++, one start. */
        public static Options defaults() {
            return new Options(1, CovarianceType.FULL, 1e-6, 1e-3, 100, Initialisation.K_MEANS_PLUS_PLUS, 1, 0);
        }

        public Options withComponents(int value) {
            return new Options(value, covarianceType, varianceFloor, tolerance, maximumIterations, initialisation,
                    restarts, seed);
        }

        public Options withCovarianceType(CovarianceType value) {
            return new Options(components, value, varianceFloor, tolerance, maximumIterations, initialisation,
                    restarts, seed);
        }

        public Options withVarianceFloor(double value) {
            return new Options(components, covarianceType, value, tolerance, maximumIterations, initialisation,
                    restarts, seed);
        }

        public Options withTolerance(double value) {
            return new Options(components, covarianceType, varianceFloor, value, maximumIterations, initialisation,
                    restarts, seed);
        }

        public Options withMaximumIterations(int value) {
            return new Options(components, covarianceType, varianceFloor, tolerance, value, initialisation, restarts,
                    seed);
        }

        public Options withInitialisation(Initialisation value) {
            return new Options(components, covarianceType, varianceFloor, tolerance, maximumIterations, value, restarts,
                    seed);
        }

        public Options withRestarts(int value) {
            return new Options(components, covarianceType, varianceFloor, tolerance, maximumIterations, initialisation,
                    value, seed);
        }

        public Options withSeed(long value) {
            return new Options(components, covarianceType, varianceFloor, tolerance, maximumIterations, initialisation,
                    restarts, value);
        }

        FitSettings settings() {
            return new FitSettings(covarianceType, varianceFloor, tolerance, maximumIterations);
        }
    }

    GaussianMixture(MixtureParameters parameters, int iterations, boolean converged) {
        this.parameters = parameters;
        this.iterations = iterations;
        this.converged = converged;
    }

    static GaussianMixture of(FittedMixture fitted) {
        return new GaussianMixture(fitted.parameters(), fitted.iterations(), fitted.converged());
    }

    /** The mixture with given parameters, without fitting. */
    public static GaussianMixture of(MixtureParameters parameters) {
        return new GaussianMixture(Arguments.present("parameters", parameters), 0, false);
    }

    /**
     * Fits to {@code samples} [n, d].
     *
     * @throws IllegalArgumentException when there are fewer samples than components, values that aren't finite, or a
     *                                  variance that falls to 0 because the floor is 0
     * @throws CancellationException    when the thread is interrupted
     */
    public static GaussianMixture fit(INDArray samples, Options options) {
        INDArray x = Arguments.samples("samples", samples);
        Arguments.present("options", options);
        if (x.rows() < options.components()) {
            throw new IllegalArgumentException(
                    Text.format("samples must have at least as many rows as components = %d, but has %d",
                            options.components(), x.rows()));
        }
        var starts = new MixtureStarts(x, options.initialisation(), options.settings(), options.seed());
        int[] components = new int[options.restarts()];
        Arrays.fill(components, options.components());
        FittedMixture[] best = new FittedMixture[1];
        MixtureFitting.fit(x, options.settings(), components, r -> starts.start(options.components(), r), true,
                (r, fitted) -> {
                    if (best[0] == null || fitted.meanLogLikelihood() > best[0].meanLogLikelihood()) {
                        best[0] = fitted;
                    }
                }, Progress.none());
        return of(best[0]);
    }

    /**
     * Fits to {@code samples} [n, d] from given parameters; of the options, the number of components, the
     * initialisation, the restarts and the seed play no part.
     */
    public static GaussianMixture fit(INDArray samples, MixtureParameters start, Options options) {
        Arguments.present("start", start);
        Arguments.present("options", options);
        INDArray x = Arguments.samples("samples", samples, start.dimensions());
        if (start.covarianceType() != options.covarianceType()) {
            throw new IllegalArgumentException(
                    Text.format("start must have the covarianceType of the options, %s, but has %s",
                            options.covarianceType(), start.covarianceType()));
        }
        FittedMixture[] result = new FittedMixture[1];
        MixtureFitting.fit(x, options.settings(), new int[] {start.components()},
                r -> new MixtureStart.Parameters(start), false, (r, fitted) -> result[0] = fitted, Progress.none());
        return of(result[0]);
    }

    public MixtureParameters parameters() {
        return parameters;
    }

    /** Iterations that the fit took; 0 without a fit. */
    public int iterations() {
        return iterations;
    }

    /** Whether the mean log-likelihood changed by less than the tolerance before the iteration limit. */
    public boolean converged() {
        return converged;
    }

    /** Logarithm of the density at each row of {@code x} [n, d], in nats. */
    public double[] logDensity(INDArray x) {
        INDArray samples = samples(x);
        double[] result = new double[samples.rows()];
        evaluate(samples, (row, values, from, logDensity) -> result[row] = logDensity);
        return result;
    }

    /** Mean of {@link #logDensity}: the log-likelihood per sample. */
    public double meanLogLikelihood(INDArray x) {
        return Arrays.stream(logDensity(x)).average().orElseThrow();
    }

    /** Posterior probabilities [n, q] of the components for each row of {@code x} [n, d], float32 for float32. */
    public INDArray responsibilities(INDArray x) {
        int q = parameters.components();
        INDArray samples = samples(x);
        double[] result = new double[samples.rows() * q];
        evaluate(samples, (row, values, from, logDensity) -> System.arraycopy(values, from, result, row * q, q));
        return HostArrays.matrix(result, samples.rows(), q).castTo(samples.dataType());
    }

    /** The most probable component of each row of {@code x} [n, d]; the first of equals. */
    public int[] predict(INDArray x) {
        int q = parameters.components();
        INDArray samples = samples(x);
        int[] result = new int[samples.rows()];
        evaluate(samples, (row, values, from, logDensity) -> {
            int best = 0;
            for (int c = 1; c < q; c++) {
                best = values[from + c] > values[from + best] ? c : best;
            }
            result[row] = best;
        });
        return result;
    }

    /** Bayesian information criterion on {@code x} [n, d]: −2·log-likelihood + parameters·log n; lower is better. */
    public double bic(INDArray x) {
        return -2 * meanLogLikelihood(x) * x.rows() + parameterCount() * Math.log(x.rows());
    }

    /** Akaike information criterion on {@code x} [n, d]: −2·log-likelihood + 2·parameters; lower is better. */
    public double aic(INDArray x) {
        return -2 * meanLogLikelihood(x) * x.rows() + 2.0 * parameterCount();
    }

    /** Draws {@code n} samples: float32 [n, d], the same for the same seed. */
    public INDArray sample(int n, long seed) {
        Arguments.atLeast("n", n, 1);
        return MixtureSampler.sample(parameters, n, RandomStreams.of(seed, "mixture-sample"));
    }

    /** Writes the mixture to one file. */
    public void save(Path file) throws IOException {
        MixtureFormat.archive(this).write(file);
    }

    /** Reads what {@link #save} wrote. */
    public static GaussianMixture load(Path file) throws IOException {
        return ModelArchive.read(file, new MixtureFormat());
    }

    @Override
    public String toString() {
        return Text.format("Gaussian mixture of %d %s components in %d dimensions", parameters.components(),
                parameters.covarianceType().name().toLowerCase(Locale.ROOT), parameters.dimensions());
    }

    private INDArray samples(INDArray x) {
        return Arguments.samples("x", x, parameters.dimensions());
    }

    private long parameterCount() {
        return parameters.covarianceType().parameterCount(parameters.components(), parameters.dimensions());
    }

    /** Hears of a row's responsibilities, which begin at {@code from} in {@code values}, and of its log-density. */
    @FunctionalInterface
    private interface Row {
        void accept(int row, double[] values, int from, double logDensity);
    }

    private void evaluate(INDArray x, Row consumer) {
        int q = parameters.components();
        try (ComponentDensities densities = ComponentDensities.of(parameters)) {
            for (int first = 0; first < x.rows(); first += BLOCK_ROWS) {
                int end = Math.min(x.rows(), first + BLOCK_ROWS);
                INDArray rows = x.get(NDArrayIndex.interval(first, end), NDArrayIndex.all());
                try (INDArray block = Nd4j.createUninitialized(DataType.DOUBLE, rows.shape(), 'c').assign(rows)) {
                    double[] values = densities.weighted(block);
                    for (int i = 0; i < end - first; i++) {
                        double logDensity = LogSumExp.normalise(values, i * q, (i + 1) * q);
                        consumer.accept(first + i, values, i * q, logDensity);
                    }
                }
            }
        }
    }
}
