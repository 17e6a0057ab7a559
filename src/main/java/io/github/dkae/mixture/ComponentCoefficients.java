package io.github.dkae.mixture;

import java.util.Arrays;

/**
 * Coefficients of the log-densities of a mixture's components on [1, y∘y, y], y = x − centre, up to a term that the
 * components share; for diagonal, spherical and tied covariances.
 */
final class ComponentCoefficients {
    private ComponentCoefficients() {}

    /** For each component [constant, coefficients of the squares [d], coefficients of y [d]]. */
    static double[][] of(MixtureParameters mixture, double[] centre) {
        return mixture.covarianceType() == CovarianceType.TIED ? tied(mixture, centre) : diagonal(mixture, centre);
    }

    private static double[][] diagonal(MixtureParameters mixture, double[] centre) {
        int d = mixture.dimensions();
        double[][] columns = new double[mixture.components()][2 * d + 1];
        for (int c = 0; c < columns.length; c++) {
            double[] column = columns[c];
            double[] variances = new double[d];
            double distance = 0;
            for (int j = 0; j < d; j++) {
                double variance = mixture.variance(c, j);
                double mean = mixture.meanValues()[c * d + j] - centre[j];
                variances[j] = variance;
                column[1 + j] = -0.5 / variance;
                column[1 + d + j] = mean / variance;
                distance += mean * mean / variance;
            }
            column[0] = Math.log(mixture.weightValues()[c])
                    - 0.5 * (StackedParameters.sumOfLogarithms(variances) + distance);
        }
        return columns;
    }

    /** xᵀΣ⁻¹x is common to all components: what is left is linear, with coefficients Σ⁻¹μ. */
    private static double[][] tied(MixtureParameters mixture, double[] centre) {
        int d = mixture.dimensions();
        double[] inverse = FullDensities.inverseCholesky(mixture.covarianceValues().clone(), d);
        double[][] columns = new double[mixture.components()][2 * d + 1];
        for (int c = 0; c < columns.length; c++) {
            double[] column = columns[c];
            double distance = 0;
            for (int i = 0; i < d; i++) {
                double whitened = 0;
                for (int j = 0; j <= i; j++) {
                    whitened += inverse[i * d + j] * (mixture.meanValues()[c * d + j] - centre[j]);
                }
                distance += whitened * whitened;
                for (int j = 0; j <= i; j++) {
                    column[1 + d + j] += inverse[i * d + j] * whitened;
                }
            }
            column[0] = Math.log(mixture.weightValues()[c]) - 0.5 * distance;
        }
        return columns;
    }

    /**
     * Takes their mean off all columns: responsibilities depend on differences alone. Where all columns agree, exactly
     * 0 is left.
     */
    static void centre(double[][] columns) {
        double[] reference = columns[0].clone();
        double[] mean = new double[reference.length];
        for (double[] column : columns) {
            for (int j = 0; j < mean.length; j++) {
                column[j] -= reference[j];
                mean[j] += column[j] / columns.length;
            }
        }
        for (double[] column : columns) {
            Arrays.setAll(column, j -> column[j] - mean[j]);
        }
    }
}
