package io.github.dkae.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.cli.results.SeedFigures;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The figures of results.json: one section for each fragment that the notebooks wrote.
 *
 * <p>A fragment {@code fragments/SECTION.json} holds one JSON object. The fragment {@code data} describes the data set
 * and goes into the provenance instead; {@code fragments/stages} has the times of the expensive stages.
 *
 * @param sections the sections by name, in the order to show them
 * @param data     {@code name}, {@code sha256} and {@code samples} of the data set; empty when no notebook told
 * @param stages   the expensive stages, the longest first
 */
record Results(Map<String, JsonObject> sections, JsonObject data, List<StageTime> stages) {
    private static final String DATA = "data";
    private static final String PROVENANCE = "provenance";
    static final String STAGES = "stages";
    private static final List<String> ORDER = List.of("table1", "losses", "kpca", "denoising", "denoisingClipped",
            "tradeoff", "codeSize", SeedFigures.SECTION, "pck");

    /**
     * Reads all fragments in a folder; a folder that doesn't exist has none.
     *
     * @throws IOException when a fragment is no JSON object, has a number that isn't finite or a name that is taken;
     *                     the message names it
     */
    static Results read(Path folder) throws IOException {
        Map<String, JsonObject> sections = new TreeMap<>(Comparator
                .comparingInt((String name) -> ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size())
                .thenComparing(Comparator.naturalOrder()));
        for (Path file : fragments(folder)) {
            sections.put(file.getFileName().toString().replaceFirst("\\.json$", ""), object(file));
        }
        for (String taken : List.of(PROVENANCE, STAGES)) {
            if (sections.containsKey(taken)) {
                throw new IOException(taken + ".json: results.json has another section of this name");
            }
        }
        checkSeeds(sections);
        JsonObject data = sections.remove(DATA);
        return new Results(sections, data == null ? new JsonObject() : data, StageTime.read(folder.resolve(STAGES)));
    }

    /** The content of results.json. */
    JsonObject toJson(JsonObject provenance) {
        JsonObject json = new JsonObject();
        json.add(PROVENANCE, provenance);
        sections.forEach(json::add);
        if (!stages.isEmpty()) {
            json.add(STAGES, StageTime.toJson(stages));
        }
        return json;
    }

    private static void checkSeeds(Map<String, JsonObject> sections) throws IOException {
        try {
            SeedFigures.in(sections);
        } catch (IllegalArgumentException e) {
            throw new IOException(SeedFigures.SECTION + ".json: " + e.getMessage(), e);
        }
    }

    private static List<Path> fragments(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static JsonObject object(Path file) throws IOException {
        try {
            JsonElement element = JsonParser.parseString(Files.readString(file));
            if (!element.isJsonObject()) {
                throw new IOException(file.getFileName() + " must hold a JSON object");
            }
            return clean(element, file.getFileName().toString()).getAsJsonObject();
        } catch (JsonParseException e) {
            throw new IOException(file.getFileName() + " is not JSON: " + e.getMessage(), e);
        }
    }

    /** Drops nulls, as what was not run is absent; refuses numbers that JSON doesn't have. */
    private static JsonElement clean(JsonElement element, String where) throws IOException {
        if (element.isJsonObject()) {
            JsonObject cleaned = new JsonObject();
            for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
                if (!entry.getValue().isJsonNull()) {
                    cleaned.add(entry.getKey(), clean(entry.getValue(), where + ": " + entry.getKey()));
                }
            }
            return cleaned;
        }
        if (element.isJsonArray()) {
            JsonArray cleaned = new JsonArray();
            for (JsonElement item : element.getAsJsonArray()) {
                cleaned.add(clean(item, where));
            }
            return cleaned;
        }
        // Gson reads a bare NaN as a string.
        if (element.isJsonPrimitive() && List.of("NaN", "Infinity", "-Infinity").contains(element.getAsString())) {
            throw new IOException(Text.format("%s is %s; results must be finite", where, element.getAsString()));
        }
        return element;
    }

    /** The numbers that a section holds outside arrays, by their dotted names; for a look, not for computing. */
    static List<Map.Entry<String, JsonElement>> scalars(JsonObject section) {
        List<Map.Entry<String, JsonElement>> found = new ArrayList<>();
        collect("", section, found);
        return found;
    }

    private static void collect(String prefix, JsonObject section, List<Map.Entry<String, JsonElement>> found) {
        for (Map.Entry<String, JsonElement> entry : section.entrySet()) {
            if (entry.getValue().isJsonObject()) {
                collect(prefix + entry.getKey() + ".", entry.getValue().getAsJsonObject(), found);
            } else if (entry.getValue().isJsonPrimitive()) {
                found.add(Map.entry(prefix + entry.getKey(), entry.getValue()));
            }
        }
    }
}
