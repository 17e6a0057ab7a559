package io.github.dkae.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A kernel matrix [n, n] that is never held whole: blocks of it are made on demand.
 *
 * <p>The training of a dkAE asks its prior for the k×k block of each mini-batch, so that memory stays O(k²).
 */
public interface KernelBlocks {
    /** Number of samples n. */
    int size();

    /**
     * The rows and columns {@code samples} of the kernel matrix: [k, k], owned by the caller.
     *
     * @param samples k indices, each in [0, n); repeats are allowed
     */
    INDArray block(int[] samples);
}
