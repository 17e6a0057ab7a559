package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.SamplePair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The polynomial kernel, (scale · x·y + offset)^degree.
 *
 * @param degree at least 1
 * @param scale  positive
 * @param offset zero or positive, so that the kernel is positive semi-definite
 */
public record PolynomialKernel(int degree, double scale, double offset) implements Kernel {
    public PolynomialKernel {
        Arguments.atLeast("degree", degree, 1);
        Arguments.positive("scale", scale);
        Arguments.notNegative("offset", offset);
    }

    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        SamplePair samples = SamplePair.of(x, y);
        INDArray products = Nd4j.gemm(samples.x(), samples.y(), false, true).muli(scale).addi(offset);
        return degree == 1 ? products : Transforms.pow(products, degree, false);
    }
}
