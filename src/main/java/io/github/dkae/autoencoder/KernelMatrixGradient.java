package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The analytic gradient of a code loss that depends on the codes through C = H Hᵀ alone: ∂L/∂H = 2·(∂L/∂C)·H for the
 * symmetric ∂L/∂C. O(k²·Nc) for the two products, O(k²) memory.
 *
 * <p>With centring, C is the kernel of codes whose mean over the batch is taken away first: that keeps the digits that
 * centring C itself would lose when the codes have much in common.
 */
final class KernelMatrixGradient implements CodeGradient {
    /** What a loss has to say about C and P. */
    @FunctionalInterface
    interface Derivative {
        /**
         * Returns the loss and replaces {@code c} by ∂L/∂C.
         *
         * @param c C, row by row [k·k]
         * @param p P, row by row [k·k]; may be overwritten
         * @param k number of samples
         */
        double apply(double[] c, double[] p, int k);
    }

    private final Derivative derivative;
    private final int samples;
    private final FloatMatrix centred;
    private final FloatMatrix kernel;
    private final float[] single;
    private final double[] codeKernel;
    private final double[] priorKernel;

    private KernelMatrixGradient(Derivative derivative, int samples, FloatMatrix centred) {
        this.derivative = derivative;
        this.samples = samples;
        this.centred = centred;
        kernel = FloatMatrix.allocate(samples, samples);
        single = new float[samples * samples];
        codeKernel = new double[samples * samples];
        priorKernel = new double[samples * samples];
    }

    /** For a loss of C = H Hᵀ. */
    static CodeGradient of(Derivative derivative, int samples) {
        return new KernelMatrixGradient(derivative, samples, null);
    }

    /** For a loss of C = (J H)(J H)ᵀ whose ∂L/∂C has rows that sum to 0; J = I − 11ᵀ/k. */
    static CodeGradient centred(Derivative derivative, int samples, int codeSize) {
        return new KernelMatrixGradient(derivative, samples, FloatMatrix.allocate(samples, codeSize));
    }

    @Override
    public double evaluate(INDArray codes, INDArray prior) {
        return differentiate(features(codes), prior);
    }

    @Override
    public double addGradient(INDArray codes, INDArray prior, double weight, INDArray gradient) {
        FloatMatrix h = features(codes);
        double loss = differentiate(h, prior);
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) codeKernel[i];
        }
        kernel.buffer().put(0, single);
        FloatMatrix.of(gradient).multiply((float) (2 * weight), kernel, h, false, 1);
        return loss;
    }

    private double differentiate(FloatMatrix codes, INDArray prior) {
        Arguments.matrix("prior", prior, samples);
        kernel.multiply(1, codes, codes, true, 0);
        read(codeKernel);
        kernel.copyFrom(prior);
        read(priorKernel);
        return derivative.apply(codeKernel, priorKernel, samples);
    }

    private void read(double[] target) {
        kernel.buffer().get(0, single);
        for (int i = 0; i < single.length; i++) {
            target[i] = single[i];
        }
    }

    /** The matrix whose inner products C is. */
    private FloatMatrix features(INDArray codes) {
        if (centred == null) {
            return FloatMatrix.of(FloatMatrix.isPlain(codes) ? codes : codes.castTo(DataType.FLOAT).dup('c'));
        }
        centred.copyFrom(codes);
        try (INDArray mean = centred.array().mean(0)) {
            centred.array().subiRowVector(mean);
        }
        return centred;
    }

    @Override
    public void close() {
        kernel.close();
        if (centred != null) {
            centred.close();
        }
    }
}
