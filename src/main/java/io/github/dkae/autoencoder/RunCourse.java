package io.github.dkae.autoencoder;

import java.util.Arrays;
import java.util.List;

/**
 * Where a training run can stand.
 *
 * @param network what is trained; the stage whose index is its number of layers is fine-tuning
 * @param first   its first stage
 * @param stages  the stage after its last
 * @param batches mini-batches in an epoch
 */
record RunCourse(Network network, int first, int stages, TrainingOptions options, int batches) {
    /** Whether {@code position} is one that the run comes by. */
    boolean passes(RunPosition position) {
        int layers = network.stack().size();
        int stage = position.stage();
        int epoch = position.epoch();
        int batch = position.batch();
        int lastEpoch = stage == layers ? options.fineTuningEpochs() : options.pretrainingEpochs();
        boolean patient = stage != layers || options.patience() == 0 || position.bestEpoch() == 0
                || epoch - position.bestEpoch() < options.patience();
        return stage >= first && stage < stages && epoch >= 0 && epoch <= lastEpoch
                && batch >= 0 && batch <= (epoch < lastEpoch ? batches : 0)
                && position.steps() == (long) epoch * batches + batch
                && (batch > 0 ? Double.isFinite(position.sums()[0])
                        : Arrays.stream(position.sums()).allMatch(sum -> sum == 0))
                && position.bestEpoch() >= 0 && position.bestEpoch() <= (stage == layers ? epoch : 0)
                && (position.bestEpoch() > 0 ? Double.isFinite(position.bestLoss())
                        : position.bestLoss() == Double.POSITIVE_INFINITY)
                && (!position.ended() || stage == stages - 1 && batch == 0 && (epoch == lastEpoch || !patient))
                && comesBy(position.epochs(), stage, epoch);
    }

    /** Number of parameters that are trained in a stage that the run comes by. */
    int parameters(int stage) {
        return new ParameterLayout(stage == network.stack().size() ? network : network.stack().get(stage)).length();
    }

    /** Whether these are all epochs before the end of {@code epoch} epochs of {@code stage}. */
    private boolean comesBy(List<EpochRecord> epochs, int stage, int epoch) {
        int each = options.pretrainingEpochs();
        boolean all = epochs.size() == (long) (stage - first) * each + epoch;
        for (int i = 0; all && i < epochs.size(); i++) {
            boolean before = i < (long) (stage - first) * each;
            all = epochs.get(i).stage() == (before ? first + i / each : stage)
                    && epochs.get(i).epoch() == (before ? i % each : i - (stage - first) * each) + 1;
        }
        return all;
    }
}
