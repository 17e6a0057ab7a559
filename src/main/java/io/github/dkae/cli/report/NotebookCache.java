package io.github.dkae.cli.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.support.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Results of whole notebooks, kept so that a report runs only what has changed: a folder for each, named by its {@link
 * NotebookKey}. A folder is there whole or not at all, and only marked ones are removed. One process at a time may use a cache.
 */
final class NotebookCache {
    private static final String FRAGMENT = "fragment.html";
    private static final String ENTRY = "notebook.json";
    private static final String PART = ".part-";

    private final Path folder;

    private NotebookCache(Path folder) {
        this.folder = folder;
    }

    /** Runs a notebook. */
    @FunctionalInterface
    interface Run {
        /**
         * Runs it.
         *
         * @param folder where the executed notebook belongs
         * @param out    the notebook's folder for results
         */
        NotebookRun in(Path folder, Path out) throws IOException;
    }

    /** Opens a cache, made if need be; clears what a killed run left half done. */
    static NotebookCache open(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path entry : Folders.entries(folder)) {
            if (entry.getFileName().toString().startsWith(PART) && MarkedFolder.isMarked(entry)) {
                MarkedFolder.remove(entry);
            }
        }
        return new NotebookCache(folder);
    }

    /** The results kept under {@code key}; none when they can't be read, so that they are made anew. */
    Optional<KeptNotebook> find(NotebookKey key) {
        Path entry = folder.resolve(key.toString());
        try {
            JsonObject json = JsonParser.parseString(Files.readString(entry.resolve(ENTRY))).getAsJsonObject();
            KeptNotebook kept = new KeptNotebook(new NotebookRun(key.notebook(), json.get("seconds").getAsDouble(),
                    Files.readString(entry.resolve(FRAGMENT)), Optional.empty()), entry);
            return Files.isRegularFile(kept.executed()) && Files.isDirectory(kept.out())
                    ? Optional.of(kept) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /**
     * Runs a notebook and, if it succeeds, keeps its results in place of those that it had with the same settings. What
     * a failing one leaves stays readable until the cache is opened again.
     *
     * @throws IOException when what is not the cache's own is in the way, or the notebook can't be run
     */
    KeptNotebook run(NotebookKey key, Run notebook) throws IOException {
        Path kept = folder.resolve(key.toString());
        MarkedFolder.check(kept);
        Path part = MarkedFolder.create(folder.resolve(PART + key.notebook()));
        Path out = Files.createDirectories(KeptNotebook.out(part));
        NotebookRun run = notebook.in(part, out);
        if (run.failure().isPresent()) {
            return new KeptNotebook(run, part);
        }
        JsonObject json = new JsonObject();
        json.addProperty("seconds", run.seconds());
        AtomicFiles.write(part.resolve(FRAGMENT), run.fragment());
        AtomicFiles.write(part.resolve(ENTRY), json + "\n");
        for (Path entry : Folders.entries(folder)) {
            if (entry.getFileName().toString().startsWith(key.prefix()) && MarkedFolder.isMarked(entry)) {
                MarkedFolder.remove(entry);
            }
        }
        Files.move(part, kept);
        return new KeptNotebook(run, kept);
    }
}
