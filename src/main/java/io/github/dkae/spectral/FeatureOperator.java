package io.github.dkae.spectral;

import io.github.dkae.kernel.FeatureMatrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** K = Φ Φᵀ, applied as Φ (Φᵀ v). */
record FeatureOperator(FeatureMatrix features, DataType dataType) implements SymmetricOperator {
    FeatureOperator(FeatureMatrix features) {
        this(features, typeOf(features));
    }

    @Override
    public int size() {
        return features.size();
    }

    @Override
    public INDArray apply(INDArray v) {
        try (INDArray left = features.transposeTimes(v)) {
            return features.times(left);
        }
    }

    private static DataType typeOf(FeatureMatrix features) {
        try (INDArray row = features.rows(new int[] {0})) {
            return row.dataType();
        }
    }
}
