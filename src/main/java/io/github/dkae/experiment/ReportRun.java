package io.github.dkae.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.Datasets;
import io.github.dkae.data.SampleTable;
import io.github.dkae.data.Split;
import io.github.dkae.data.TableOptions;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a notebook runs with, and where its results go.
 *
 * <p>{@link #fromEnvironment()} reads what {@code environment/dkae report} sets, so that one notebook serves a quick
 * check, a lesson and the paper's size:
 * <ul>
 *   <li>{@code DKAE_SCALE}: {@code smoke}, {@code tutorial} (default) or {@code paper};
 *   <li>{@code DKAE_DATA}: {@code mnist}, {@code digits}, a folder of IDX files or, for {@link #table}, a CSV file; by
 *       default MNIST where it can be had, else the synthetic digits;
 *   <li>{@code DKAE_SEED}: the seed of everything random, 1 by default;
 *   <li>{@code DKAE_SEEDS}: how many seeds are compared, from that one on, where an experiment is repeated; 1 by
 *       default;
 *   <li>{@code DKAE_OUT}: the folder that keeps results; without it {@link #keep} keeps nothing;
 *   <li>{@code DKAE_STAGES}: the folder of a {@link StageStore}; without it everything is computed anew;
 *   <li>{@code DKAE_FRESH}: an instant such as {@code 2025-01-31T12:00:00Z}, before which nothing kept is used, or
 *       {@code no}.
 * </ul>
 *
 * @param scale how large the experiments are
 * @param data  what to load, as {@link Datasets} knows it
 * @param seed  the seed of everything random
 * @param seeds how many seeds are compared, from {@code seed} on, at least 1
 * @param out   where results are kept, if anywhere
 * @param store where the stages of all runs are kept, if anywhere
 */
public record ReportRun(Scale scale, String data, long seed, int seeds, Optional<Path> out, StageStore store) {
    /** Share of the digits that networks are trained on. */
    public static final double TRAINING_SHARE = 0.70;

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    public ReportRun {
        Arguments.atLeast("seeds", seeds, 1);
        Arguments.present("store", store);
        Arguments.present("scale", scale);
        Arguments.present("data", data);
        Arguments.present("out", out);
    }

    /** A run with one seed that keeps nothing. */
    public static ReportRun of(Scale scale, String data, long seed) {
        return new ReportRun(scale, data, seed, 1, Optional.empty(), StageStore.none());
    }

    /** One of this run's repetitions, with another seed; its results aren't kept. */
    public ReportRun withSeed(long value) {
        return new ReportRun(scale, data, value, seeds, Optional.empty(), store);
    }

    /**
     * This run if its scale is {@code most} or smaller, otherwise one at that scale, for a notebook that gains nothing from
     * more. Its results aren't kept then, as they would be taken for those of this run's scale.
     */
    public ReportRun atMost(Scale most) {
        return scale.compareTo(Arguments.present("most", most)) <= 0 ? this
                : new ReportRun(most, data, seed, seeds, Optional.empty(), store);
    }

    /** The run that this process's environment asks for. */
    public static ReportRun fromEnvironment() {
        return from(System.getenv());
    }

    /** The run that {@code environment} asks for. */
    static ReportRun from(Map<String, String> environment) {
        return new ReportRun(
                Scale.of(value(environment, "DKAE_SCALE").orElse("tutorial")),
                value(environment, "DKAE_DATA").orElse(Datasets.AUTO),
                parse(environment, "DKAE_SEED", "1", "a whole number", Long::parseLong),
                parse(environment, "DKAE_SEEDS", "1", "a whole number", Integer::parseInt),
                value(environment, "DKAE_OUT").map(Path::of),
                new StageStore(value(environment, "DKAE_STAGES").map(Path::of),
                        parse(environment, "DKAE_FRESH", "no", "'no' or an instant such as 2025-01-31T12:00:00Z",
                                fresh -> fresh.equals("no") ? Instant.EPOCH : Instant.parse(fresh))));
    }

    private static <T> T parse(Map<String, String> environment, String name, String fallback, String allowed,
            Function<String, T> parser) {
        String text = value(environment, name).orElse(fallback);
        try {
            return parser.apply(text);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException(Text.format("%s must be %s, but was '%s'", name, allowed, text), e);
        }
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
    }

    /**
     * The scale's number of samples, split at random 70/15/15 into training, validation and test.
     *
     * @throws IllegalArgumentException when the data are no images, which the notebooks on digits draw
     */
    public Split digits() throws IOException {
        Dataset samples = Datasets.load(data, scale.samples(), seed);
        if (samples.imageShape().isEmpty()) {
            throw new IllegalArgumentException(
                    Text.format("this notebook draws its samples as images, but '%s' has none: %s."
                            + " The notebook 06-your-own-data takes tables", data, samples));
        }
        tell(samples.name(), samples.sha256(), samples.size());
        return samples.split(TRAINING_SHARE, 0.15, 0.15, seed);
    }

    /**
     * The table that this run's data are, if they are a CSV file, else another one; at most the scale's number of rows.
     *
     * @param shipped a CSV file to read when the data are none
     * @param options how to read the file; {@code shipped} is read by default in any case
     * @throws IOException              when the file can't be read
     * @throws IllegalArgumentException when it is no table that can be learned from
     */
    public SampleTable table(String shipped, TableOptions options) throws IOException {
        if (!SampleTable.isNamedSo(data)) {
            return SampleTable.read(Path.of(shipped), TableOptions.defaults()).sample(scale.samples(), seed);
        }
        SampleTable table = TableExperiment.requireEnough(SampleTable.read(Path.of(data), options))
                .sample(scale.samples(), seed);
        // The provenance is about what the report was asked for, which the shipped table never is.
        tell(table.rows().name(), table.sha256(), table.size());
        return table;
    }

    private void tell(String name, String sha256, int samples) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("sha256", sha256);
        json.addProperty("samples", samples);
        writeFragment("data", json);
    }

    /** Where this run's stages are kept, if anywhere: a folder for each scale, data set and seed. */
    public StageStore stages() {
        String own = Text.format("%s-%s-seed-%d", scale, StageStore.fileName(data), seed);
        return new StageStore(store.folder().map(folder -> folder.resolve(own)), store.notBefore());
    }

    /** A context for trainings that tells their progress and keeps checkpoints where this run keeps its stages. */
    public TrainingContext training() {
        return stages().checkpoints(TrainingContext.none().withProgress(progress()));
    }

    /** Where this run tells its progress; one of several seeds names its own. */
    Progress progress() {
        return seeds == 1 ? Progress.console() : Progress.console().named("seed " + seed);
    }

    /** Notes what a stage took: {@code seconds} for what is called {@code name}. */
    public void took(String name, double seconds) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("seconds", Math.round(seconds * 10) / 10.0);
        writeFragment("stages/" + StageStore.fileName(name), json);
    }

    /** What {@code work} gives; notes what it took as {@link #took} does. */
    public <T> T timed(String name, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        took(name, (System.nanoTime() - start) / 1e9);
        return result;
    }

    /** The settings of this run, for the top of a notebook. */
    public Table settings() {
        StringColumn names = StringColumn.create("setting");
        StringColumn values = StringColumn.create("value");
        names.append("scale").append("samples").append("prior").append("network").append("batch").append("epochs")
                .append("seed");
        StringBuilder layers = new StringBuilder();
        for (int units : scale.hiddenLayers()) {
            layers.append(units).append("–");
        }
        values.append(scale.toString())
                .append(Text.format("%,d", scale.samples()))
                .append(Text.format("Q = %d, G = %d", scale.maximumComponents(), scale.starts()))
                .append("input–" + layers + scale.codeSize())
                .append("k = " + scale.batchSize())
                .append(Text.format("%d a layer, then %d", scale.pretrainingEpochs(), scale.fineTuningEpochs()))
                .append(String.valueOf(seed));
        return Table.create("This run", names, values);
    }

    /**
     * Keeps a result's figures, tables and pictures in the folder of results, if there is one.
     *
     * @return the result
     */
    public <R extends ExperimentResult> R keep(R result) {
        out.ifPresent(folder -> {
            try {
                for (Map.Entry<String, Table> table : result.tables().entrySet()) {
                    AtomicFiles.write(folder.resolve("tables").resolve(table.getKey() + ".csv"),
                            stream -> table.getValue().write().csv(stream));
                }
                for (Map.Entry<String, Picture> picture : result.pictures().entrySet()) {
                    AtomicFiles.write(folder.resolve("figures").resolve(picture.getKey() + ".png"),
                            stream -> ImageIO.write(picture.getValue(), "png", stream));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the results of '" + result.section() + "' could not be kept", e);
            }
            writeFragment(result.section(), result.json());
        });
        return result;
    }

    private void writeFragment(String section, JsonObject json) {
        out.ifPresent(folder -> {
            try {
                AtomicFiles.write(folder.resolve("fragments").resolve(section + ".json"), GSON.toJson(json));
            } catch (IOException e) {
                throw new UncheckedIOException("the figures of '" + section + "' could not be kept", e);
            }
        });
    }
}
