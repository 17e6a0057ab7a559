package io.github.dkae.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The notebooks that make up the report: those whose names begin with a two-digit number, in that order. */
final class Notebooks {
    private static final String NUMBERED = "\\d\\d-.*\\.ipynb";

    private Notebooks() {}

    /**
     * The notebooks whose names start with one of {@code only}, all when that is empty.
     *
     * @throws IOException              when there are no notebooks at all
     * @throws IllegalArgumentException when one of {@code only} is the beginning of no name
     */
    static List<Path> select(Path folder, List<String> only) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException("there is no folder of notebooks " + folder);
        }
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.filter(file -> file.getFileName().toString().matches(NUMBERED)).sorted().toList();
        }
        if (all.isEmpty()) {
            throw new NoSuchFileException(
                    Text.format("the folder %s holds no notebooks such as 00-quickstart.ipynb", folder));
        }
        for (String start : only) {
            if (start.isBlank() || all.stream().noneMatch(notebook -> name(notebook).startsWith(start))) {
                throw new IllegalArgumentException(Text.format("only must be the beginning of some of %s, but was '%s'",
                        names(all), start));
            }
        }
        return all.stream()
                .filter(notebook -> only.isEmpty() || only.stream().anyMatch(name(notebook)::startsWith)).toList();
    }

    /**
     * Of {@code notebooks} those that take a table, by {@code "dkae": {"data": "table"}} in their metadata.
     *
     * @throws IOException              when one can't be read or is no notebook
     * @throws IllegalArgumentException when none does
     */
    static List<Path> takingTables(List<Path> notebooks) throws IOException {
        List<Path> taking = new ArrayList<>();
        for (Path notebook : notebooks) {
            if (takesTables(notebook)) {
                taking.add(notebook);
            }
        }
        if (taking.isEmpty()) {
            throw new IllegalArgumentException(
                    Text.format("no notebook is left to run on a table: the samples of %s are images", names(notebooks)));
        }
        return taking;
    }

    private static boolean takesTables(Path notebook) throws IOException {
        return metadata(notebook, "data").filter(new JsonPrimitive("table")::equals).isPresent();
    }

    /**
     * What a notebook says that it trains, by {@code "dkae": {"trainings": […]}} in its metadata; empty when it doesn't.
     *
     * @throws IOException when it can't be read, is no notebook or says something else
     */
    static Optional<List<Training.Kind>> trainings(Path notebook) throws IOException {
        Optional<JsonElement> names = metadata(notebook, "trainings");
        try {
            return names.map(all -> all.getAsJsonArray().asList().stream().map(name -> Training.Kind.valueOf(
                    name.getAsString().toUpperCase(Locale.ROOT).replace(' ', '_'))).toList());
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            throw new IOException(Text.format("%s: trainings in its metadata must be a list of some of %s, but were %s",
                    notebook, Arrays.toString(Training.Kind.values()), names.orElseThrow()), e);
        }
    }

    /** What a notebook's metadata say of it under "dkae". */
    private static Optional<JsonElement> metadata(Path notebook, String key) throws IOException {
        try {
            JsonElement own = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject()
                    .getAsJsonObject("metadata").get("dkae");
            return Optional.ofNullable(own).map(json -> json.getAsJsonObject().get(key));
        } catch (JsonParseException | ClassCastException | IllegalStateException | NullPointerException e) {
            throw new IOException(notebook + " is no notebook: " + e.getMessage(), e);
        }
    }

    /** The names of notebooks, in a sentence. */
    static String names(List<Path> notebooks) {
        return notebooks.stream().map(Notebooks::name).collect(Collectors.joining(", "));
    }

    /** A notebook's name: its file's without the ending. */
    static String name(Path notebook) {
        return notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }
}
