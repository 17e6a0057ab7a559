package io.github.dkae.spectral;

import io.github.dkae.kernel.FeatureMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Features held as an array [n, p]. */
record DenseFeatures(INDArray features) implements FeatureMatrix {
    @Override
    public int size() {
        return features.rows();
    }

    @Override
    public int featureCount() {
        return features.columns();
    }

    @Override
    public INDArray times(INDArray right) {
        return Matrices.product(features, right);
    }

    @Override
    public INDArray transposeTimes(INDArray left) {
        return Matrices.product(features.transpose(), left);
    }

    @Override
    public INDArray rows(int[] samples) {
        return Nd4j.pullRows(features, 1, samples);
    }

    @Override
    public INDArray block(int[] samples) {
        try (INDArray rows = rows(samples)) {
            return rows.mmul(rows.transpose());
        }
    }

    @Override
    public long bytes() {
        return features.length() * features.dataType().width();
    }
}
