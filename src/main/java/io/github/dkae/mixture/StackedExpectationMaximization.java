package io.github.dkae.mixture;

import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Expectation-maximisation of many mixtures with diagonal or spherical covariances at once.
 *
 * <p>On expanded samples E [n, w] (see {@link QuadraticExpansion}), the log-densities under all components of all
 * mixtures are one product with stacked coefficients [w, C], and their sufficient statistics [w, C] another with
 * the responsibilities: O(n·w·C) a step, in float64. Each mixture stops on its own and drops out of the stack. Columns
 * in which all samples agree leave no trace but a constant and are left out.
 */
final class StackedExpectationMaximization {
    /** Float64 values that a group of mixtures may take at once: 128 MiB. */
    private static final long GROUP_VALUES = 1L << 24;

    private final FitSettings settings;
    private final INDArray x;
    private final StackedParameters parameters;
    private final QuadraticExpansion expansion;
    private final int blockRows;
    private final INDArray onlyBlock;

    /**
     * Fits {@code components.length} mixtures to {@code x} [n, d]; mixture m has {@code components[m]} components and
     * starts at {@code starts.apply(m)}.
     *
     * @param startsFromSamples whether starts agree with the samples in columns where all samples agree
     */
    static void fit(INDArray x, FitSettings settings, int[] components, IntFunction<MixtureStart> starts,
            boolean startsFromSamples, MixtureFitting.Sink sink, Progress progress) {
        var em = new StackedExpectationMaximization(x, settings, startsFromSamples);
        int limit = (int) Math.max(1, GROUP_VALUES / (2L * em.expansion.width() + em.blockRows));
        int first = 0;
        while (first < components.length) {
            int end = first + 1;
            int total = components[first];
            while (end < components.length && total + components[end] <= limit) {
                total += components[end++];
            }
            em.fitGroup(IntStream.range(first, end).mapToObj(starts).toArray(MixtureStart[]::new), first, sink);
            progress.report("Gaussian mixtures", end, components.length, "");
            first = end;
        }
        if (em.onlyBlock != null) {
            em.onlyBlock.close();
        }
    }

    private StackedExpectationMaximization(INDArray x, FitSettings settings, boolean startsFromSamples) {
        this.settings = settings;
        this.x = x;
        int n = x.rows();
        int d = x.columns();
        SampleColumns sampleColumns = SampleColumns.of(x);
        int[] columns = startsFromSamples ? sampleColumns.varying() : IntStream.range(0, d).toArray();
        boolean spherical = settings.covarianceType() == CovarianceType.SPHERICAL;
        if (columns.length < d && !spherical && settings.varianceFloor() == 0) {
            throw new IllegalArgumentException(
                    Text.format("varianceFloor must be positive for these samples: %d of %d columns are",
                            d - columns.length, d) + " constant, and their variance would be 0");
        }
        this.expansion = new QuadraticExpansion(sampleColumns.means(), columns, columns, spherical);
        this.parameters = new StackedParameters(settings, expansion, n, d - columns.length);
        this.blockRows = (int) Math.min(n, Math.max(1, GROUP_VALUES / 4 / expansion.width()));
        this.onlyBlock = blockRows == n ? expansion.expand(x) : null;
    }

