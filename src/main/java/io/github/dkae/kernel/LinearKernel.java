package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.SamplePair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inner products of the samples themselves, K = X Yᵀ.
 *
 * @param featureCount dimensions d of the samples
 */
public record LinearKernel(int featureCount) implements FeatureMap {
    public LinearKernel {
        Arguments.atLeast("featureCount", featureCount, 1);
    }

    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        SamplePair samples = SamplePair.of(Arguments.matrix("x", x, featureCount), y);
        return Nd4j.gemm(samples.x(), samples.y(), false, true);
    }

    @Override
    public INDArray features(INDArray x) {
        return Arguments.samples("x", x, featureCount).dup('c');
    }

    @Override
    public FeatureMatrix featureMatrix(INDArray x) {
        return new DenseFeatureMatrix(Arguments.matrix("x", x, featureCount));
    }
}
