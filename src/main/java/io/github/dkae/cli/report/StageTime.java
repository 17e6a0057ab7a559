package io.github.dkae.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An expensive stage of the computations, such as a training.
 *
 * @param name    its name
 * @param seconds time that it took, at least 0
 */
record StageTime(String name, double seconds) {
    /**
     * Reads all files in a folder, each {"name": …, "seconds": …}; a folder that doesn't exist has none. Of two with
     * one name the longer counts, as the other was read from a cache.
     *
     * @return the longest stage first
     * @throws IOException when a file holds something else; the message names it
     */
    static List<StageTime> read(Path folder) throws IOException {
        Map<String, StageTime> byName = new TreeMap<>();
        for (Path file : Folders.entries(folder)) {
            StageTime stage = parse(file);
            byName.merge(stage.name, stage, (one, other) -> one.seconds >= other.seconds ? one : other);
        }
        List<StageTime> stages = new ArrayList<>(byName.values());
        stages.sort(Comparator.comparingDouble(StageTime::seconds).reversed());
        return stages;
    }

    /** What a file holds; empty when that is something else, or the file is being replaced. */
    static Optional<StageTime> find(Path file) {
        try {
            return Optional.of(parse(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static StageTime parse(Path file) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            StageTime stage = new StageTime(json.get("name").getAsString(), json.get("seconds").getAsDouble());
            if (stage.seconds >= 0 && Double.isFinite(stage.seconds)) {
                return stage;
            }
        } catch (JsonParseException | IllegalStateException | NumberFormatException | NullPointerException
                | UnsupportedOperationException e) {
            throw refusal(file, e);
        }
        throw refusal(file, null);
    }

    private static IOException refusal(Path file, Exception cause) {
        return new IOException(
                Text.format("%s must hold an object with name, a text, and seconds, a number of at least 0",
                        file.getFileName()), cause);
    }

    /** The stages as results.json has them, each with its share of their sum. */
    static JsonArray toJson(List<StageTime> stages) {
        double sum = stages.stream().mapToDouble(StageTime::seconds).sum();
        JsonArray array = new JsonArray();
        for (StageTime stage : stages) {
            JsonObject json = new JsonObject();
            json.addProperty("name", stage.name);
            json.addProperty("seconds", round(stage.seconds, 10));
            json.addProperty("share", sum == 0 ? 0 : round(stage.seconds / sum, 10_000));
            array.add(json);
        }
        return array;
    }

    private static double round(double value, double unit) {
        return Math.round(value * unit) / unit;
    }
}
