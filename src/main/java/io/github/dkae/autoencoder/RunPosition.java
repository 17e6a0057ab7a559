package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.support.Arguments;
import java.util.List;

/** The scalars of a {@link TrainingState}, which says what they are. */
record RunPosition(int stage, int epoch, int batch, double[] sums, long steps, double bestLoss, int bestEpoch,
                   List<EpochRecord> epochs, boolean ended) {
    RunPosition {
        Arguments.between("number of sums", sums.length, 4, 4);
        epochs = List.copyOf(epochs);
    }

    static RunPosition of(TrainingState state) {
        return new RunPosition(state.stage, state.epoch, state.batch, state.sums, state.steps, state.bestLoss,
                state.bestEpoch, state.epochs, state.ended);
    }

    /** The position in a checkpoint's header. */
    static RunPosition of(JsonObject header) {
        return ModelJson.read(header.getAsJsonObject("position"), RunPosition.class);
    }
}
