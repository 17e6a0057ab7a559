package io.github.dkae.autoencoder;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** {@link Optimizer} in ND4J operations, in the data type of the parameters. */
final class ArrayAdam extends Adam {
    private final INDArray parameters;
    private final INDArray weights;
    private final INDArray gradient;
    private final INDArray update;
    private final double weightDecay;
    private final double clipNorm;

    /**
     * @param parameters  flat vector, updated at each step
     * @param gradient    flat vector, read at each step and scaled when it is clipped
     * @param weightCount number of leading parameters that decay
     * @param weightDecay γ, 0 for none
     * @param clipNorm    greatest norm of the gradient, 0 for no limit
     */
    ArrayAdam(INDArray parameters, INDArray gradient, long weightCount, double weightDecay, double clipNorm) {
        super(parameters);
        this.parameters = parameters;
        this.gradient = gradient;
        this.weightDecay = weightDecay;
        this.clipNorm = clipNorm;
        weights = parameters.get(NDArrayIndex.interval(0, weightCount));
        update = Nd4j.zerosLike(parameters);
    }

    @Override
    public Update begin(double learningRate) {
        return new Update() {
            @Override
            public void ready(int from, int length) {
                // ND4J's operation is one for all parameters.
            }

            @Override
            public double finish() {
                return step(learningRate);
            }
        };
    }

    private double step(double learningRate) {
        double norm = gradient.norm2Number().doubleValue();
        if (clipNorm > 0 && norm > clipNorm) {
            gradient.muli(clipNorm / norm);
        }
        long t = nextStep();
        update.assign(gradient);
        // ND4J corrects the bias of v in the rate alone, so that its ε is the paper's times √(1 − β₂ᵗ).
        double epsilon = EPSILON * Math.sqrt(1 - Math.pow(BETA2, t));
        Nd4j.exec(new AdamUpdater(update, secondMoment(), firstMoment(), learningRate, BETA1, BETA2, epsilon,
                (int) t - 1));
        if (weightDecay > 0) {
            weights.muli(1 - learningRate * weightDecay);
        }
        parameters.subi(update);
        return norm;
    }

    @Override
    public void close() {
        super.close();
        update.close();
    }
}
