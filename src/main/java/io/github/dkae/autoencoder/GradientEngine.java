package io.github.dkae.autoencoder;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the dkAE loss and its gradient for mini-batches of one size. Not safe for use by several threads.
 *
 * <p>Parameters and gradient are flat vectors that the engine's creator owns; {@link ParameterLayout} says what lies
 * where in them.
 */
interface GradientEngine extends AutoCloseable {
    /**
     * Evaluates the loss at the current parameters and writes its gradient.
     *
     * @param batch  samples [k, d]
     * @param target what their reconstructions are compared with [k, d]: the same samples, unless the batch is noisy
     * @param prior  the prior's block [k, k] of these samples; without one the loss is the reconstruction loss
     * @param lambda weight of the code loss, in [0, 1]
     * @param parts  hears of the gradient's parts
     */
    Losses gradients(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda, GradientParts parts);

    /** To be open during calls in a row: has what each would else set for itself, which takes longer than a small step. */
    default Series series() {
        return () -> { };
    }

    /** Calls in a row. */
    interface Series extends AutoCloseable {
        @Override
        void close();
    }

    /** The losses alone; the gradient stays as it is. */
    Losses losses(INDArray batch, Optional<INDArray> prior, double lambda);

    @Override
    void close();
}
