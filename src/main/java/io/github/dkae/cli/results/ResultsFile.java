package io.github.dkae.cli.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.support.JsonFiles;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A results.json that was read.
 *
 * @param provenance where its figures come from
 * @param figures    all numbers by dotted path, in the file's order: {@code table1.prior}, {@code kpca.inSample[3]}
 * @param seeds      the figures that were repeated with several seeds; these are among {@code figures}, too
 */
public record ResultsFile(JsonObject provenance, Map<String, Double> figures, SeedFigures seeds) {
    static final String PROVENANCE = "provenance";

    /**
     * Reads a file.
     *
     * @throws IOException when it can't be read or isn't a results.json; the message names it
     */
    public static ResultsFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw refusal(file, "there is no such file", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            JsonObject json = JsonFiles.object(in);
            if (!json.has(PROVENANCE) || !json.get(PROVENANCE).isJsonObject()) {
                throw new IllegalArgumentException("it has no object \"provenance\"");
            }
            return of(json);
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(file, e.getMessage(), e);
        }
    }

    private static IOException refusal(Path file, String why, Exception cause) {
        return new IOException(Text.format("%s must be a results.json of a report, but %s", file, why), cause);
    }

    private static ResultsFile of(JsonObject json) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> section : json.entrySet()) {
            if (!section.getKey().equals(PROVENANCE)) {
                collect(section.getKey(), section.getValue(), figures);
            }
        }
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("it has no figures");
        }
        try {
            return new ResultsFile(json.getAsJsonObject(PROVENANCE), figures, SeedFigures.in(json.asMap()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Text.format("%s: %s", SeedFigures.SECTION, e.getMessage()), e);
        }
    }

    private static void collect(String path, JsonElement element, Map<String, Double> figures) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet()
                    .forEach(entry -> collect(path + "." + entry.getKey(), entry.getValue(), figures));
        } else if (element.isJsonArray()) {
            JsonArray array = element.getAsJsonArray();
            for (int i = 0; i < array.size(); i++) {
                collect(path + "[" + i + "]", array.get(i), figures);
            }
        } else if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            double value = element.getAsDouble();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(Text.format("%s is %s, which is no finite number", path, element));
            }
            figures.put(path, value);
        }
    }

    /** The figure with a dotted path, if there is one. */
    OptionalDouble figure(String path) {
        Double value = figures.get(path);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A value of the provenance, as text. */
    Optional<String> origin(String key) {
        return Optional.ofNullable(provenance.get(key)).filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }
}
