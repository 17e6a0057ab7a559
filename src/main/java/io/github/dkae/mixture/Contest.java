package io.github.dkae.mixture;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * Turns the float32 log-densities of a mixture's components into responsibilities that are as good as in float64.
 *
 * <p>In high dimension one component nearly always has it all, and float32 is enough to see which. Where others are
 * close, the few contenders' log-densities are summed again in float64: a small part of the work of the product that
 * found them. One object serves one thread.
 */
final class Contest {
    /** e^−17 = 4·10⁻⁸ is less than the last digit of a float32 responsibility near 1. */
    private static final float NEGLIGIBLE = 17;

    private final DoubleBuffer coefficients;
    private final QuadraticExpansion expansion;
    private final double[] samples;
    private final double[] column;
    private int[] contenders = new int[8];
    private double[] shares = new double[8];
    private int row;
    private double[] expanded;

    /**
     * @param coefficients of all components, width() values each
     * @param samples      row-major [n, d]
     */
    Contest(DoubleBuffer coefficients, QuadraticExpansion expansion, double[] samples) {
        this.coefficients = coefficients;
        this.expansion = expansion;
        this.samples = samples;
        this.column = new double[expansion.width()];
    }

    /** Sets the sample. */
    void sample(int index) {
        row = index;
        expanded = null;
    }

    /**
     * Replaces the log-densities in [from, to) of {@code values} by responsibilities; those below 4·10⁻⁸ become 0.
     *
     * @param firstComponent the component that {@code values[0]} is about
     */
    void normalise(float[] values, int from, int to, int firstComponent) {
        int best = from;
        float max = values[from];
        float second = Float.NEGATIVE_INFINITY;
        for (int i = from + 1; i < to; i++) {
            float value = values[i];
            if (value > second) {
                if (value > max) {
                    second = max;
                    max = value;
                    best = i;
                } else {
                    second = value;
                }
            }
        }
        if (second < max - NEGLIGIBLE) {
            Arrays.fill(values, from, to, 0);
            values[best] = 1;
            return;
        }
        int count = 0;
        for (int i = from; i < to; i++) {
            if (values[i] >= max - NEGLIGIBLE) {
                if (count == contenders.length) {
                    contenders = Arrays.copyOf(contenders, 2 * count);
                    shares = new double[2 * count];
                }
                contenders[count++] = i;
            }
        }
        for (int i = 0; i < count; i++) {
            shares[i] = logDensity(firstComponent + contenders[i]);
        }
        LogSumExp.normalise(shares, 0, count);
        Arrays.fill(values, from, to, 0);
        for (int i = 0; i < count; i++) {
            values[contenders[i]] = (float) shares[i];
        }
    }

    private double logDensity(int component) {
        if (expanded == null) {
            expanded = expansion.expand(samples, row * expansion.centre().length);
        }
        coefficients.get(component * column.length, column);
        double even = 0;
        double odd = 0;
        int end = column.length & ~3;
        for (int j = 0; j < end; j += 4) {
            even += column[j] * expanded[j] + column[j + 2] * expanded[j + 2];
            odd += column[j + 1] * expanded[j + 1] + column[j + 3] * expanded[j + 3];
        }
        for (int j = end; j < column.length; j++) {
            even += column[j] * expanded[j];
        }
        return even + odd;
    }
}
