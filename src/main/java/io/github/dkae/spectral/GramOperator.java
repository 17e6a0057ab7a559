package io.github.dkae.spectral;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * XᵀX [d, d] or XXᵀ [n, n] of an array X [n, d].
 *
 * @param byColumns true for XᵀX
 */
record GramOperator(INDArray x, boolean byColumns) implements SymmetricOperator {
    @Override
    public int size() {
        return byColumns ? x.columns() : x.rows();
    }

    @Override
    public DataType dataType() {
        return x.dataType();
    }

    @Override
    public INDArray apply(INDArray v) {
        INDArray first = byColumns ? x : x.transpose();
        try (INDArray image = Matrices.product(first, v)) {
            return Matrices.product(first.transpose(), image);
        }
    }

    @Override
    public INDArray dense() {
        return byColumns ? Matrices.product(x.transpose(), x) : Matrices.product(x, x.transpose());
    }
}
