package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable dissimilarity L_c between the inner products of codes C = H Hᵀ and a prior kernel P.
 *
 * <p>{@link #express} defines it; an implementation may add an analytic gradient, which the lean engine then uses.
 * Implementations are stateless and equal when their names are.
 */
public interface CodeLoss {
    /** Keeps square roots and divisions away from their singularity at 0. */
    double EPSILON = 1e-12;

    /** What the loss is called in model files and history; it includes the value of any parameter. */
    String name();

    /**
     * The loss as a scalar node of {@code graph}.
     *
     * @param codes H [k, Nc]
     * @param prior P [k, k], symmetric; its shape is known when the graph is built
     */
    SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior);

    /** An evaluator of this loss and its gradient for batches of {@code samples} codes of size {@code codeSize}. */
    default CodeGradient gradient(int samples, int codeSize) {
        return new GraphCodeGradient(this, samples, codeSize);
    }

    /**
     * The loss between the codes {@code codes} [n, Nc] of all n samples and the whole prior, in O(n²) memory unless an
     * implementation does better; n ≤ 30,000 for those that don't.
     */
    default double evaluate(INDArray codes, KernelBlocks prior) {
        INDArray finite = Arguments.samples("codes", codes, DataType.FLOAT);
        int n = Arguments.between("number of codes", finite.rows(), 1, 30_000);
        int[] all = IntStream.range(0, n).toArray();
        try (CodeGradient gradient = gradient(n, finite.columns());
             INDArray block = prior.block(all)) {
            return gradient.evaluate(finite, block);
        }
    }
}
