package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Centring of kernel matrices: what they become when the training samples' mean in feature space is the origin
 * (Schölkopf, Smola, Müller, Neural Computation 10(5), 1998, appendix A).
 *
 * @param columnMeans means [1, n] of the training kernel matrix's columns
 * @param mean        mean of all its elements
 */
public record KernelCentering(INDArray columnMeans, double mean) {
    /** Learns the centring from the training samples' kernel matrix {@code k} [n, n]. */
    public static KernelCentering fit(INDArray k) {
        Arguments.matrix("k", k, k.rows());
        INDArray means = k.mean(true, 0);
        return new KernelCentering(means, means.meanNumber().doubleValue());
    }

    /** Centres the kernel matrix {@code k} [m, n] between any m samples and the n training samples. */
    public INDArray apply(INDArray k) {
        Arguments.matrix("k", k, columnMeans.columns());
        try (INDArray rowMeans = k.mean(true, 1)) {
            return k.subRowVector(columnMeans).subiColumnVector(rowMeans).addi(mean);
        }
    }
}
