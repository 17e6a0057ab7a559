package io.github.dkae.autoencoder;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluates a {@link CodeLoss} on batches of one shape, in buffers of its own. Not safe for use by several threads. */
public interface CodeGradient extends AutoCloseable {
    /** The loss of codes [k, Nc] against the prior's block [k, k]. */
    double evaluate(INDArray codes, INDArray prior);

    /** As {@link #evaluate}; also adds {@code weight}·∂L_c/∂H to {@code gradient} [k, Nc]. */
    double addGradient(INDArray codes, INDArray prior, double weight, INDArray gradient);

    @Override
    void close();
}
