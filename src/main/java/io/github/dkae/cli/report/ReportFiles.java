package io.github.dkae.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files that a report consists of, as proof of what in its folder is the report's.
 *
 * @param hashes SHA-256 of each file by its path within the report's folder, with slashes
 */
record ReportFiles(Map<String, String> hashes) {
    static final ReportFiles NONE = new ReportFiles(Map.of());
    /** What stands at the top of a report's folder. */
    private static final Set<String> PLACES =
            Set.of("index.html", "results.json", "report.pdf", "notebooks", "results", "failed");
    private static final String MAKER = "dkae report";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** A list's file. */
    private record Content(String maker, Map<String, String> files) {}

    /** All files below a folder. */
    static ReportFiles of(Path folder) throws IOException {
        return of(folder, Folders.files(folder).stream().map(file -> Folders.relative(folder, file)).toList());
    }

    /** Those files below a folder that are there. */
    static ReportFiles of(Path folder, Collection<String> names) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : names) {
            if (Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                hashes.put(name, Sha256.of(folder.resolve(name)));
            }
        }
        return new ReportFiles(hashes);
    }

    /**
     * The list that {@link #write} wrote to a file.
     *
     * @throws IOException when the file is a link or holds anything else, such as a path that leaves the report's folder
     */
    static ReportFiles read(Path file) throws IOException {
        Content content;
        try {
            content = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? GSON.fromJson(Files.readString(file), Content.class) : null;
        } catch (JsonParseException e) {
            throw refusal(file, e);
        }
        if (content == null || !MAKER.equals(content.maker) || content.files == null
                || content.files.containsValue(null) || !content.files.keySet().stream().allMatch(ReportFiles::isPlain)) {
            throw refusal(file, null);
        }
        return new ReportFiles(content.files);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, GSON.toJson(new Content(MAKER, hashes)) + "\n");
    }

    /** These, and {@code others} in place of those in a folder. */
    ReportFiles with(String folder, ReportFiles others) {
        Map<String, String> all = new TreeMap<>(hashes);
        all.keySet().removeIf(name -> name.startsWith(folder + "/"));
        all.putAll(others.hashes);
        return new ReportFiles(all);
    }

    private static boolean isPlain(String name) {
        try {
            Path path = Path.of(name);
            return path.getRoot() == null && PLACES.contains(path.getName(0).toString())
                    && name.equals(path.normalize().toString().replace('\\', '/'));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static IOException refusal(Path file, Exception cause) {
        return new IOException(file + " is no list of a report's files; name another folder with --out", cause);
    }
}
