package io.github.dkae.cli.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.JsonFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A results.json that later ones are compared with: the figures that a {@link Comparison} compares, and the settings
 * that they depend on. Without times, commits and the machine, it changes only when a figure does.
 */
public final class ReferenceFile {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ReferenceFile() {}

    /**
     * Writes the figures of a results.json.
     *
     * @param results what a report wrote
     * @param target  where to; there whole or not at all
     * @throws IOException when {@code results} can't be read or isn't a results.json, or {@code target} not be written
     */
    public static void write(Path results, Path target) throws IOException {
        JsonObject provenance = ResultsFile.read(results).provenance();
        JsonObject kept = new JsonObject();
        JsonObject settings = new JsonObject();
        Comparison.SETTINGS.stream().filter(provenance::has).forEach(key -> settings.add(key, provenance.get(key)));
        kept.add(ResultsFile.PROVENANCE, settings);
        JsonObject all = JsonFiles.object(results);
        all.remove(ResultsFile.PROVENANCE);
        compared("", all).entrySet().forEach(section -> kept.add(section.getKey(), section.getValue()));
        AtomicFiles.write(target, GSON.toJson(kept) + "\n");
    }

    /** What of an object is compared; objects and lists that nothing is left of go. */
    private static JsonObject compared(String prefix, JsonObject json) {
        JsonObject kept = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            String path = prefix + entry.getKey();
            JsonElement value = entry.getValue();
            if (value.isJsonObject()) {
                JsonObject inner = compared(path + ".", value.getAsJsonObject());
                if (!inner.isEmpty()) {
                    kept.add(entry.getKey(), inner);
                }
            } else if (isFigure(value) && Tolerance.of(path).compared()) {
                kept.add(entry.getKey(), value);
            }
        }
        return kept;
    }

    /** Whether it is a number or a list of numbers. */
    private static boolean isFigure(JsonElement value) {
        if (value.isJsonArray()) {
            JsonArray list = value.getAsJsonArray();
            return !list.isEmpty() && list.asList().stream().allMatch(ReferenceFile::isFigure);
        }
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    }
}
