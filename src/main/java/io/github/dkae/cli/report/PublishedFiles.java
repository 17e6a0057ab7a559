package io.github.dkae.cli.report;

import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What reports put into a folder, and how the next one takes its place. A list names these files with their hashes: only
 * what it names and still has its hash is replaced or removed. Whatever else lies in the folder stays, and a report that
 * would have to take its place is refused.
 */
final class PublishedFiles {
    private final Path target;
    private final Path list;
    /** Lists the next report once that is whole; from then on it is put in place, come what may. */
    private final Path nextList;
    private ReportFiles published = ReportFiles.NONE;
    private ReportFiles next = ReportFiles.NONE;

    /**
     * No files yet.
     *
     * @param target the report's folder
     * @param home   the folder of the lists
     */
    PublishedFiles(Path target, Path home) {
        this.target = target;
        list = home.resolve("files.json");
        nextList = home.resolve("next.json");
    }

    /** The list. */
    Path list() {
        return list;
    }

    /** Begins the list, of no files. */
    void begin() throws IOException {
        ReportFiles.NONE.write(list);
    }

    /** Reads the lists. */
    void read() throws IOException {
        published = ReportFiles.read(list);
        next = Folders.exists(nextList) ? ReportFiles.read(nextList) : ReportFiles.NONE;
    }

    /**
     * Refuses what a report didn't make, or what was changed since, where its files or {@code places} are.
     *
     * @param places further paths within the folder
     */
    void refuseForeign(Collection<String> places) throws IOException {
        for (String name : Stream.concat(names().stream(), places.stream()).toList()) {
            Path file = target.resolve(name);
            for (Path folder = file.getParent(); !folder.equals(target); folder = folder.getParent()) {
                refuseUnlessFolder(folder);
            }
            if (Folders.exists(file) && !isListed(name, file)) {
                throw refusal(file);
            }
        }
    }

    private boolean isListed(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String hash = Sha256.of(file);
        return hash.equals(published.hashes().get(name)) || hash.equals(next.hashes().get(name));
    }

    /** Puts all files in {@code part} in the place of those that are there. */
    void replace(Path part) throws IOException {
        put(ReportFiles.of(part), part);
    }

    /** Puts all files in {@code part}, which are in its folder {@code name}, in the place of those in that folder. */
    void replace(String name, Path part) throws IOException {
        put(published.with(name, ReportFiles.of(part)), part);
    }

    private void put(ReportFiles files, Path part) throws IOException {
        next = files;
        refuseForeign(Set.of());
        next.write(nextList);
        finish(part);
    }

    /** Puts a report that is whole in its place, if there is one; what a killed run has moved already stays there. */
    void finish(Path part) throws IOException {
        if (!Folders.exists(nextList)) {
            return;
        }
        for (String name : names()) {
            Path made = part.resolve(name);
            Path file = target.resolve(name);
            if (Folders.exists(made)) {
                Files.createDirectories(file.getParent());
                AtomicFiles.move(made, file);
            } else if (!next.hashes().containsKey(name)) {
                delete(file);
            }
        }
        published = ReportFiles.of(target, names());
        published.write(list);
        Files.delete(nextList);
        next = ReportFiles.NONE;
    }

    /** Deletes a file, and the folders that are empty without it. */
    private void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        for (Path folder = file.getParent(); !folder.equals(target) && Folders.entries(folder).isEmpty();
                folder = folder.getParent()) {
            Files.deleteIfExists(folder);
        }
    }

    /** Of all files of the report that is there and of the one that is to take its place. */
    private Set<String> names() {
        Set<String> names = new TreeSet<>(published.hashes().keySet());
        names.addAll(next.hashes().keySet());
        return names;
    }

    /** Refuses a file or a link where only a folder may be. */
    static void refuseUnlessFolder(Path place) throws IOException {
        if (Folders.exists(place) && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw refusal(place);
        }
    }

    private static IOException refusal(Path place) {
        return new IOException(place + " is not as a report left it; move it elsewhere, or name another folder with --out");
    }
}
