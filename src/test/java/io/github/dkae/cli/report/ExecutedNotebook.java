package io.github.dkae.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A notebook with outputs.
 *
 * @param name  its file's, without the ending
 * @param cells its code cells, in order
 */
record ExecutedNotebook(String name, List<Cell> cells) {
    private static final int SOURCE_HASH_DIGITS = 16;
    /** Paths that some machine has and others don't, whether in text or escaped in a string. */
    private static final Pattern MACHINE_PATH = Pattern.compile(
            "(?<![\\w./~-])/(home|root|Users|tmp|var|work|usr|opt|mnt|srv|private|workspace)/\\S+|\\b[A-Z]:\\\\+\\w\\S*");

    /**
     * A code cell.
     *
     * @param name     such as "cell 3 (code-05)": its number among the code cells, and its id
     * @param source   its code
     * @param executed hash of the code that was executed; empty when none was
     * @param tags     its tags
     * @param kinds    MIME types and names of streams of its outputs
     * @param text     all text of its outputs
     */
    record Cell(String name, String source, String executed, List<String> tags, Set<String> kinds, String text) {
        boolean changedSince() {
            return !source.isBlank() && !hash(source).equals(executed);
        }
    }

    static ExecutedNotebook read(Path file) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                cells.add(cell(cell, cells.size() + 1));
            }
        }
        return new ExecutedNotebook(Notebooks.name(file), cells);
    }

    private static Cell cell(JsonObject json, int number) {
        JsonObject metadata = json.getAsJsonObject("metadata");
        List<String> tags = !metadata.has("tags") ? List.of()
                : metadata.getAsJsonArray("tags").asList().stream().map(JsonElement::getAsString).toList();
        String executed = metadata.has("dkae") ? metadata.getAsJsonObject("dkae").get("source").getAsString() : "";
        Set<String> kinds = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        for (JsonElement element : json.getAsJsonArray("outputs")) {
            JsonObject output = element.getAsJsonObject();
            if (output.has("data")) {
                Map<String, JsonElement> data = output.getAsJsonObject("data").asMap();
                kinds.addAll(data.keySet());
                data.forEach((kind, value) -> text.append(kind.startsWith("text/") ? joined(value) + "\n" : ""));
            } else if (output.has("text")) {
                kinds.add(output.get("name").getAsString());
                text.append(joined(output.get("text"))).append('\n');
            } else {
                kinds.add(output.get("output_type").getAsString());
                text.append(joined(output.get("traceback"))).append('\n');
            }
        }
        return new Cell("cell %d (%s)".formatted(number, json.get("id").getAsString()), joined(json.get("source")),
                executed, tags, kinds, text.toString());
    }

    private static String joined(JsonElement text) {
        if (!text.isJsonArray()) {
            return text.getAsString();
        }
        StringBuilder lines = new StringBuilder();
        ((JsonArray) text).forEach(line -> lines.append(line.getAsString()));
        return lines.toString();
    }

    /** The hash that {@code environment/notebooks.py} gives a cell that it executes. */
    static String hash(String source) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(source.getBytes(StandardCharsets.UTF_8))).substring(0, SOURCE_HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The kinds of output of each code cell. */
    List<Set<String>> kinds() {
        return cells.stream().map(Cell::kinds).toList();
    }

    /** Names of the cells whose code is another than the one that was executed. */
    List<String> changedCells() {
        return cells.stream().filter(Cell::changedSince).map(Cell::name).toList();
    }

    /** Paths of the machine that it was executed on, in code or outputs. */
    List<String> machinePaths() {
        return cells.stream().flatMap(cell -> MACHINE_PATH.matcher(cell.source + "\n" + cell.text).results()
                .map(path -> cell.name + ": " + path.group())).toList();
    }
}
