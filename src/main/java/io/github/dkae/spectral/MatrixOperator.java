package io.github.dkae.spectral;

import io.github.dkae.support.Arguments;
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
        return Matrices.product(matrix, Arguments.factor("v", v, size(), dataType()));
    }

    @Override
    public INDArray dense() {
        return matrix.dup('f');
    }
}
