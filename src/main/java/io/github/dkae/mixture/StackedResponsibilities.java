package io.github.dkae.mixture;

import io.github.dkae.linalg.MatrixLibrary;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Responsibilities under all components of all mixtures by float32 products of stacked coefficients with blocks of
 * samples. Where more than one component of a mixture is left in the running, float64 decides between them
 * ({@link Contest}).
 *
 * <p>Each thread computes the products of its own samples and compares them: none waits for another before all are
 * done.
 */
final class StackedResponsibilities implements ResponsibilityRows {
    /** Samples that a thread takes at once, at most, and at least where there are enough. */
    private static final int MOST_ROWS = 256;
    private static final int LEAST_ROWS = 32;
    /** Parts that each thread takes, as a rule, before progress is told. */
    private static final int PARTS = 4;

    private final EnsembleParameters parameters;
    private final StackedCoefficients coefficients;
    private final MatrixLibrary library;

    StackedResponsibilities(EnsembleParameters parameters, MatrixLibrary library) {
        this.parameters = parameters;
        this.coefficients = StackedCoefficients.of(parameters);
        this.library = library;
    }

    @Override
    public void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer, IntConsumer done) {
        int[] offsets = IntStream.rangeClosed(from, to).map(parameters::offset).toArray();
        int n = x.rows();
        int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
        int parts = Math.max((n - 1) / MOST_ROWS + 1, Math.min(threads, (n - 1) / LEAST_ROWS + 1));
        int capacity = (n - 1) / parts + 1;
        Queue<ResponsibilityWorker> idle = new ConcurrentLinkedQueue<>();
        try {
            for (int part = 0; part < parts; part += PARTS * threads) {
                int last = Math.min(parts, part + PARTS * threads);
                IntStream.range(part, last).parallel().forEach(p -> {
                    ResponsibilityWorker free = idle.poll();
                    ResponsibilityWorker worker = free != null ? free
                            : new ResponsibilityWorker(coefficients, offsets, capacity, library);
                    try {
                        worker.responsibilities(x, first(p, parts, n), first(p + 1, parts, n), consumer);
                    } finally {
                        idle.add(worker);
                    }
                });
                done.accept(first(last, parts, n));
            }
        } finally {
            idle.forEach(ResponsibilityWorker::close);
        }
    }

    private static int first(int part, int parts, int n) {
        return (int) ((long) n * part / parts);
    }

    @Override
    public void close() {
        coefficients.rounded().close();
    }
}
