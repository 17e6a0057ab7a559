package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Centring of kernel matrices: what they become when the training samples' mean in feature space is the origin
 * (Schölkopf, Smola, Müller, Neural Computation 10(5), 1998, appendix A).
 *
 * @param columnMeans means [1, n] of the training kernel matrix's columns
 * @param mean        mean of all its elements
 */
public record KernelCentering(INDArray columnMeans, double mean) {
    public KernelCentering {
        columnMeans = Arguments.samples("columnMeans", columnMeans).dup();
        if (columnMeans.rows() != 1 || !Double.isFinite(mean)) {
            throw new IllegalArgumentException(
                    Text.format("columnMeans must be a row [1, n] and mean finite, but are %s and %s",
                            Arrays.toString(columnMeans.shape()), mean));
        }
    }

    /** A copy of the means [1, n] of the training kernel matrix's columns. */
    @Override
    public INDArray columnMeans() {
        return columnMeans.dup();
    }

    /** Learns the centring from the training samples' kernel matrix {@code k} [n, n]. */
    public static KernelCentering fit(INDArray k) {
        INDArray means = Arguments.samples("k", k, Arguments.matrix("k", k).rows()).mean(true, 0);
        return new KernelCentering(means, means.meanNumber().doubleValue());
    }

    /** Centres the kernel matrix {@code k} [m, n] between any m samples and the n training samples. */
    public INDArray apply(INDArray k) {
        INDArray values = Arguments.samples("k", k, columnMeans.columns(), columnMeans.dataType());
        try (INDArray rowMeans = values.mean(true, 1)) {
            return values.subRowVector(columnMeans).subiColumnVector(rowMeans).addi(mean);
        }
    }
}
