package io.github.dkae.mixture;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Responsibilities mixture by mixture in float64, for full covariances: O(n·C·d²). */
final class SeparateResponsibilities implements ResponsibilityRows {
    private static final int BLOCK_ROWS = 1024;

    private final EnsembleParameters parameters;

    SeparateResponsibilities(EnsembleParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer, IntConsumer done) {
        for (int first = 0; first < x.rows(); first += BLOCK_ROWS) {
            int offset = first;
            int end = Math.min(x.rows(), first + BLOCK_ROWS);
            forEach(x.get(NDArrayIndex.interval(first, end), NDArrayIndex.all()), from, to,
                    (row, values) -> consumer.accept(offset + row, values));
            done.accept(end);
        }
    }

    private void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer) {
        int n = x.rows();
        int first = parameters.offset(from);
        int total = parameters.offset(to) - first;
        float[] all = new float[Math.multiplyExact(n, total)];
        try (INDArray samples = x.dataType() == DataType.DOUBLE ? x.dup() : x.castTo(DataType.DOUBLE)) {
            for (int m = from; m < to; m++) {
                int offset = parameters.offset(m) - first;
                int q = parameters.offset(m + 1) - parameters.offset(m);
                double[] values;
                try (ComponentDensities densities = ComponentDensities.of(parameters.mixture(m))) {
                    values = densities.weighted(samples);
                }
                for (int row = 0; row < n; row++) {
                    LogSumExp.normalise(values, row * q, (row + 1) * q);
                    for (int c = 0; c < q; c++) {
                        all[row * total + offset + c] = (float) values[row * q + c];
                    }
                }
            }
        }
        IntStream.range(0, n).parallel().forEach(row ->
                consumer.accept(row, SparseRow.of(Arrays.copyOfRange(all, row * total, (row + 1) * total))));
    }

    @Override
    public void close() {}
}
