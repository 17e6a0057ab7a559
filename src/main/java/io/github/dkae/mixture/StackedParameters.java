package io.github.dkae.mixture;

import io.github.dkae.support.Text;
import java.util.Arrays;

/**
 * Turns sufficient statistics of a component into coefficients of its log-density, and those into parameters.
 *
 * <p>On expanded samples [1, s, y] (see {@link QuadraticExpansion}), a component is a column: its statistics
 * [Σr, Σr·s, Σr·y] before, and the coefficients of log(weight · density) after the M-step.
 *
 * @param settings        covariances diagonal or spherical
 * @param expansion       which columns take part
 * @param samples         number of samples n
 * @param constantColumns columns in which all samples agree and which the expansion leaves out
 */
record StackedParameters(FitSettings settings, QuadraticExpansion expansion, long samples, int constantColumns) {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    /** Σr·s/Σr − mean² is rounding noise when it is this small a part of Σr·s/Σr. */
    private static final double CANCELLED = 1e-13;
    /** Keeps an empty component's divisions finite, as scikit-learn does. */
    private static final double EMPTY = 10 * Math.ulp(1.0);

    /** Replaces the statistics in {@code column} by coefficients; returns the component's weight. */
    double toCoefficients(double[] column) {
        double scale = 1 / (column[0] + EMPTY);
        double weight = (column[0] + EMPTY) / samples;
        int first = expansion.firstLinear();
        int d = expansion.linear().length;
        double[] variances = new double[expansion.summed() ? 1 : d];
        double norm = 0;
        for (int j = 0; j < d; j++) {
            double mean = column[first + j] * scale;
            column[first + j] = mean;
            if (expansion.summed()) {
                norm += mean * mean;
            } else {
                variances[j] = variance(column[1 + j] * scale, mean * mean, 1);
            }
        }
        if (expansion.summed()) {
            variances[0] = variance(column[1] * scale, norm, d + constantColumns);
        }
        write(column, Math.log(weight), variances);
        return weight;
    }

    /** Fills {@code column} with the coefficients of a component of given parameters. */
    void toCoefficients(MixtureParameters parameters, int component, double[] column) {
        int first = expansion.firstLinear();
        int[] linear = expansion.linear();
        double[] variances = new double[expansion.summed() ? 1 : linear.length];
        for (int j = 0; j < linear.length; j++) {
            column[first + j] = parameters.meanValues()[component * parameters.dimensions() + linear[j]]
                    - expansion.centre()[linear[j]];
            variances[expansion.summed() ? 0 : j] = parameters.variance(component, linear[j]);
        }
        if (linear.length == 0 && expansion.summed()) {
            variances[0] = parameters.variance(component, 0);
        }
        write(column, Math.log(parameters.weightValues()[component]), variances);
    }

    /** Adds the mean and covariance that {@code column}'s coefficients stand for to a mixture's row-major arrays. */
    void toParameters(double[] column, int component, double[] means, double[] covariances) {
        int d = expansion.centre().length;
        int first = expansion.firstLinear();
        int[] linear = expansion.linear();
        System.arraycopy(expansion.centre(), 0, means, component * d, d);
        if (expansion.summed()) {
            covariances[component] = -0.5 / column[1];
        } else {
            Arrays.fill(covariances, component * d, (component + 1) * d, settings.varianceFloor());
        }
        for (int j = 0; j < linear.length; j++) {
            double variance = -0.5 / column[expansion.summed() ? 1 : 1 + j];
            means[component * d + linear[j]] += column[first + j] * variance;
            if (!expansion.summed()) {
                covariances[component * d + linear[j]] = variance;
            }
        }
    }

    /** From means in the linear part of {@code column} to coefficients everywhere. */
    private void write(double[] column, double logWeight, double[] variances) {
        int first = expansion.firstLinear();
        int d = expansion.linear().length;
        double distance = 0;
        for (int j = 0; j < variances.length; j++) {
            column[1 + j] = 1 / variances[j];
        }
        for (int j = 0; j < d; j++) {
            double mean = column[first + j];
            double slope = mean * column[expansion.summed() ? 1 : 1 + j];
            column[first + j] = slope;
            distance += mean * slope;
        }
        for (int j = 1; j <= variances.length; j++) {
            column[j] *= -0.5;
        }
        double logDeterminant = expansion.summed()
                ? (d + constantColumns) * Math.log(variances[0])
                : sumOfLogarithms(variances)
                        + (constantColumns == 0 ? 0 : constantColumns * Math.log(settings.varianceFloor()));
        column[0] = logWeight - 0.5 * ((d + constantColumns) * LOG_TWO_PI + logDeterminant + distance);
    }

    private double variance(double secondMoment, double squaredMean, int dimensions) {
        double spread = secondMoment - squaredMean;
        double variance = (spread > CANCELLED * secondMoment ? spread / dimensions : 0) + settings.varianceFloor();
        if (!(variance > 0)) {
            throw new IllegalArgumentException(
                    Text.format("varianceFloor must be positive for these samples: with %s, the variance",
                            settings.varianceFloor()) + " of a component in a column fell to 0");
        }
        return variance;
    }

    /** Logarithms of products of many: an order of magnitude fewer logarithms. */
    static double sumOfLogarithms(double[] values) {
        double sum = 0;
        double product = 1;
        for (double value : values) {
            product *= value;
            if (!(product > 1e-150 && product < 1e150)) {
                sum += Math.log(product / value) + Math.log(value);
                product = 1;
            }
        }
        return sum + Math.log(product);
    }
}
