package io.github.dkae.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inverses and determinants of square matrices [n, n] in float64 and C order, by LAPACK in O(n³).
 *
 * <p>ND4J's own operations refuse matrices whose determinant underflows, and take a hundred times as long.
 */
public final class Inversion {
    private Inversion() {}

    /**
     * {@code inverse} ← {@code matrix}⁻¹.
     *
     * @throws ArithmeticException when the matrix is singular
     */
    public static void invert(INDArray matrix, INDArray inverse) {
        int n = (int) matrix.size(0);
        inverse.assign(matrix);
        DoublePointer values = new DoublePointer(inverse.data().addressPointer());
        try (IntPointer pivots = new IntPointer(n)) {
            int info = openblas.LAPACKE_dgetrf(openblas.LAPACK_ROW_MAJOR, n, n, values, n, pivots);
            if (info == 0) {
                info = openblas.LAPACKE_dgetri(openblas.LAPACK_ROW_MAJOR, n, values, n, pivots);
            }
            require(info, "is singular");
        }
    }

    /**
     * Logarithm of the determinant of a symmetric positive definite matrix.
     *
     * @throws ArithmeticException when it isn't positive definite
     */
    public static double logDeterminant(INDArray matrix) {
        int n = (int) matrix.size(0);
        try (INDArray factor = matrix.castTo(DataType.DOUBLE).dup('c')) {
            DoublePointer values = new DoublePointer(factor.data().addressPointer());
            require(openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, (byte) 'L', n, values, n),
                    "is not positive definite");
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += 2 * Math.log(values.get((long) i * n + i));
            }
            return sum;
        }
    }

    private static void require(int info, String otherwise) {
        if (info != 0) {
            throw new ArithmeticException("a matrix " + otherwise + " (LAPACK stops at row " + info + ")");
        }
    }
}
