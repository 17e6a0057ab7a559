package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Features held as a dense array.
 *
 * @param features [n, p], referenced where float32 or float64 in c order, and must then not change
 */
public record DenseFeatureMatrix(INDArray features) implements FeatureMatrix {
    public DenseFeatureMatrix {
        features = Arguments.samples("features", features);
    }

    /** A copy of the features [n, p]. */
    @Override
    public INDArray features() {
        return features.dup();
    }

    @Override
    public int size() {
        return features.rows();
    }

    @Override
    public int featureCount() {
        return features.columns();
    }

    @Override
    public INDArray block(int[] samples) {
        try (INDArray rows = rows(samples)) {
            return Nd4j.gemm(rows, rows, false, true);
        }
    }

    @Override
    public INDArray times(INDArray right) {
        return Nd4j.gemm(features, right(right), false, false);
    }

    @Override
    public INDArray times(INDArray right, int first) {
        Arguments.between("first", first, 0, size() - 1);
        return Nd4j.gemm(features.get(NDArrayIndex.interval(first, size()), NDArrayIndex.all()), right(right), false,
                false);
    }

    @Override
    public INDArray transposeTimes(INDArray left) {
        return Nd4j.gemm(features, Arguments.factor("left", left, size(), features.dataType()), true, false);
    }

    @Override
    public INDArray rows(int[] samples) {
        return Nd4j.pullRows(features, 1, samples);
    }

    @Override
    public long bytes() {
        return features.length() * features.dataType().width();
    }

    private INDArray right(INDArray right) {
        return Arguments.factor("right", right, featureCount(), features.dataType());
    }

    @Override
    public String toString() {
        return Text.format("Feature matrix of %,d samples and %,d features", size(), featureCount());
    }
}
