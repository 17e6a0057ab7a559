package io.github.dkae.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How long each notebook took in earlier reports with the same scale, data and seeds, kept in a file. */
final class Durations implements Expectation {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;
    private final String size;
    private final boolean fresh;
    private final Map<String, Map<String, Times>> bySize;

    /**
     * Times of one notebook, in seconds.
     *
     * @param last    when it last ran, with or without what is cached
     * @param longest of all its runs: what it takes when nothing is cached
     */
    private record Times(double last, double longest) {}

    private Durations(Path file, String size, boolean fresh, Map<String, Map<String, Times>> bySize) {
        this.file = file;
        this.size = size;
        this.fresh = fresh;
        this.bySize = bySize;
    }

    /**
     * Reads a file; one that isn't there or is damaged tells nothing.
     *
     * @param data what the samples are
     */
    static Durations read(Path file, ReportSettings settings, String data) {
        Map<String, Map<String, Times>> bySize = new TreeMap<>();
        try {
            Map<String, Map<String, Times>> found =
                    GSON.fromJson(Files.readString(file), new TypeToken<>() {});
            if (found != null) {
                found.values().removeIf(Objects::isNull);
                bySize.putAll(found);
            }
        } catch (IOException | JsonParseException e) {
            bySize.clear();
        }
        String size = Text.format("%s, %s, seed %d%s", settings.scale(), data, settings.seed(),
                settings.seeds() == 1 ? "" : Text.format(" and the next %d", settings.seeds() - 1));
        return new Durations(file, size, settings.fresh(), bySize);
    }

    /** {@inheritDoc} Nothing is known of one that hasn't run before. */
    @Override
    public OptionalDouble left(String notebook, double elapsed) {
        Times times = bySize.getOrDefault(size, Map.of()).get(notebook);
        return times == null ? OptionalDouble.empty()
                : OptionalDouble.of((fresh ? times.longest : times.last) - elapsed);
    }

    /** Keeps the time that a notebook took. */
    void add(String notebook, double seconds) throws IOException {
        bySize.computeIfAbsent(size, key -> new TreeMap<>()).merge(notebook, new Times(seconds, seconds),
                (before, now) -> new Times(now.last, Math.max(before.longest, now.longest)));
        AtomicFiles.write(file, GSON.toJson(bySize) + "\n");
    }
}
