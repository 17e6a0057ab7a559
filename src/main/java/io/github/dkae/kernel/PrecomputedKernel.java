package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A kernel given as its whole matrix over a set of samples. */
public final class PrecomputedKernel implements KernelBlocks {
    private static final double SYMMETRY = 1e-5;

    private final INDArray matrix;

    private PrecomputedKernel(INDArray matrix) {
        this.matrix = matrix;
    }

    /**
     * @param values [n, n], symmetric to 1e-5 of their largest; referenced where float32 or float64 in c order, and
     *               must then not change. That they are positive semi-definite is up to the caller
     */
    public static PrecomputedKernel of(INDArray values) {
        INDArray matrix = Arguments.samples("values", values);
        if (matrix.rows() != matrix.columns()) {
            throw new IllegalArgumentException(Text.format("values must be square, but their shape is [%d, %d]",
                    matrix.rows(), matrix.columns()));
        }
        try (INDArray difference = matrix.sub(matrix.transpose())) {
            double asymmetry = difference.amaxNumber().doubleValue();
            if (asymmetry > SYMMETRY * matrix.amaxNumber().doubleValue()) {
                throw new IllegalArgumentException(
                        "values must be symmetric, but differ from their transpose by up to " + asymmetry);
            }
        }
        return new PrecomputedKernel(matrix);
    }

    @Override
    public int size() {
        return matrix.rows();
    }

    @Override
    public INDArray block(int[] samples) {
        try (INDArray rows = Nd4j.pullRows(matrix, 1, samples);
                INDArray columns = rows.transpose().dup('c')) {
            return Nd4j.pullRows(columns, 1, samples);
        }
    }

    @Override
    public String toString() {
        return Text.format("Precomputed kernel of %,d samples", size());
    }
}
