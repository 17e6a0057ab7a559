package io.github.dkae.mixture;

import java.util.Arrays;

/** Expectation-maximisation as in a textbook: loops over samples, components and columns; (x − μ)² nowhere expanded. */
final class PlainDiagonalMixture {
    final double[] weights;
    final double[] means;
    final double[] variances;
    private final double[] x;
    private final int d;
    private final int q;
    private final double floor;

    PlainDiagonalMixture(double[] x, int d, int q, double floor) {
        this.x = x;
        this.d = d;
        this.q = q;
        this.floor = floor;
        this.weights = new double[q];
        this.means = new double[q * d];
        this.variances = new double[q * d];
    }

    void run(MixtureParameters start, int iterations) {
        System.arraycopy(start.weightValues(), 0, weights, 0, q);
        System.arraycopy(start.meanValues(), 0, means, 0, q * d);
        System.arraycopy(start.covarianceValues(), 0, variances, 0, q * d);
        for (int iteration = 0; iteration < iterations; iteration++) {
            maximise(responsibilities());
        }
    }

    private double[][] responsibilities() {
        double[][] r = new double[x.length / d][q];
        for (int i = 0; i < r.length; i++) {
            for (int c = 0; c < q; c++) {
                r[i][c] = Math.log(weights[c]);
                for (int j = 0; j < d; j++) {
                    double difference = x[i * d + j] - means[c * d + j];
                    double variance = variances[c * d + j];
                    r[i][c] -= 0.5 * (difference * difference / variance + Math.log(2 * Math.PI * variance));
                }
            }
            double max = Arrays.stream(r[i]).max().orElseThrow();
            double sum = Arrays.stream(r[i]).map(l -> Math.exp(l - max)).sum();
            for (int c = 0; c < q; c++) {
                r[i][c] = Math.exp(r[i][c] - max) / sum;
            }
        }
        return r;
    }

    private void maximise(double[][] r) {
        for (int c = 0; c < q; c++) {
            double count = 0;
            for (double[] row : r) {
                count += row[c];
            }
            weights[c] = count / r.length;
            for (int j = 0; j < d; j++) {
                double mean = 0;
                for (int i = 0; i < r.length; i++) {
                    mean += r[i][c] * x[i * d + j] / count;
                }
                double variance = 0;
                for (int i = 0; i < r.length; i++) {
                    variance += r[i][c] * Math.pow(x[i * d + j] - mean, 2) / count;
                }
                means[c * d + j] = mean;
                variances[c * d + j] = variance + floor;
            }
        }
    }
}
