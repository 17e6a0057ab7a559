package io.github.dkae.autoencoder;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogMatrixDeterminant;

/**
 * log |det X| with the derivative X⁻ᵀ, which ND4J's own operation lacks ("not yet implemented"; and the derivative of its
 * matrix inverse is wrong, so no second derivatives).
 */
final class LogDeterminant extends LogMatrixDeterminant {
    private LogDeterminant(SameDiff graph, SDVariable matrix) {
        super(graph, matrix, false);
    }

    /** log |det {@code matrix}| as a scalar node. */
    static SDVariable of(SameDiff graph, SDVariable matrix) {
        return new LogDeterminant(graph, matrix).outputVariable();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        SDVariable inverse = sameDiff.linalg().matrixInverse(arg());
        return List.of(sameDiff.transpose(inverse).mul(outputGradients.get(0)));
    }
}
