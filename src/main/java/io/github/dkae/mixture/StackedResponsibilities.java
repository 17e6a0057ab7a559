package io.github.dkae.mixture;

import io.github.dkae.linalg.MatrixLibrary;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Responsibilities under all components of all mixtures by float32 products of stacked coefficients with blocks of
 * samples. Where more than one component of a mixture is left in the running, float64 decides between them
 * ({@link Contest}).
 *
 * <p>Each thread computes the products of its own samples and compares them: none waits for another before all are done.
 */
final class StackedResponsibilities implements ResponsibilityRows {
    private static final int BLOCK_ROWS = 4096;
    /** Samples that a thread takes at once, at most, and at least where there are enough. */
    private static final int MOST_ROWS = 512;
    private static final int LEAST_ROWS = 32;

    private final EnsembleParameters parameters;
    private final StackedCoefficients coefficients;
    private final MatrixLibrary library;

    StackedResponsibilities(EnsembleParameters parameters, MatrixLibrary library) {
        this.parameters = parameters;
        this.coefficients = StackedCoefficients.of(parameters);
        this.library = library;
    }

    @Override
    public int blockRows() {
        return BLOCK_ROWS;
    }

    @Override
    public void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer) {
        int[] offsets = IntStream.rangeClosed(from, to).map(parameters::offset).toArray();
        int n = x.rows();
        int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
        int parts = Math.max((n - 1) / MOST_ROWS + 1, Math.min(threads, (n - 1) / LEAST_ROWS + 1));
        int capacity = (n - 1) / parts + 1;
        Queue<ResponsibilityWorker> idle = new ConcurrentLinkedQueue<>();
        try {
            IntStream.range(0, parts).parallel().forEach(part -> {
                int first = (int) ((long) n * part / parts);
                int end = (int) ((long) n * (part + 1) / parts);
                ResponsibilityWorker free = idle.poll();
                ResponsibilityWorker worker = free != null ? free
                        : new ResponsibilityWorker(coefficients, offsets, capacity, library);
                SparseRow[] rows = worker.responsibilities(
                        x.get(NDArrayIndex.interval(first, end), NDArrayIndex.all()));
                idle.add(worker);
                for (int row = first; row < end; row++) {
                    consumer.accept(row, rows[row - first]);
                }
            });
        } finally {
            idle.forEach(ResponsibilityWorker::close);
        }
    }

    @Override
    public void close() {
        coefficients.rounded().close();
    }
}
