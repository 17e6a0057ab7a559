package io.github.dkae.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A positive semi-definite kernel: the inner products of samples in a feature space.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface Kernel {
    /**
     * Kernel values of every row of {@code x} [n, d] with every row of {@code y} [m, d]: [n, m], float32 for float32
     * samples, owned by the caller.
     */
    INDArray matrix(INDArray x, INDArray y);

    /** The symmetric kernel matrix [n, n] of {@code x} [n, d]; O(n²) memory. */
    default INDArray matrix(INDArray x) {
        return matrix(x, x);
    }

    /**
     * The kernel over a fixed set of samples {@code x} [n, d], asked for block by block; never holds [n, n]. The samples
     * are referenced, not copied, and must not change.
     */
    default KernelBlocks over(INDArray x) {
        return new SampleKernelBlocks(this, x);
    }
}
