package io.github.dkae.cli.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Folders that the report makes for itself alone and removes with all that is in them: a marker in each says so. */
final class MarkedFolder {
    static final String MARKER = ".made-by-dkae-report";

    private MarkedFolder() {}

    /** Makes an empty folder with a marker, in place of the marked one that may be there. */
    static Path create(Path folder) throws IOException {
        remove(folder);
        Files.createDirectory(folder);
        Files.createFile(folder.resolve(MARKER));
        return folder;
    }

    /** Whether it is a folder, and no link to one, with a marker. */
    static boolean isMarked(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(folder.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IOException when {@code folder} is anything else than nothing, an empty folder or a marked one */
    static void check(Path folder) throws IOException {
        if (Folders.exists(folder) && !isMarked(folder)
                && !(Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Folders.entries(folder).isEmpty())) {
            throw new IOException(folder + " is in the way and not the report's own; move it elsewhere");
        }
    }

    /**
     * Removes a marked or empty folder, if it is there; links in it are removed, not followed. The marker goes last, so
     * that a removal that was interrupted can be finished.
     *
     * @throws IOException when it is anything else; then it stays
     */
    static void remove(Path folder) throws IOException {
        check(folder);
        List<Path> entries = new ArrayList<>(Folders.entries(folder));
        if (entries.remove(folder.resolve(MARKER))) {
            entries.add(folder.resolve(MARKER));
        }
        for (Path entry : entries) {
            delete(entry);
        }
        Files.deleteIfExists(folder);
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
