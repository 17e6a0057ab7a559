package io.github.dkae.cli.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The report's folder, made anew beside the one that is there and put in its place when it is whole.
 *
 * <p>For a report in {@code target/report} the new one grows in {@code target/.report.part}. A killed run leaves that
 * behind, which the next one clears; two runs at once are told apart by a lock, which ends with its process.
 */
final class ReportFolder implements AutoCloseable {
    /** All that a report's folder holds; a folder with anything else in it is not ours to replace. */
    private static final Set<String> OURS = Set.of("index.html", "results.json", "notebooks", "results");
    private static final String LOCK = ".lock";

    private final Path target;
    private final Path part;
    private final Path old;
    private final Path failed;
    private final FileChannel channel;

    private ReportFolder(Path target, FileChannel channel) {
        this.target = target;
        this.part = beside(target, "part");
        this.old = beside(target, "old");
        this.failed = failed(target);
        this.channel = channel;
    }

    /**
     * Begins a report.
     *
     * @throws IOException when {@code target} holds other files than a report's or another run is writing there
     */
    static ReportFolder open(Path target) throws IOException {
        Path part = beside(target, "part");
        Files.createDirectories(part);
        FileChannel channel = FileChannel.open(part.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(channel, target);
            ReportFolder folder = new ReportFolder(target, channel);
            folder.recover();
            folder.clear();
            refuseForeign(target);
            return folder;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Where the report grows. */
    Path part() {
        return part;
    }

    /** Puts the new report in the old one's place. */
    void publish() throws IOException {
        Files.deleteIfExists(part.resolve(LOCK));
        if (Files.exists(target)) {
            Files.move(target, old);
        }
        Files.move(part, target);
        deleteTree(old);
        deleteTree(failed);
    }

    /** Keeps what there is of a failed report beside the target, for a look at what went wrong; returns where. */
    Path keepFailed() throws IOException {
        Files.deleteIfExists(part.resolve(LOCK));
        deleteTree(failed);
        Files.move(part, failed);
        return failed;
    }

    /** Gives up what wasn't published or kept. */
    @Override
    public void close() throws IOException {
        channel.close();
        deleteTree(part);
    }

    private static void lock(FileChannel channel, Path target) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process, as in tests: the same refusal.
        }
        throw new IOException("another report is being written to " + target
                + "; wait for it, or choose another --out");
    }

    /** A run that was killed while it swapped may have moved the last report away. */
    private void recover() throws IOException {
        if (Files.exists(old) && !Files.exists(target)) {
            Files.move(old, target);
        }
        deleteTree(old);
    }

    private void clear() throws IOException {
        for (Path entry : entries(part)) {
            if (!entry.getFileName().toString().equals(LOCK)) {
                deleteTree(entry);
            }
        }
    }

    private static void refuseForeign(Path target) throws IOException {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target + " is a file; --out must name a folder");
        }
        for (Path entry : Files.exists(target) ? entries(target) : List.<Path>of()) {
            if (!OURS.contains(entry.getFileName().toString())) {
                throw new FileAlreadyExistsException(("the folder %s holds %s, which is no part of a report; --out must"
                        + " name a new folder, an empty one or a report's").formatted(target, entry.getFileName()));
            }
        }
    }

    private static Path beside(Path target, String suffix) {
        return target.resolveSibling("." + target.getFileName() + "." + suffix);
    }

    private static Path failed(Path target) {
        return target.resolveSibling(target.getFileName() + ".failed");
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
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
