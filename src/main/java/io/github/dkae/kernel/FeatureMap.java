package io.github.dkae.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A kernel with an explicit, finite feature map Φ: {@code matrix(x, y) = features(x) · features(y)ᵀ}. */
public interface FeatureMap extends Kernel {
    /** Number of features p. */
    int featureCount();

    /** Dense features [n, p] of the samples {@code x} [n, d], owned by the caller; O(n·p) memory. */
    INDArray features(INDArray x);

    /** The features of {@code x} [n, d] as an operator, in the most compact form that the kernel has. */
    FeatureMatrix featureMatrix(INDArray x);

    @Override
    default FeatureMatrix over(INDArray x) {
        return featureMatrix(x);
    }
}
