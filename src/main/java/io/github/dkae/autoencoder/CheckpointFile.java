package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The file that a run can be continued from: its whole {@link TrainingState}, replaced atomically. Of a run that has ended
 * it holds the network alone.
 */
final class CheckpointFile {
    static final String TYPE = "training checkpoint";
    static final int VERSION = 3;
    private final Path file;
    private final boolean replaceable;
    private final RunIdentity identity;
    private final RunCourse course;

    /** The file of the run {@code identity}, which takes its {@code course}. */
    CheckpointFile(TrainingContext.Checkpoints checkpoints, RunIdentity identity, RunCourse course) {
        Path path = checkpoints.path();
        this.file = checkpoints.folder() ? path.resolve(identity.hash() + ".checkpoint") : path;
        this.replaceable = checkpoints.folder();
        this.identity = identity;
        this.course = course;
    }

    void write(TrainingState state) {
        try {
            archive(state).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    /** The state as an archive. */
    ModelArchive archive(TrainingState state) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("network", state.network);
        put(arrays, "parameters", state.parameters);
        put(arrays, "first-moment", state.firstMoment);
        put(arrays, "second-moment", state.secondMoment);
        put(arrays, "best", state.best);
        JsonObject header = new JsonObject();
        header.add("run", identity.json());
        header.add("position", ModelJson.tree(RunPosition.of(state)));
        return new ModelArchive(TYPE, VERSION, header, arrays);
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
            ModelArchive archive = ModelArchive.read(file, new Format());
            identity.difference(archive.header().getAsJsonObject("run")).ifPresent(difference -> {
                throw new IllegalArgumentException(Text.format("%s belongs to another run (%s); remove it or choose another file", file, difference));
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
        RunPosition position = RunPosition.of(archive.header());
        INDArray best = archive.arrays().get("best");
        if (!course.passes(position) || !position.ended() && best == null == position.bestEpoch() > 0) {
            throw new IOException(Text.format("%s can't be continued: its run never stands at stage %d, epoch %d, batch %d, step %d", file, position.stage(), position.epoch(), position.batch(), position.steps()));
        }
        requireLengths(archive, position);
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
            state.best = best;
        }
        return state;
    }

    private void requireLengths(ModelArchive archive, RunPosition position) throws IOException {
        for (Map.Entry<String, INDArray> array : archive.arrays().entrySet()) {
            int length = course.parameters(array.getKey().equals("network") ? course.network().stack().size()
                    : position.stage());
            if (array.getValue().length() != length) {
                throw new IOException(Text.format(
                        "%s can't be read as a %s: its array '%s' has %,d values, but the run has %,d parameters",
                        file, TYPE, array.getKey(), array.getValue().length(), length));
            }
        }
    }

    /** What is in the file, on its own. */
    static final class Format implements ModelFormat<ModelArchive> {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int version() {
            return VERSION;
        }

        @Override
        public Map<String, ArrayForm> arrays(JsonObject header) {
            ArrayForm vector = ArrayForm.of(DataType.FLOAT, ArrayForm.ANY);
            Map<String, ArrayForm> forms = new HashMap<>(Map.of("network", vector));
            if (!RunPosition.of(header).ended()) {
                List.of("parameters", "first-moment", "second-moment", "best").forEach(name -> forms.put(name, vector));
            }
            return forms;
        }

        @Override
        public ModelArchive model(ModelArchive archive) throws IOException {
            for (String name : arrays(archive.header()).keySet()) {
                if (!name.equals("best")) {
                    archive.array(name);
                }
            }
            INDArray squares = archive.arrays().get("second-moment");
            if (squares != null && squares.minNumber().doubleValue() < 0) {
                throw new ZipException("its array 'second-moment' holds means of squares, but has negative values");
            }
            return archive;
        }
    }
}
