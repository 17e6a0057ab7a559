package io.github.dkae.kernel;

import io.github.dkae.support.HostArrays;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The leading principal axes of samples, by an eigendecomposition of the smaller of their Gram and covariance matrices:
 * O(n·d·min(n, d)).
 *
 * @param mean [1, d] in float64
 * @param axes [d, m] in float64, orthonormal columns
 */
record PrincipalAxes(INDArray mean, INDArray axes) {
    static PrincipalAxes fit(INDArray x, int components) {
        int n = x.rows();
        int d = x.columns();
        try (INDArray samples = Nd4j.createUninitialized(DataType.DOUBLE, x.shape(), 'c').assign(x)) {
            INDArray mean = samples.mean(true, 0);
            try (INDArray centred = samples.subRowVector(mean)) {
                if (d <= n) {
                    try (INDArray scatter = Nd4j.gemm(centred, centred, true, false)) {
                        return new PrincipalAxes(mean, leading(scatter, components));
                    }
                }
                try (INDArray gram = Nd4j.gemm(centred, centred, false, true);
                        INDArray vectors = leading(gram, components)) {
                    INDArray axes = Nd4j.gemm(centred, vectors, true, false);
                    try (INDArray norms = axes.norm2(true, 0)) {
                        return new PrincipalAxes(mean, axes.diviRowVector(norms.addi(Double.MIN_NORMAL)));
                    }
                }
            }
        }
    }

    /** Coordinates [n, m] of samples {@code x} [n, d], in float32. */
    INDArray project(INDArray x) {
        try (INDArray samples = Nd4j.createUninitialized(DataType.DOUBLE, x.shape(), 'c').assign(x);
                INDArray coordinates = Nd4j.gemm(samples.subiRowVector(mean), axes, false, false)) {
            return coordinates.castTo(DataType.FLOAT);
        }
    }

    /** Eigenvectors [s, m] of the largest eigenvalues of a symmetric matrix [s, s], largest first. */
    private static INDArray leading(INDArray symmetric, int count) {
        int s = symmetric.rows();
        double[] vectors = HostArrays.doubles(symmetric);
        int failed = openblas.LAPACKE_dsyevd(openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', s, vectors, s,
                new double[s]);
        if (failed != 0) {
            throw new IllegalStateException("the eigendecomposition of the samples' covariance did not converge");
        }
        double[] leading = new double[s * count];
        for (int i = 0; i < s; i++) {
            for (int c = 0; c < count; c++) {
                leading[i * count + c] = vectors[i * s + s - 1 - c];
            }
        }
        return HostArrays.matrix(leading, s, count);
    }
}
