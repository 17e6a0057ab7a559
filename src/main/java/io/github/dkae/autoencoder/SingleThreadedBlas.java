package io.github.dkae.autoencoder;

import org.bytedeco.openblas.global.openblas;

/**
 * Holds BLAS to one thread a call until closed, for callers that have threads of their own.
 *
 * <p>The setting is the process's. Holds may overlap: the last to be closed gives the threads back.
 */
final class SingleThreadedBlas implements AutoCloseable {
    private static int holds;
    private static int threads;

    private SingleThreadedBlas() {}

    static synchronized SingleThreadedBlas hold() {
        if (holds++ == 0) {
            threads = openblas.blas_get_num_threads();
            openblas.blas_set_num_threads(1);
        }
        return new SingleThreadedBlas();
    }

    /** The threads that BLAS has when it isn't held. */
    static synchronized int threadsOtherwise() {
        return holds > 0 ? threads : openblas.blas_get_num_threads();
    }

    @Override
    public void close() {
        synchronized (SingleThreadedBlas.class) {
            if (--holds == 0) {
                openblas.blas_set_num_threads(threads);
            }
        }
    }
}
