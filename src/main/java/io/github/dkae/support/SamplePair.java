package io.github.dkae.support;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two sets of samples that functions of pairs compare.
 *
 * @param x [n, d]
 * @param y [m, d] in x's type; x itself when both were given as one array
 */
public record SamplePair(INDArray x, INDArray y) {
    /** The samples as {@link Arguments#samples} takes them, in the wider of their types. */
    public static SamplePair of(INDArray x, INDArray y) {
        INDArray left = Arguments.samples("x", x);
        if (x == y) {
            return new SamplePair(left, left);
        }
        INDArray right = Arguments.samples("y", y, left.columns());
        return left.dataType() == right.dataType() ? new SamplePair(left, right)
                : new SamplePair(Arguments.wide(left), Arguments.wide(right));
    }
}
