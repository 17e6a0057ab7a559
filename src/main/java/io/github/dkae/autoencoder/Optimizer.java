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

    /** Begins a step, to be finished before the next. */
    Update begin(double learningRate);

    /** A step in the making. It may apply parts of the gradient as soon as they are ready, in the threads that say so. */
    interface Update extends GradientParts {
        /** Applies what isn't yet, all parts being ready; returns the gradient's Euclidean norm before clipping. */
        double finish();
    }

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
