package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws samples from a mixture: a component by its weight, then μ + A·ε with A·Aᵀ the covariance and ε standard normal.
 */
final class MixtureSampler {
    private MixtureSampler() {}

    static INDArray sample(MixtureParameters mixture, int n, SplittableRandom random) {
        int q = mixture.components();
        int d = mixture.dimensions();
        CovarianceType type = mixture.covarianceType();
        double[][] roots = new double[type == CovarianceType.FULL ? q : type == CovarianceType.TIED ? 1 : 0][];
        for (int c = 0; c < roots.length; c++) {
            roots[c] = Arrays.copyOfRange(mixture.covarianceValues(), c * d * d, (c + 1) * d * d);
            int failed = openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, (byte) 'L', d, roots[c], d);
            if (failed != 0) {
                throw new IllegalStateException(
                        Text.format("the covariance of component %d is not positive definite", c));
            }
        }
        float[] samples = new float[Math.multiplyExact(n, d)];
        double[] noise = new double[d];
        for (int i = 0; i < n; i++) {
            int c = component(mixture.weightValues(), random.nextDouble());
            Arrays.setAll(noise, j -> random.nextGaussian());
            for (int j = 0; j < d; j++) {
                double deviation = roots.length == 0
                        ? Math.sqrt(mixture.variance(c, j)) * noise[j]
                        : product(roots[roots.length == 1 ? 0 : c], j, d, noise);
                samples[i * d + j] = (float) (mixture.meanValues()[c * d + j] + deviation);
            }
        }
        return HostArrays.matrix(samples, n, d);
    }

    private static int component(double[] weights, double uniform) {
        double sum = 0;
        for (int c = 0; c < weights.length - 1; c++) {
            sum += weights[c];
            if (uniform < sum) {
                return c;
            }
        }
        return weights.length - 1;
    }

    private static double product(double[] lowerTriangle, int row, int d, double[] noise) {
        double sum = 0;
        for (int j = 0; j <= row; j++) {
            sum += lowerTriangle[row * d + j] * noise[j];
        }
        return sum;
    }
}
