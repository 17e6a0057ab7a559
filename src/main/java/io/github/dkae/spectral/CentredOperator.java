package io.github.dkae.spectral;

import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** H K H with H = I − 11ᵀ/n, without forming it. */
record CentredOperator(SymmetricOperator operator) implements SymmetricOperator {
    @Override
    public int size() {
        return operator.size();
    }

    @Override
    public DataType dataType() {
        return operator.dataType();
    }

    @Override
    public INDArray apply(INDArray v) {
        try (INDArray centredInput = Arguments.factor("v", v, size(), dataType()).dup('f')) {
            Matrices.centreColumns(centredInput);
            INDArray image = operator.apply(centredInput);
            Matrices.centreColumns(image);
            return image;
        }
    }

    @Override
    public INDArray dense() {
        INDArray matrix = operator.dense();
        Matrices.centreColumns(matrix);
        Matrices.centreColumns(matrix.transpose());
        return matrix;
    }
}
