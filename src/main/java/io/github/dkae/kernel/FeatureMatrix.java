package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

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

    /** The rows from {@code first} on of {@link #times}: [n − first, m], owned by the caller. */
    default INDArray times(INDArray right, int first) {
        Arguments.between("first", first, 0, size() - 1);
        try (INDArray all = times(right)) {
            return all.get(NDArrayIndex.interval(first, size()), NDArrayIndex.all()).dup('c');
        }
    }

    /** Φᵀ · {@code left} for {@code left} [n, m]: [p, m], owned by the caller. */
    INDArray transposeTimes(INDArray left);

    /** Dense features [k, p] of the given samples, owned by the caller. */
    INDArray rows(int[] samples);

    /** Bytes that the representation takes. */
    long bytes();
}
