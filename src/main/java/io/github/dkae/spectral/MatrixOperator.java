package io.github.dkae.spectral;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A symmetric matrix held as an array. */
record MatrixOperator(INDArray matrix) implements SymmetricOperator {
    @Override
    public int size() {
        return matrix.rows();
    }

    @Override
    public DataType dataType() {
        return matrix.dataType();
    }

    @Override
    public INDArray apply(INDArray v) {
        return Matrices.product(matrix, v);
    }

    @Override
    public INDArray dense() {
        return matrix.dup('f');
    }
}
