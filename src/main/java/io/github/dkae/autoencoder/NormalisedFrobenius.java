package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

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
}
