package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What an output layer can reproduce: targets beyond it leave an error that no training takes away. */
final class OutputRange {
    /** What rounding may leave of scaling to a range. */
    private static final double TOLERANCE = 1e-4;

    private OutputRange() {}

    /**
     * Refuses samples that the output layer can't reproduce.
     *
     * @param samples [n, d], finite
     * @throws IllegalArgumentException names row and column of the first such value, and the remedies
     */
    static void require(String name, INDArray samples, TransferFunction output) {
        switch (output) {
            case SIGMOID -> require(name, samples, output, 0, 1);
            case TANH -> require(name, samples, output, -1, 1);
            case RELU -> require(name, samples, output, 0, Double.POSITIVE_INFINITY);
            case LINEAR -> { }
        }
    }

    private static void require(String name, INDArray samples, TransferFunction output, double min, double max) {
        double lowest = min - TOLERANCE;
        double highest = max + TOLERANCE;
        if (samples.minNumber().doubleValue() < lowest || samples.maxNumber().doubleValue() > highest) {
            Arguments.refuse(name, samples, value -> value >= lowest && value <= highest,
                    Text.format("values from %s to %s, the range of the architecture's output %s (scale them, such as bytes by"
                            + " 1/255, or choose the output TransferFunction.LINEAR)", min, max, output));
        }
    }
}
