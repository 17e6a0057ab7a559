package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The paper's code loss: L_c = ‖C/‖C‖_F − P/‖P‖_F‖_F = √(2 − 2·A(C,P)) with the kernel alignment A.
 *
 * <p>It lies in [0, √2] for positive semi-definite C and P. Written as the norm of the difference, which stays accurate
 * in float32 where A is near 1; {@link #EPSILON} is added under each square root.
 */
public record NormalisedFrobenius() implements CodeLoss {
    @Override
    public String name() {
        return "normalised Frobenius";
    }

    @Override
    public SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior) {
        SDVariable kernel = graph.mmul(codes, codes, false, true, false);
        return norm(graph, normalise(graph, kernel).sub(normalise(graph, prior)));
    }

    /**
     * {@code matrix}/‖{@code matrix}‖_F, as a product: ND4J 1.0.0-M2.1 differentiates a division by a scalar wrongly.
     */
    static SDVariable normalise(SameDiff graph, SDVariable matrix) {
        return matrix.mul(graph.math().reciprocal(norm(graph, matrix)));
    }

    private static SDVariable norm(SameDiff graph, SDVariable matrix) {
        return graph.math().sqrt(graph.math().square(matrix).sum().add(EPSILON));
    }

    @Override
    public CodeGradient gradient(int samples, int codeSize) {
        return KernelMatrixGradient.of(NormalisedFrobenius::differentiate, samples);
    }

    private static double differentiate(double[] c, double[] p, int k) {
        double codeNorm = norm(c);
        double priorNorm = norm(p);
        double sum = EPSILON;
        double inner = 0;
        for (int i = 0; i < c.length; i++) {
            double normalised = c[i] / codeNorm;
            double difference = normalised - p[i] / priorNorm;
            sum += difference * difference;
            inner += difference * normalised;
            p[i] = difference;
        }
        double loss = Math.sqrt(sum);
        // ∂L/∂Ĉ = (Ĉ − P̂)/L; the normalisation of C takes away the part along Ĉ.
        double scale = 1 / (loss * codeNorm);
        for (int i = 0; i < c.length; i++) {
            c[i] = scale * (p[i] - c[i] / codeNorm * inner);
        }
        return loss;
    }

    static double norm(double[] values) {
        double sum = EPSILON;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** {@inheritDoc} Memory is O(n·Nc): the prior is read in tiles and never held whole. */
    @Override
    public double evaluate(INDArray codes, KernelBlocks prior) {
        KernelMoments moments = KernelMoments.of(Arguments.samples("codes", codes), prior);
        return Math.sqrt(Math.max(0, 2 - 2 * moments.alignment()));
    }
}
