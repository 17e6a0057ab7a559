package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Log-densities under components with covariance matrices, by their Cholesky factors: Σ⁻¹ = P Pᵀ with P = L⁻ᵀ, and
 * log N(x) = −½‖(x − μ)ᵀ P‖² + log det P − d/2 · log 2π.
 */
final class FullDensities implements ComponentDensities {
    /** A variance that is this small a part of the largest is rounding noise. */
    private static final double SINGULAR = 1e-14;

    private final int components;
    private final int dimensions;
    private final INDArray[] means;
    private final INDArray[] factors;
    private final double[] constants;

    FullDensities(MixtureParameters parameters) {
        this.components = parameters.components();
        this.dimensions = parameters.dimensions();
        this.means = new INDArray[components];
        this.factors = new INDArray[components];
        this.constants = new double[components];
        boolean tied = parameters.covarianceType() == CovarianceType.TIED;
        double logDeterminant = 0;
        for (int c = 0; c < components; c++) {
            means[c] = HostArrays.matrix(Arrays.copyOfRange(parameters.meanValues(), c * dimensions,
                    (c + 1) * dimensions), 1, dimensions);
            if (c == 0 || !tied) {
                int from = c * dimensions * dimensions;
                double[] lower = inverseCholesky(Arrays.copyOfRange(parameters.covarianceValues(), from,
                        from + dimensions * dimensions), dimensions);
                factors[c] = HostArrays.matrix(lower, dimensions, dimensions);
                logDeterminant = 0;
                for (int j = 0; j < dimensions; j++) {
                    logDeterminant += Math.log(lower[j * dimensions + j]);
                }
            } else {
                factors[c] = factors[0];
            }
            constants[c] = Math.log(parameters.weightValues()[c]) + logDeterminant
                    - 0.5 * dimensions * Math.log(2 * Math.PI);
        }
    }

    @Override
    public double[] weighted(INDArray x) {
        int n = x.rows();
        double[] result = new double[n * components];
        for (int c = 0; c < components; c++) {
            try (INDArray difference = x.subRowVector(means[c]);
                    INDArray whitened = Nd4j.gemm(factors[c], difference, false, true);
                    INDArray distances = whitened.muli(whitened).sum(0)) {
                double[] values = HostArrays.doubles(distances);
                for (int i = 0; i < n; i++) {
                    result[i * components + c] = constants[c] - 0.5 * values[i];
                }
            }
        }
        return result;
    }

    @Override
    public void close() {
        for (int c = 0; c < components; c++) {
            means[c].close();
            if (c == 0 || factors[c] != factors[0]) {
                factors[c].close();
            }
        }
    }

    /** L⁻¹, row-major lower triangle, of a covariance matrix L Lᵀ; the matrix given is overwritten. */
    static double[] inverseCholesky(double[] covariance, int d) {
        double largest = 0;
        for (int i = 0; i < d; i++) {
            largest = Math.max(largest, covariance[i * d + i]);
        }
        int order = openblas.LAPACK_ROW_MAJOR;
        int failed = openblas.LAPACKE_dpotrf(order, (byte) 'L', d, covariance, d);
        for (int i = 0; failed == 0 && i < d; i++) {
            double pivot = covariance[i * d + i];
            failed = pivot * pivot > SINGULAR * largest ? 0 : i + 1;
        }
        if (failed == 0) {
            failed = openblas.LAPACKE_dtrtri(order, (byte) 'L', (byte) 'N', d, covariance, d);
        }
        if (failed != 0) {
            throw new IllegalArgumentException("varianceFloor must be larger for these samples: a covariance matrix is"
                    + " not positive definite; columns are constant or collinear, or a component has too few samples");
        }
        for (int i = 0; i < d; i++) {
            Arrays.fill(covariance, i * d + i + 1, (i + 1) * d, 0);
        }
        return covariance;
    }
}
