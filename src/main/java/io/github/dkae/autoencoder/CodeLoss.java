package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A differentiable dissimilarity L_c between the inner products of codes C = H Hᵀ and a prior kernel P: a name and a
 * SameDiff expression, from which training derives its gradient.
 *
 * <pre>{@code
 * CodeLoss squares = CodeLoss.of("mean squared difference", (graph, codes, prior) ->
 *         graph.math().square(graph.mmul(codes, codes, false, true, false).sub(prior)).mean());
 * }</pre>
 *
 * <p>Implementations are stateless and equal when their names are.
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

    /** A loss's expression, as {@link CodeLoss#express} gives it. */
    @FunctionalInterface
    interface Expression {
        SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior);
    }

    /** A code loss of the user's own. */
    static CodeLoss of(String name, Expression expression) {
        return new NamedCodeLoss(Arguments.present("name", name), Arguments.present("expression", expression));
    }
}
