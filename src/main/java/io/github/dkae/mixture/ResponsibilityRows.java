package io.github.dkae.mixture;

import java.util.function.IntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Responsibilities of new samples under a range of an ensemble's mixtures. */
interface ResponsibilityRows extends AutoCloseable {
    /**
     * Computes the responsibilities of samples {@code x} [n, d] under mixtures [from, to), and hands them to
     * {@code consumer} row by row; tells {@code done} now and then how many rows it has had.
     */
    void forEach(INDArray x, int from, int to, GaussianMixtureEnsemble.RowConsumer consumer, IntConsumer done);

    @Override
    void close();
}
