package io.github.dkae.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.Datasets;
import io.github.dkae.data.Split;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
 *   <li>{@code DKAE_DATA}: {@code mnist}, {@code digits} or a folder of IDX files; by default MNIST where it can be
 *       had, else the synthetic digits;
 *   <li>{@code DKAE_SEED}: the seed of everything random, 1 by default;
 *   <li>{@code DKAE_OUT}: the folder that keeps results; without it {@link #keep} keeps nothing.
 * </ul>
 *
 * @param scale how large the experiments are
 * @param data  what to load, as {@link Datasets} knows it
 * @param seed  the seed of everything random
 * @param out   where results are kept, if anywhere
 */
public record ReportRun(Scale scale, String data, long seed, Optional<Path> out) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    public ReportRun {
        Arguments.present("scale", scale);
        Arguments.present("data", data);
        Arguments.present("out", out);
    }

    /** The run that this process's environment asks for. */
    public static ReportRun fromEnvironment() {
        return from(System.getenv());
    }

    /** The run that {@code environment} asks for. */
    static ReportRun from(Map<String, String> environment) {
        String seed = value(environment, "DKAE_SEED").orElse("1");
        try {
            return new ReportRun(
                    Scale.of(value(environment, "DKAE_SCALE").orElse("tutorial")),
                    value(environment, "DKAE_DATA").orElse(Datasets.AUTO),
                    Long.parseLong(seed),
                    value(environment, "DKAE_OUT").map(Path::of));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("DKAE_SEED must be a whole number, but was '" + seed + "'", e);
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
            throw new IllegalArgumentException(("this notebook draws its samples as images, but '%s' has none: %s. For a"
                    + " table, take TableEncoder and a notebook of your own").formatted(data, samples));
        }
        JsonObject json = new JsonObject();
        json.addProperty("name", samples.name());
        json.addProperty("sha256", samples.sha256());
        json.addProperty("samples", samples.size());
        writeFragment("data", json);
        return samples.split(0.70, 0.15, 0.15, seed);
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
                .append("%,d".formatted(scale.samples()))
                .append("Q = %d, G = %d".formatted(scale.maximumComponents(), scale.starts()))
                .append("input–" + layers + scale.codeSize())
                .append("k = " + scale.batchSize())
                .append("%d a layer, then %d".formatted(scale.pretrainingEpochs(), scale.fineTuningEpochs()))
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
