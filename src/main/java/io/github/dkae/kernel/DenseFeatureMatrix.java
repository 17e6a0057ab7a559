package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Features held as a dense array.
 *
 * @param features [n, p], referenced and not copied; must not change
 */
public record DenseFeatureMatrix(INDArray features) implements FeatureMatrix {
    public DenseFeatureMatrix {
        Arguments.matrix("features", features);
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
        requireRows("right", right, featureCount());
        return Nd4j.gemm(features, right, false, false);
    }

    @Override
    public INDArray times(INDArray right, int first) {
        requireRows("right", right, featureCount());
        Arguments.between("first", first, 0, size() - 1);
        return Nd4j.gemm(features.get(NDArrayIndex.interval(first, size()), NDArrayIndex.all()), right, false, false);
    }

    @Override
    public INDArray transposeTimes(INDArray left) {
        requireRows("left", left, size());
        return Nd4j.gemm(features, left, true, false);
    }

    @Override
    public INDArray rows(int[] samples) {
        return Nd4j.pullRows(features, 1, samples);
    }

    @Override
    public long bytes() {
        return features.length() * features.dataType().width();
    }

    static void requireRows(String name, INDArray matrix, long rows) {
        Arguments.matrix(name, matrix);
        if (matrix.rows() != rows) {
            throw new IllegalArgumentException(
                    Text.format("%s must have %d rows, but has %d", name, rows, matrix.rows()));
        }
    }

    @Override
    public String toString() {
        return Text.format("Feature matrix of %,d samples and %,d features", size(), featureCount());
    }
}
