package io.github.dkae.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The features Φ [n, p] of n samples as a linear operator, which need not be held densely.
 *
 * <p>K = Φ Φᵀ, so a product with the kernel matrix is {@code times(transposeTimes(v))}: O(n·p·m) for m columns, and no
 * [n, n] or [n, p] array.
 */
public interface FeatureMatrix extends KernelBlocks {
    /** Number of features p. */
    int featureCount();

    /** Φ · {@code right} for {@code right} [p, m]: [n, m], owned by the caller. */
    INDArray times(INDArray right);

    /** Φᵀ · {@code left} for {@code left} [n, m]: [p, m], owned by the caller. */
    INDArray transposeTimes(INDArray left);

    /** Dense features [k, p] of the given samples, owned by the caller. */
    INDArray rows(int[] samples);

    /** Bytes that the representation takes. */
    long bytes();
}
