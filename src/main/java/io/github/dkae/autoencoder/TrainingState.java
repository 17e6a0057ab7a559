package io.github.dkae.autoencoder;

import io.github.dkae.support.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a training run stands: everything that its next step depends on, apart from data and options. Random streams
 * need no place here; they follow from seed, stage and epoch.
 */
final class TrainingState {
    /** Parameters of the whole network; those of the current stage are stored here when it ends. */
    final INDArray network;
    /** Finished epochs of all stages. */
    final List<EpochRecord> epochs = new ArrayList<>();
    int stage;
    /** Finished epochs of the current stage. */
    int epoch;
    /** Finished mini-batches of the current epoch. */
    int batch;
    /** Sums over those of L, L_r, L_c and the gradient's norm. */
    final double[] sums = new double[4];
    /** Parameters of the current stage, or null before it has begun. */
    INDArray parameters;
    long steps;
    INDArray firstMoment;
    INDArray secondMoment;
    double bestLoss = Double.POSITIVE_INFINITY;
    int bestEpoch;
    /** Parameters at the best epoch, or null. */
    INDArray best;
    /** Whether the last stage has ended. */
    boolean ended;

    private TrainingState(INDArray network, int stage) {
        this.network = network;
        this.stage = stage;
    }

    /** A state before {@code stage}, with the given parameters. */
    static TrainingState before(int stage, INDArray network) {
        return new TrainingState(network, stage);
    }

    /**
     * Initial parameters: weights uniform in ±√(6/(inputs + outputs)), biases 0.
     *
     * <p>Source: X. Glorot, Y. Bengio, <i>Understanding the difficulty of training deep feedforward neural
     * networks</i>, AISTATS 2010, eq. 16.
     */
    static INDArray initialParameters(Architecture architecture, long seed) {
        ParameterLayout layout = new ParameterLayout(architecture);
        INDArray flat = Nd4j.zeros(DataType.FLOAT, layout.length());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            int inputs = architecture.units(layer);
            int outputs = architecture.units(layer + 1);
            double limit = Math.sqrt(6.0 / (inputs + outputs));
            SplittableRandom random = RandomStreams.of(seed, "initial-weights", layer);
            float[] weights = new float[inputs * outputs];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (limit * (2 * random.nextDouble() - 1));
            }
            try (INDArray values = Nd4j.createFromArray(weights)) {
                layout.weights(flat, layer).assign(values.reshape('c', inputs, outputs));
            }
        }
        return flat;
    }

    /** Ends the last stage, whose parameters are already stored in the network. */
    void end() {
        closeStage();
        ended = true;
    }

    private void closeStage() {
        closeAll(parameters, firstMoment, secondMoment, best);
        parameters = null;
        firstMoment = null;
        secondMoment = null;
        best = null;
    }

    /** Ends the current stage, whose parameters are already stored in the network, and begins the next. */
    void nextStage() {
        closeStage();
        steps = 0;
        bestLoss = Double.POSITIVE_INFINITY;
        stage++;
        epoch = 0;
        nextEpoch();
    }

    void nextEpoch() {
        batch = 0;
        java.util.Arrays.fill(sums, 0);
    }

    private static void closeAll(INDArray... arrays) {
        for (INDArray array : arrays) {
            if (array != null) {
                array.close();
            }
        }
    }
}
