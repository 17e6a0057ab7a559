package io.github.dkae.spectral;

import io.github.dkae.kernel.DenseFeatureMatrix;
import io.github.dkae.kernel.FeatureMap;
import io.github.dkae.kernel.FeatureMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The features x · W. */
record LinearFeatureMap(INDArray weights) implements FeatureMap {
    @Override
    public int featureCount() {
        return weights.columns();
    }

    @Override
    public INDArray features(INDArray x) {
        return x.mmul(weights);
    }

    @Override
    public FeatureMatrix featureMatrix(INDArray x) {
        return new DenseFeatureMatrix(features(x));
    }

    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        return features(x).mmul(features(y).transpose());
    }
}
