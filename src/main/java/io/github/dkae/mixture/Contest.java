package io.github.dkae.mixture;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Turns the float32 log-densities of mixtures' components into responsibilities that are as good as in float64.
 *
 * <p>In high dimension one component nearly always has it all, and float32 is enough to see which. Where others are
 * close, the few contenders' log-densities are summed again in float64: a small part of the work of the product that
 * found them. One object serves one thread.
 */
final class Contest {
    /** e^−17 = 4·10⁻⁸ is less than the last digit of a float32 responsibility near 1. */
    private static final float NEGLIGIBLE = 17;

    private final double[][] coefficients;
    private final double[][] samples;
    private final SparseRow[] rows;
    private final float[] best;
    private final float[] second;
    private final float[] winner;
    private float[][] logits = {};
    private int[] contenders = {};

    /**
     * @param coefficients of each component, as many as a sample has values
     * @param samples      expanded
     * @param rows         where each sample's responsibilities go
     */
    Contest(double[][] coefficients, double[][] samples, SparseRow[] rows) {
        this.coefficients = coefficients;
        this.samples = samples;
        this.rows = rows;
        this.best = new float[samples.length];
        this.second = new float[samples.length];
        this.winner = new float[samples.length];
    }

    /**
     * Adds the samples' responsibilities under one mixture to their rows; those below 4·10⁻⁸ are left out.
     *
     * @param source    log-densities [components, samples], at {@code position}
     * @param stride    values between those of two components
     * @param component the mixture's first
     * @param q         number of its components
     * @param column    of the first component in the rows
     */
    void decide(FloatBuffer source, int position, int stride, int component, int q, int column) {
        if (logits.length < q) {
            logits = new float[q][samples.length];
            contenders = new int[q];
        }
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        Arrays.fill(second, Float.NEGATIVE_INFINITY);
        Arrays.fill(winner, 0);
        for (int c = 0; c < q; c++) {
            source.get(position + c * stride, logits[c]);
            rank(logits[c]);
        }
        for (int c = 1; c < q; c++) {
            name(c, logits[c]);
        }
        for (int row = 0; row < samples.length; row++) {
            if (second[row] < best[row] - NEGLIGIBLE) {
                rows[row].add(column + (int) winner[row], 1);
            } else {
                share(row, component, q, column);
            }
        }
    }

    /** For all samples at once, without branches: the compiler vectorises this. */
    private void rank(float[] values) {
        for (int i = 0; i < values.length; i++) {
            second[i] = Math.max(second[i], Math.min(best[i], values[i]));
            best[i] = Math.max(best[i], values[i]);
        }
    }

    /** Adds the component's number where it is the best and no other is within 1 of it. */
    private void name(int number, float[] values) {
        for (int i = 0; i < values.length; i++) {
            winner[i] += number * Math.max(0, 1 - (best[i] - values[i]));
        }
    }

    private void share(int row, int component, int q, int column) {
        int count = 0;
        for (int c = 0; c < q; c++) {
            if (logits[c][row] >= best[row] - NEGLIGIBLE) {
                contenders[count++] = c;
            }
        }
        double[] shares = new double[count];
        for (int i = 0; i < count; i += 2) {
            int other = Math.min(i + 1, count - 1);
            logDensities(samples[row], component, i, other, shares);
        }
        LogSumExp.normalise(shares, 0, count);
        for (int i = 0; i < count; i++) {
            if (shares[i] > 0) {
                rows[row].add(column + contenders[i], (float) shares[i]);
            }
        }
    }

    /**
     * Two at a time, as most contests are between two, and their halves side by side: what takes time is memory, which
     * is read in several places at once.
     */
    private void logDensities(double[] expanded, int component, int first, int second, double[] result) {
        double[] a = coefficients[component + contenders[first]];
        double[] b = coefficients[component + contenders[second]];
        double lowA = 0;
        double highA = 0;
        double lowB = 0;
        double highB = 0;
        int half = expanded.length / 4 * 2;
        for (int j = 0; j < half; j += 2) {
            lowA += a[j] * expanded[j] + a[j + 1] * expanded[j + 1];
            lowB += b[j] * expanded[j] + b[j + 1] * expanded[j + 1];
            highA += a[half + j] * expanded[half + j] + a[half + j + 1] * expanded[half + j + 1];
            highB += b[half + j] * expanded[half + j] + b[half + j + 1] * expanded[half + j + 1];
        }
        for (int j = 2 * half; j < expanded.length; j++) {
            lowA += a[j] * expanded[j];
            lowB += b[j] * expanded[j];
        }
        result[first] = lowA + highA;
        result[second] = lowB + highB;
    }
}
