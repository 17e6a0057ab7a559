package io.github.dkae.mixture;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Responsibilities of new samples under a range of an ensemble's mixtures. */
interface ResponsibilityRows extends AutoCloseable {
    /** Samples that are best handed over at once. */
    int blockRows();

    /**
     * Computes the responsibilities of samples {@code x} [n, d], n ≤ blockRows(), under mixtures [from, to), and hands
     * them to {@code consumer} row by row.
     */
    void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer);

    @Override
    void close();
}
