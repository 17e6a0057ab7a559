package io.github.dkae.autoencoder;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam over one flat vector of parameters, with clipping by the gradient's norm and decoupled weight decay.
 *
 * <pre>m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − α·(m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + γ·w)</pre>
 *
 * with γ = 0 for biases. Sources: D. Kingma, J. Ba, <i>Adam</i>, ICLR 2015, algorithm 1; I. Loshchilov, F. Hutter,
 * <i>Decoupled weight decay regularization</i>, ICLR 2019.
 */
interface Optimizer extends AutoCloseable {
    double BETA1 = 0.9;
    double BETA2 = 0.999;
    double EPSILON = 1e-8;

    /** Applies the gradient as it stands; returns its Euclidean norm before clipping. */
    double step(double learningRate);

    /** Steps done so far. */
    long steps();

    /** m, as long as the parameters. */
    INDArray firstMoment();

    /** v, as long as the parameters. */
    INDArray secondMoment();

    /** Continues from a saved state. */
    void restore(long steps, INDArray firstMoment, INDArray secondMoment);

    @Override
    void close();
}
