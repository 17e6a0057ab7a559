package io.github.dkae.mixture;

/** Stable normalisation of log-densities to responsibilities. */
final class LogSumExp {
    /** e^−60 is far below float64's rounding of a sum that is at least 1. */
    private static final double NEGLIGIBLE = -60;

    private LogSumExp() {}

    /** Replaces logarithms in [from, to) by their normalised exponentials; returns the logarithm of their sum. */
    static double normalise(double[] values, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, values[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double difference = values[i] - max;
            double value = difference < NEGLIGIBLE ? 0 : Math.exp(difference);
            values[i] = value;
            sum += value;
        }
        for (int i = from; i < to; i++) {
            values[i] /= sum;
        }
        return max + Math.log(sum);
    }
}
