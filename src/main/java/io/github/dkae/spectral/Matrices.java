package io.github.dkae.spectral;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Matrix operations that several classes of this package share. */
final class Matrices {
    /** Rows worked on at a time where whole intermediate results would be large. */
    static final int ROW_BLOCK = 1024;

    private Matrices() {}

    /** {@code a · b}, column-major as ND4J's matrix products yield it without a copy. */
    static INDArray product(INDArray a, INDArray b) {
        return a.mmul(b, 'f');
    }

    /** Columns [from, to) of {@code a}, a view. */
    static INDArray columns(INDArray a, int from, int to) {
        return a.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    /** Rows [from, to) of {@code a}, a view. */
    static INDArray rows(INDArray a, int from, int to) {
        return a.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }

    /** {@code a} in column-major order: itself, or a copy, for which it is closed. */
    static INDArray columnMajor(INDArray a) {
        if (!a.isView() && a.stride(0) == 1 && (a.columns() == 1 || a.stride(1) == a.rows())) {
            return a;
        }
        try (a) {
            return a.dup('f');
        }
    }

    /** A column-major copy of the given columns. */
    static INDArray gatherColumns(INDArray a, int[] order) {
        INDArray result = Nd4j.createUninitialized(a.dataType(), new long[] {a.rows(), order.length}, 'f');
        for (int j = 0; j < order.length; j++) {
            columns(result, j, j + 1).assign(columns(a, order[j], order[j] + 1));
        }
        return result;
    }

    /** A column-major copy of {@code a} as {@code type}. */
    static INDArray copyOf(INDArray a, DataType type) {
        INDArray copy = Nd4j.createUninitialized(type, a.shape(), 'f');
        copy.assign(a);
        return copy;
    }

    /** Subtracts each column's mean, in place. A second pass removes what float32 summation left of a large mean. */
    static void centreColumns(INDArray a) {
        for (int pass = 0; pass < 2; pass++) {
            try (INDArray mean = a.mean(true, 0)) {
                a.subiRowVector(mean);
            }
        }
    }

    /** Multiplies column j with {@code factors[j]}, in place. */
    static void scaleColumns(INDArray a, double[] factors) {
        try (INDArray row = row(factors, a.dataType())) {
            a.muliRowVector(row);
        }
    }

    /** The values as a row [1, m]. */
    static INDArray row(double[] values, DataType type) {
        return copyOf(Nd4j.createFromArray(values).reshape(1, values.length), type);
    }

    /** Σ a_ij², summed in float64. */
    static double squaredNorm(INDArray a) {
        double sum = 0;
        for (int from = 0; from < a.rows(); from += ROW_BLOCK) {
            try (INDArray block = copyOf(rows(a, from, Math.min(a.rows(), from + ROW_BLOCK)), DataType.DOUBLE)) {
                block.muli(block);
                sum += block.sumNumber().doubleValue();
            }
        }
        return sum;
    }

    /** Refuses a matrix that isn't square, or isn't symmetric to within 1e-4 of its largest entry. */
    static void requireSymmetric(String name, INDArray k) {
        Arguments.matrix(name, k, Arguments.matrix(name, k).rows());
        double largest = k.amaxNumber().doubleValue();
        for (int from = 0; from < k.rows(); from += ROW_BLOCK) {
            int to = Math.min(k.rows(), from + ROW_BLOCK);
            try (INDArray difference = rows(k, from, to).sub(columns(k, from, to).transpose())) {
                double off = difference.amaxNumber().doubleValue();
                if (off > 1e-4 * largest) {
                    throw new IllegalArgumentException(
                            Text.format("%s must be symmetric, but entries across its diagonal differ by up to %s",
                                    name, off));
                }
            }
        }
    }

    /** Each value's share of {@code total}; zeros when there is nothing to share. */
    static double[] ratios(double[] values, double total) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = total > 0 ? values[i] / total : 0;
        }
        return result;
    }

    /** Independent random signs ±1 [n, m]. */
    static INDArray randomSigns(int n, int m, DataType type, SplittableRandom random) {
        float[] signs = new float[Math.multiplyExact(n, m)];
        long bits = 0;
        for (int i = 0; i < signs.length; i++) {
            if ((i & 63) == 0) {
                bits = random.nextLong();
            }
            signs[i] = (bits & 1) == 0 ? 1 : -1;
            bits >>>= 1;
        }
        try (INDArray array = Nd4j.createFromArray(signs)) {
            return copyOf(array.reshape('f', n, m), type);
        }
    }

    /**
     * Flips columns so that the entry of the largest magnitude is positive, in place. Of entries within 0.1 % of it the
     * first decides, so that rounding doesn't choose between tied ones.
     */
    static void fixSigns(INDArray vectors) {
        double[] signs = new double[vectors.columns()];
        for (int j = 0; j < signs.length; j++) {
            signs[j] = signOfLargest(HostArrays.doubles(columns(vectors, j, j + 1)));
        }
        scaleColumns(vectors, signs);
    }

    private static double signOfLargest(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (double value : vector) {
            if (Math.abs(value) >= 0.999 * largest) {
                return value < 0 ? -1 : 1;
            }
        }
        return 1;
    }
}
