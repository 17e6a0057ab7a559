package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.nio.DoubleBuffer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Samples expanded so that the log-density of a Gaussian with diagonal covariance is linear in them.
 *
 * <p>With y = x − centre, the expansion of x is [1, s, y], where s holds the squares of y one by one or, for spherical
 * covariances, their sum alone. Centring keeps the digits that a²/v − 2aμ/v + μ²/v otherwise loses to cancellation.
 *
 * @param centre  [d]
 * @param squared columns whose squares take part
 * @param linear  columns that take part themselves
 * @param summed  whether the squares are summed to one value
 */
record QuadraticExpansion(double[] centre, int[] squared, int[] linear, boolean summed) {
    /** Values of an expanded sample. */
    int width() {
        return firstLinear() + linear.length;
    }

    /** Where the linear part begins. */
    int firstLinear() {
        return 1 + (summed ? 1 : squared.length);
    }

    /** Samples {@code x} [n, d] expanded to float64 [n, width()], owned by the caller. */
    INDArray expand(INDArray x) {
        int width = width();
        INDArray expanded = Nd4j.createUninitialized(DataType.DOUBLE, x.rows(), width);
        DoubleBuffer buffer = expanded.data().asNioDouble();
        double[] samples = HostArrays.doubles(x);
        IntStream.range(0, x.rows()).parallel().forEach(
                row -> buffer.put(row * width, expand(samples, row * centre.length)));
        return expanded;
    }

    /** The expansion of each of samples {@code x} [n, d]. */
    double[][] expandRows(INDArray x) {
        double[] samples = HostArrays.doubles(x);
        return IntStream.range(0, x.rows()).mapToObj(row -> expand(samples, row * centre.length))
                .toArray(double[][]::new);
    }

    /** The expansion of the sample whose values begin at {@code offset}. */
    private double[] expand(double[] samples, int offset) {
        double[] values = new double[width()];
        values[0] = 1;
        for (int j = 0; j < squared.length; j++) {
            double y = samples[offset + squared[j]] - centre[squared[j]];
            values[summed ? 1 : 1 + j] += y * y;
        }
        int first = firstLinear();
        for (int j = 0; j < linear.length; j++) {
            values[first + j] = samples[offset + linear[j]] - centre[linear[j]];
        }
        return values;
    }
}
