package io.github.dkae.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folder of a browser test, of which pictures and logs are kept. */
final class WorkFolder {
    private WorkFolder() {}

    /** Empties it. */
    static void clear(Path folder) throws IOException {
        delete(folder, path -> true);
    }

    /** Deletes everything in it but pictures and logs. */
    static void keepPicturesAndLogs(Path folder) throws IOException {
        delete(folder, path -> !(folder.equals(path.getParent()) && path.toString().matches(".*\\.(png|log)")));
    }

    private static void delete(Path folder, Predicate<Path> which) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.filter(path -> !path.equals(folder)).filter(which).sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
