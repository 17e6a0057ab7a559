package io.github.dkae.mixture;

/** Stable normalisation of log-densities to responsibilities. */
final class LogSumExp {
    /** e^−60 is far below float64's rounding of a sum that is at least 1. */
    private static final double NEGLIGIBLE = -60;
    /** e^−20 = 2·10⁻⁹ is far below float32's rounding of a sum that is at least 1. */
    private static final float NEGLIGIBLE_SINGLE = -20;

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

    /** Replaces logarithms in [from, to) by their normalised exponentials; those below 2·10⁻⁹ become 0. */
    static void normalise(float[] values, int from, int to) {
        float max = values[from];
        for (int i = from + 1; i < to; i++) {
            max = values[i] > max ? values[i] : max;
        }
        float limit = max + NEGLIGIBLE_SINGLE;
        float sum = 0;
        for (int i = from; i < to; i++) {
            float value = values[i];
            if (value < limit) {
                values[i] = 0;
            } else {
                value = (float) Math.exp(value - max);
                values[i] = value;
                sum += value;
            }
        }
        if (sum > 1) {
            for (int i = from; i < to; i++) {
                values[i] /= sum;
            }
        }
    }
}
