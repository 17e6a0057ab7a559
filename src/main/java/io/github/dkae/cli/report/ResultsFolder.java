package io.github.dkae.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The results of all notebooks in one folder, and which notebook made what. */
final class ResultsFolder {
    private static final String FRAGMENTS = "fragments";
    private static final String STAGES = FRAGMENTS + "/" + Results.STAGES + "/";

    private final Path folder;
    private final Map<String, String> makers = new TreeMap<>();

    /** The results in {@code folder}, which is made if need be. */
    ResultsFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * Adds what a notebook left. Where two notebooks make a file of one name, the later one's stays; times of stages
     * are told apart by the notebook's name.
     */
    void add(KeptNotebook notebook) throws IOException {
        for (Path file : Folders.files(notebook.out())) {
            String name = Folders.relative(notebook.out(), file);
            if (name.startsWith(STAGES)) {
                name = STAGES + notebook.run().name() + "." + name.substring(STAGES.length()).replace('/', '.');
            }
            Path target = folder.resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            makers.put(name, notebook.run().name());
        }
    }

    /** Where a notebook that leaves its results in {@code out} writes what its stages took. */
    static Path stages(Path out) {
        return out.resolve(STAGES);
    }

    /** The figures in it. */
    Results results() throws IOException {
        return Results.read(folder.resolve(FRAGMENTS));
    }

    /** The notebook that made each file, such as "tables/table1.csv". */
    Map<String, String> makers() {
        return Map.copyOf(makers);
    }

    /** The name among {@link #makers()} of what a section of results.json was read from. */
    static String fragment(String section) {
        return FRAGMENTS + "/" + section + ".json";
    }
}
