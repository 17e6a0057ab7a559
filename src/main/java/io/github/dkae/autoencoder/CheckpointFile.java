package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The file that a run can be continued from: its whole {@link TrainingState}, replaced atomically. Of a run that has ended
 * it holds the network alone.
 */
final class CheckpointFile {
    static final String TYPE = "training checkpoint";
    static final int VERSION = 2;
    private final Path file;
    private final boolean replaceable;
    private final RunIdentity identity;

    private CheckpointFile(Path file, boolean replaceable, RunIdentity identity) {
        this.file = file;
        this.replaceable = replaceable;
        this.identity = identity;
    }

    /** The file of the run {@code identity}. */
    static CheckpointFile of(TrainingContext.Checkpoints checkpoints, RunIdentity identity) {
        Path path = checkpoints.path();
        return checkpoints.folder() ? new CheckpointFile(path.resolve(identity.hash() + ".checkpoint"), true, identity)
                : new CheckpointFile(path, false, identity);
    }

    /** The scalars of a {@link TrainingState}. */
    private record Position(int stage, int epoch, int batch, double[] sums, long steps, double bestLoss, int bestEpoch,
                            List<EpochRecord> epochs, boolean ended) {
    }

    void write(TrainingState state) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("network", state.network);
        put(arrays, "parameters", state.parameters);
        put(arrays, "first-moment", state.firstMoment);
        put(arrays, "second-moment", state.secondMoment);
        put(arrays, "best", state.best);
        JsonObject header = new JsonObject();
        header.add("run", identity.json());
        header.add("position", ModelJson.tree(new Position(state.stage, state.epoch, state.batch, state.sums,
                state.steps, state.bestLoss, state.bestEpoch, state.epochs, state.ended)));
        try {
            new ModelArchive(TYPE, VERSION, header, arrays).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    private static void put(Map<String, INDArray> arrays, String name, INDArray array) {
        if (array != null) {
            arrays.put(name, array);
        }
    }

    /**
     * The state to continue from, if there is a file.
     *
     * @throws IllegalArgumentException when the file belongs to other data, architecture or options
     * @throws UncheckedIOException     when it is damaged or can't be read
     */
    Optional<TrainingState> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ModelArchive archive = ModelArchive.read(file, TYPE, VERSION);
            JsonObject run = archive.header().getAsJsonObject("run");
            if (run == null) {
                throw new IOException(file + " is damaged: it does not say to which run it belongs");
            }
            identity.difference(run).ifPresent(difference -> {
                throw new IllegalArgumentException(
                        Text.format("%s belongs to another run (%s); remove it or choose another file",
                                file, difference));
            });
            return Optional.of(state(archive));
        } catch (IOException e) {
            if (replaceable) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e.getMessage() + "; remove it to train from the start", e);
        }
    }

    private TrainingState state(ModelArchive archive) throws IOException {
        Position position = ModelJson.read(archive.header().get("position"), Position.class);
        if (position == null) {
            throw new IOException(file + " is damaged: it does not say where its run stood");
        }
        TrainingState state = TrainingState.before(position.stage(), archive.array("network"));
        state.epoch = position.epoch();
        state.batch = position.batch();
        System.arraycopy(position.sums(), 0, state.sums, 0, state.sums.length);
        state.steps = position.steps();
        state.bestLoss = position.bestLoss();
        state.bestEpoch = position.bestEpoch();
        state.epochs.addAll(position.epochs());
        state.ended = position.ended();
        if (!state.ended) {
            state.parameters = archive.array("parameters");
            state.firstMoment = archive.array("first-moment");
            state.secondMoment = archive.array("second-moment");
            state.best = archive.arrays().get("best");
        }
        return state;
    }
}