    private void fitGroup(MixtureStart[] starts, int firstMixture, MixtureFitting.Sink sink) {
        int[] ids = IntStream.range(0, starts.length).toArray();
        int[] offsets = EnsembleParameters.offsets(Arrays.stream(starts).mapToInt(MixtureStart::components).toArray());
        INDArray coefficients = start(starts, offsets);
        double[] previous = new double[starts.length];
        Arrays.fill(previous, Double.NEGATIVE_INFINITY);
        for (int iteration = 1; ids.length > 0; iteration++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("fitting Gaussian mixtures was interrupted");
            }
            INDArray next = Nd4j.createUninitialized(DataType.DOUBLE,
                    new long[] {expansion.width(), offsets[ids.length]}, 'f');
            double[] logLikelihoods = step(coefficients, offsets, next);
            coefficients.close();
            coefficients = next;
            double[] weights = maximise(coefficients);

            int[] active = new int[ids.length];
            int kept = 0;
            for (int m = 0; m < ids.length; m++) {
                boolean converged = Math.abs(logLikelihoods[m] - previous[ids[m]]) < settings.tolerance();
                previous[ids[m]] = logLikelihoods[m];
                if (converged || iteration == settings.maximumIterations()) {
                    MixtureParameters fitted = extract(coefficients, weights, offsets[m], offsets[m + 1]);
                    sink.accept(firstMixture + ids[m],
                            new FittedMixture(fitted, logLikelihoods[m], iteration, converged));
                } else {
                    active[kept++] = m;
                }
            }
            if (kept < ids.length) {
                active = Arrays.copyOf(active, kept);
                INDArray all = coefficients;
                coefficients = keep(all, offsets, active);
                all.close();
                int[] before = offsets;
                int[] idsBefore = ids;
                offsets = EnsembleParameters.offsets(
                        Arrays.stream(active).map(m -> before[m + 1] - before[m]).toArray());
                ids = Arrays.stream(active).map(m -> idsBefore[m]).toArray();
            }
        }
        if (coefficients != null) {
            coefficients.close();
        }
    }

    /** The first coefficients: an M-step from responsibilities, or given parameters. */
    private INDArray start(MixtureStart[] starts, int[] offsets) {
        int total = offsets[starts.length];
        INDArray coefficients = Nd4j.create(DataType.DOUBLE, new long[] {expansion.width(), total}, 'f');
        for (int first = 0; first < x.rows(); first += blockRows) {
            int rows = Math.min(blockRows, x.rows() - first);
            double[] responsibilities = new double[Math.multiplyExact(rows, total)];
            for (int m = 0; m < starts.length; m++) {
                if (starts[m] instanceof MixtureStart.Responsibilities given) {
                    int q = given.components();
                    for (int row = 0; row < rows; row++) {
                        System.arraycopy(given.values(), (first + row) * q, responsibilities,
                                row * total + offsets[m], q);
                    }
                }
            }
            try (INDArray r = Nd4j.create(responsibilities, new long[] {total, rows}, 'f')) {
                accumulate(first, rows, r, coefficients);
            }
        }
        DoubleBuffer buffer = coefficients.data().asNioDouble();
        int width = expansion.width();
        IntStream.range(0, starts.length).parallel().forEach(m -> {
            double[] column = new double[width];
            for (int c = offsets[m]; c < offsets[m + 1]; c++) {
                if (starts[m] instanceof MixtureStart.Parameters given) {
                    parameters.toCoefficients(given.values(), c - offsets[m], column);
                } else {
                    buffer.get(c * width, column);
                    parameters.toCoefficients(column);
                }
                buffer.put(c * width, column);
            }
        });
        return coefficients;
    }

    /** E-step and sufficient statistics into {@code sums}; returns each mixture's mean log-likelihood. */
    private double[] step(INDArray coefficients, int[] offsets, INDArray sums) {
        int mixtures = offsets.length - 1;
        int total = offsets[mixtures];
        double[] logLikelihoods = new double[mixtures];
        for (int first = 0; first < x.rows(); first += blockRows) {
            int rows = Math.min(blockRows, x.rows() - first);
            INDArray expanded = block(first, rows);
            try (INDArray logDensities = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {total, rows}, 'f')) {
                Nd4j.gemm(coefficients, expanded, logDensities, true, true, 1, 0);
                DoubleBuffer buffer = logDensities.data().asNioDouble();
                double[] sampleLogLikelihoods = new double[rows * mixtures];
                IntStream.range(0, rows).parallel().forEach(row -> {
                    double[] values = new double[total];
                    buffer.get(row * total, values);
                    for (int m = 0; m < mixtures; m++) {
                        sampleLogLikelihoods[row * mixtures + m] =
                                LogSumExp.normalise(values, offsets[m], offsets[m + 1]);
                    }
                    buffer.put(row * total, values);
                });
                for (int i = 0; i < sampleLogLikelihoods.length; i++) {
                    logLikelihoods[i % mixtures] += sampleLogLikelihoods[i] / x.rows();
                }
                accumulate(first, expanded, logDensities, sums);
            } finally {
                release(expanded);
            }
        }
        return logLikelihoods;
    }

    private void accumulate(int first, int rows, INDArray responsibilities, INDArray sums) {
        INDArray expanded = block(first, rows);
        accumulate(first, expanded, responsibilities, sums);
        release(expanded);
    }

    private static void accumulate(int first, INDArray expanded, INDArray responsibilities, INDArray sums) {
        Nd4j.gemm(expanded, responsibilities, sums, true, true, 1, first == 0 ? 0 : 1);
    }

    private INDArray block(int first, int rows) {
        return onlyBlock != null ? onlyBlock
                : expansion.expand(x.get(NDArrayIndex.interval(first, first + rows), NDArrayIndex.all()));
    }

    private void release(INDArray expanded) {
        if (expanded != onlyBlock) {
            expanded.close();
        }
    }

    /** The M-step, in place: statistics to coefficients. Returns the components' weights. */
    private double[] maximise(INDArray sums) {
        int width = expansion.width();
        double[] weights = new double[(int) sums.columns()];
        DoubleBuffer buffer = sums.data().asNioDouble();
        IntStream.range(0, weights.length).parallel().forEach(c -> {
            double[] column = new double[width];
            buffer.get(c * width, column);
            weights[c] = parameters.toCoefficients(column);
            buffer.put(c * width, column);
        });
        return weights;
    }

    private MixtureParameters extract(INDArray coefficients, double[] weights, int from, int to) {
        int q = to - from;
        int d = x.columns();
        int width = expansion.width();
        double[] means = new double[q * d];
        double[] covariances = new double[settings.covarianceType().length(q, d)];
        double[] column = new double[width];
        DoubleBuffer buffer = coefficients.data().asNioDouble();
        for (int c = 0; c < q; c++) {
            buffer.get((from + c) * width, column);
            parameters.toParameters(column, c, means, covariances);
        }
        double[] mixtureWeights = Arrays.copyOfRange(weights, from, to);
        double sum = Arrays.stream(mixtureWeights).sum();
        for (int c = 0; c < q; c++) {
            mixtureWeights[c] /= sum;
        }
        return new MixtureParameters(settings.covarianceType(), mixtureWeights, means, covariances);
    }

    /** The columns of the given mixtures, side by side; null when there are none. */
    private static INDArray keep(INDArray coefficients, int[] offsets, int[] mixtures) {
        int total = Arrays.stream(mixtures).map(m -> offsets[m + 1] - offsets[m]).sum();
        if (total == 0) {
            return null;
        }
        int width = (int) coefficients.rows();
        INDArray kept = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {width, total}, 'f');
        DoubleBuffer source = coefficients.data().asNioDouble();
        DoubleBuffer target = kept.data().asNioDouble();
        int position = 0;
        for (int m : mixtures) {
            int length = (offsets[m + 1] - offsets[m]) * width;
            target.put(position, source, offsets[m] * width, length);
            position += length;
        }
        return kept;
    }
}
