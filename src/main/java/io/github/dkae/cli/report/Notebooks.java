package io.github.dkae.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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
                    "the folder %s holds no notebooks such as 00-quickstart.ipynb".formatted(folder));
        }
        for (String start : only) {
            if (start.isBlank() || all.stream().noneMatch(notebook -> name(notebook).startsWith(start))) {
                throw new IllegalArgumentException("only must be the beginning of some of %s, but was '%s'".formatted(
                        all.stream().map(Notebooks::name).collect(Collectors.joining(", ")), start));
            }
        }
        return all.stream()
                .filter(notebook -> only.isEmpty() || only.stream().anyMatch(name(notebook)::startsWith)).toList();
    }

    /** A notebook's name: its file's without the ending. */
    static String name(Path notebook) {
        return notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }
}
