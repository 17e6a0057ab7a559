package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * log det X of a symmetric positive definite matrix as a SameDiff expression with the right derivative X⁻¹.
 *
 * <p>ND4J 1.0.0-M2.1 cannot differentiate its own operation, and differentiates its matrix inverse wrongly. So the
 * value and the inverse are taken from a copy D of X that SameDiff takes for a constant, because it passes through
 * integers: log det D + ⟨D⁻¹, X − D⟩ has the value of the first term and the derivative of the second.
 */
final class LogDeterminant {
    /** Fixed point with 44 binary digits after the point: exact to 6e-14 for |x| &lt; 2¹⁸. */
    private static final double FIXED_POINT = 0x1p44;

    private LogDeterminant() {}

    /** log det {@code matrix}, a scalar node; entries must lie within ±2¹⁸. */
    static SDVariable of(SameDiff graph, SDVariable matrix) {
        SDVariable copy = matrix.mul(FIXED_POINT).castTo(DataType.INT64).castTo(matrix.dataType()).mul(1 / FIXED_POINT);
        SDVariable inverse = graph.linalg().matrixInverse(copy);
        return graph.linalg().logdet(copy).sum().add(inverse.mul(matrix.sub(copy)).sum());
    }
}
