package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The features of samples whose posteriors are computed each time they are asked for: no memory beyond the samples, which
 * are referenced and must not change.
 */
record ComputedFeatureMatrix(ProbabilisticClusterKernel kernel, INDArray samples) implements FeatureMatrix {
    private static final int BLOCK_ROWS = 4096;

    @Override
    public int size() {
        return samples.rows();
    }

    @Override
    public int featureCount() {
        return kernel.featureCount();
    }

    @Override
    public INDArray block(int[] rows) {
        try (INDArray batch = Nd4j.pullRows(samples, 1, rows)) {
            return kernel.compact(batch).block(IntStream.range(0, rows.length).toArray());
        }
    }

    @Override
    public INDArray rows(int[] rows) {
        try (INDArray batch = Nd4j.pullRows(samples, 1, rows)) {
            return kernel.features(batch);
        }
    }

    @Override
    public INDArray times(INDArray right) {
        return times(right, 0);
    }

    @Override
    public INDArray times(INDArray right, int first) {
        Arguments.factor("right", right, featureCount(), DataType.FLOAT);
        Arguments.between("first", first, 0, size() - 1);
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, size() - first, right.columns());
        for (int block = first; block < size(); block += BLOCK_ROWS) {
            try (INDArray product = kernel.compact(rows(samples, block)).times(right)) {
                rows(result, block - first).assign(product);
            }
        }
        return result;
    }

    @Override
    public INDArray transposeTimes(INDArray left) {
        Arguments.factor("left", left, size(), DataType.FLOAT);
        INDArray result = Nd4j.create(DataType.FLOAT, featureCount(), left.columns());
        for (int first = 0; first < size(); first += BLOCK_ROWS) {
            try (INDArray product = kernel.compact(rows(samples, first)).transposeTimes(rows(left, first))) {
                result.addi(product);
            }
        }
        return result;
    }

    @Override
    public long bytes() {
        return 0;
    }

    private static INDArray rows(INDArray array, int first) {
        INDArrayIndex block = NDArrayIndex.interval(first, Math.min(array.rows(), first + BLOCK_ROWS));
        return array.get(block, NDArrayIndex.all());
    }
}
