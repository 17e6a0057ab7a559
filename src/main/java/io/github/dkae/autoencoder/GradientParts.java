package io.github.dkae.autoencoder;

/** Hears of the parts of a gradient as they are computed. */
@FunctionalInterface
interface GradientParts {
    /**
     * The values {@code from} ≤ i &lt; {@code from + length} of the flat vector are final, and nothing that the gradient
     * depends on is read at those places any more. Called by the thread that computed them, so by several at once.
     */
    void ready(int from, int length);
}
