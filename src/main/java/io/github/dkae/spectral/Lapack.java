package io.github.dkae.spectral;

import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The LAPACK routines that ND4J lacks or wraps poorly, in place on whole column-major float32 or float64 matrices.
 *
 * <p>They run on the host also when ND4J's backend is a GPU.
 */
final class Lapack {
    private static final int COLUMN_MAJOR = openblas.LAPACK_COL_MAJOR;

    private Lapack() {}

    /**
     * Full decomposition of a symmetric matrix [n, n] by divide and conquer (syevd): O(n³) time, O(n²) work space.
     * Reads the lower triangle.
     *
     * @param a overwritten with the orthonormal eigenvectors as columns
     * @return the eigenvalues, ascending
     */
    static double[] symmetricEigen(INDArray a) {
        int n = order(a);
        if (single(a)) {
            float[] values = new float[n];
            try (FloatPointer w = new FloatPointer(n)) {
                run("ssyevd", a,
                        () -> openblas.LAPACKE_ssyevd(COLUMN_MAJOR, (byte) 'V', (byte) 'L', n, floats(a), n, w));
                w.get(values);
            }
            double[] result = new double[n];
            for (int i = 0; i < n; i++) {
                result[i] = values[i];
            }
            return result;
        }
        double[] values = new double[n];
        try (DoublePointer w = new DoublePointer(n)) {
            run("dsyevd", a, () -> openblas.LAPACKE_dsyevd(COLUMN_MAJOR, (byte) 'V', (byte) 'L', n, doubles(a), n, w));
            w.get(values);
        }
        return values;
    }

    /**
     * Householder QR of a tall matrix [n, b], n ≥ b.
     *
     * @param a overwritten with Q [n, b], whose columns are orthonormal even when those of {@code a} are dependent
     * @return the magnitudes of R's diagonal: how far each column was from the span of those before it
     */
    static double[] orthonormalise(INDArray a) {
        check(a);
        int n = a.rows();
        int b = a.columns();
        double[] diagonal = new double[b];
        if (single(a)) {
            try (FloatPointer tau = new FloatPointer(b)) {
                run("sgeqrf", a, () -> openblas.LAPACKE_sgeqrf(COLUMN_MAJOR, n, b, floats(a), n, tau));
                readDiagonal(a, diagonal);
                run("sorgqr", a, () -> openblas.LAPACKE_sorgqr(COLUMN_MAJOR, n, b, b, floats(a), n, tau));
            }
        } else {
            try (DoublePointer tau = new DoublePointer(b)) {
                run("dgeqrf", a, () -> openblas.LAPACKE_dgeqrf(COLUMN_MAJOR, n, b, doubles(a), n, tau));
                readDiagonal(a, diagonal);
                run("dorgqr", a, () -> openblas.LAPACKE_dorgqr(COLUMN_MAJOR, n, b, b, doubles(a), n, tau));
            }
        }
        return diagonal;
    }

    /**
     * Solves A X = B for a symmetric positive definite A [n, n] by Cholesky: n³/3 multiplications.
     *
     * @param a overwritten with its factor
     * @param b right sides [n, d], overwritten with the solution
     * @return whether A was positive definite to working precision; if not, {@code b} is unchanged
     */
    static boolean solvePositiveDefinite(INDArray a, INDArray b) {
        int n = order(a);
        check(b);
        int columns = b.columns();
        IntSupplier factor = single(a)
                ? () -> openblas.LAPACKE_spotrf(COLUMN_MAJOR, (byte) 'L', n, floats(a), n)
                : () -> openblas.LAPACKE_dpotrf(COLUMN_MAJOR, (byte) 'L', n, doubles(a), n);
        if (!run("potrf", a, factor)) {
            return false;
        }
        return run("potrs", b, single(a)
                ? () -> openblas.LAPACKE_spotrs(COLUMN_MAJOR, (byte) 'L', n, columns, floats(a), n, floats(b), n)
                : () -> openblas.LAPACKE_dpotrs(COLUMN_MAJOR, (byte) 'L', n, columns, doubles(a), n, doubles(b), n));
    }

    private static void readDiagonal(INDArray a, double[] diagonal) {
        for (int j = 0; j < diagonal.length; j++) {
            diagonal[j] = Math.abs(a.getDouble(j, j));
        }
    }

    /** Runs a routine on {@code target}; false when the matrix was singular or a decomposition did not converge. */
    private static boolean run(String routine, INDArray target, IntSupplier call) {
        AffinityManager devices = Nd4j.getAffinityManager();
        devices.ensureLocation(target, AffinityManager.Location.HOST);
        int info = call.getAsInt();
        devices.tagLocation(target, AffinityManager.Location.HOST);
        if (info < 0) {
            throw new IllegalStateException(Text.format("LAPACK's %s refused its argument %d for a matrix %s",
                    routine, -info, Arrays.toString(target.shape())));
        }
        if (info > 0 && routine.endsWith("syevd")) {
            throw new ArithmeticException(
                    Text.format("LAPACK's %s did not converge; the matrix holds NaN or infinite values",
                            routine));
        }
        return info == 0;
    }

    private static int order(INDArray a) {
        check(a);
        if (a.rows() != a.columns()) {
            throw new IllegalArgumentException("a must be square, but its shape is "
                    + Arrays.toString(a.shape()));
        }
        return a.rows();
    }

    private static void check(INDArray a) {
        boolean real = a.dataType() == DataType.FLOAT || a.dataType() == DataType.DOUBLE;
        if (!real || a.isView() || a.stride(0) != 1 || a.columns() > 1 && a.stride(1) != a.rows()) {
            throw new IllegalArgumentException("a must be a whole column-major float32 or float64 matrix");
        }
    }

    private static boolean single(INDArray a) {
        return a.dataType() == DataType.FLOAT;
    }

    private static FloatPointer floats(INDArray a) {
        return new FloatPointer(host(a));
    }

    private static DoublePointer doubles(INDArray a) {
        return new DoublePointer(host(a));
    }

    private static Pointer host(INDArray a) {
        return a.data().addressPointer();
    }
}
