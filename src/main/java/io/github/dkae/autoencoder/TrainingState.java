package io.github.dkae.autoencoder;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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
