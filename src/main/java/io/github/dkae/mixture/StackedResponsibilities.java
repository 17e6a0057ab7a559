package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Responsibilities under all components of all mixtures by one float32 product per block of samples, for every
 * covariance type whose log-densities are linear in the expanded samples: diagonal, spherical and tied.
 *
 * <p>Responsibilities depend on differences between the components of a mixture alone. So the mean of a mixture's
 * coefficients is taken off them, in float64, before they are rounded: the large common part of the log-densities
 * doesn't use up float32's digits, and columns in which the components of every mixture agree drop out of the product.
 * Where more than one component is left in the running, float64 decides between them ({@link Contest}).
 */
final class StackedResponsibilities implements ResponsibilityRows {
    private static final int BLOCK_ROWS = 1024;
    private static final int TASK_ROWS = 16;

    private final EnsembleParameters parameters;
    private final double[] centre;
    private final QuadraticExpansion expansion;
    private final INDArray coefficients;
    private final INDArray rounded;

    StackedResponsibilities(EnsembleParameters parameters) {
        this.parameters = parameters;
        this.centre = parameters.centre();
        this.expansion = expansion();
        int width = expansion.width();
        int total = parameters.components();
        Math.multiplyExact(width * Double.BYTES, total);
        this.coefficients = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {width, total}, 'f');
        DoubleBuffer buffer = coefficients.data().asNioDouble();
        IntStream.range(0, parameters.mixtures()).parallel().forEach(m -> {
            double[][] columns = differences(m);
            for (int c = 0; c < columns.length; c++) {
                buffer.put((parameters.offset(m) + c) * width, selected(columns[c]));
            }
        });
        this.rounded = coefficients.castTo(DataType.FLOAT);
    }

    @Override
    public int blockRows() {
        return BLOCK_ROWS;
    }

    @Override
    public void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer) {
        int n = x.rows();
        int first = parameters.offset(from);
        int total = parameters.offset(to) - first;
        INDArray selected = rounded.get(NDArrayIndex.all(), NDArrayIndex.interval(first, first + total));
        double[] samples = HostArrays.doubles(x);
        DoubleBuffer exact = coefficients.data().asNioDouble();
        try (INDArray expanded = expansion.expand(samples, n, DataType.FLOAT);
                INDArray logits = Nd4j.createUninitialized(DataType.FLOAT, new long[] {total, n}, 'f')) {
            Nd4j.gemm(selected, expanded, logits, true, true, 1, 0);
            FloatBuffer buffer = logits.data().asNioFloat();
            IntStream.range(0, (n + TASK_ROWS - 1) / TASK_ROWS).parallel().forEach(task -> {
                float[] values = new float[total];
                Contest contest = new Contest(exact, expansion, samples);
                for (int row = task * TASK_ROWS; row < Math.min(n, (task + 1) * TASK_ROWS); row++) {
                    buffer.get(row * total, values);
                    contest.sample(row);
                    for (int m = from; m < to; m++) {
                        contest.normalise(values, parameters.offset(m) - first, parameters.offset(m + 1) - first,
                                first);
                    }
                    consumer.accept(row, values);
                }
            });
        }
    }

    @Override
    public void close() {
        coefficients.close();
        rounded.close();
    }

    /** Leaves out the columns in which the components of every mixture agree. */
    private QuadraticExpansion expansion() {
        int d = parameters.dimensions();
        BitSet squared = new BitSet(d);
        BitSet linear = new BitSet(d);
        CovarianceType type = parameters.covarianceType();
        if (type == CovarianceType.DIAGONAL) {
            IntStream.range(0, parameters.mixtures()).parallel().forEach(m -> {
                BitSet used = new BitSet(1 + 2 * d);
                for (double[] column : differences(m)) {
                    IntStream.range(1, 1 + 2 * d).filter(j -> column[j] != 0).forEach(used::set);
                }
                synchronized (squared) {
                    squared.or(used.get(1, 1 + d));
                    linear.or(used.get(1 + d, 1 + 2 * d));
                }
            });
        } else {
            squared.set(0, type == CovarianceType.SPHERICAL ? d : 0);
            linear.set(0, d);
        }
        return new QuadraticExpansion(centre, squared.stream().toArray(), linear.stream().toArray(),
                type == CovarianceType.SPHERICAL);
    }

    private double[][] differences(int mixture) {
        double[][] columns = ComponentCoefficients.of(parameters.mixture(mixture), centre);
        ComponentCoefficients.centre(columns);
        return columns;
    }

    /** The coefficients that meet the expansion's values. */
    private double[] selected(double[] column) {
        double[] selected = new double[expansion.width()];
        selected[0] = column[0];
        for (int j = 1; j < expansion.firstLinear(); j++) {
            selected[j] = column[1 + expansion.squared()[j - 1]];
        }
        for (int j = 0; j < expansion.linear().length; j++) {
            selected[expansion.firstLinear() + j] = column[1 + centre.length + expansion.linear()[j]];
        }
        return selected;
    }
}
