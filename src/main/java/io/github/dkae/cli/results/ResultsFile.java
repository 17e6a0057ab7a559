package io.github.dkae.cli.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
     * @throws IllegalArgumentException when it can't be read or isn't a results.json; the message names it
     */
    public static ResultsFile read(Path file) {
        try {
            JsonElement json = JsonParser.parseString(Files.readString(file));
            if (!json.isJsonObject() || !json.getAsJsonObject().has(PROVENANCE)
                    || !json.getAsJsonObject().get(PROVENANCE).isJsonObject()) {
                throw refusal(file, "it has no object \"provenance\"", null);
            }
            return of(file, json.getAsJsonObject());
        } catch (JsonParseException | CharacterCodingException e) {
            throw refusal(file, "it is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw refusal(file, Files.exists(file) ? "it can't be read: " + e.getMessage() : "there is no such file", e);
        }
    }

    private static ResultsFile of(Path file, JsonObject json) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> section : json.entrySet()) {
            if (!section.getKey().equals(PROVENANCE)) {
                collect(section.getKey(), section.getValue(), figures);
            }
        }
        if (figures.isEmpty()) {
            throw refusal(file, "it has no figures", null);
        }
        try {
            return new ResultsFile(json.getAsJsonObject(PROVENANCE), figures, SeedFigures.in(json.asMap()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw refusal(file, SeedFigures.SECTION + ": " + e.getMessage(), e);
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
            figures.put(path, element.getAsDouble());
        }
    }

    private static IllegalArgumentException refusal(Path file, String why, Exception cause) {
        return new IllegalArgumentException(
                Text.format("%s must be a results.json of a report, but %s", file, why), cause);
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
