package io.github.dkae.cli.report;

import io.github.dkae.support.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * The report's folder, whose content is made anew beside it and put in its place when it is whole.
 *
 * <p>For a report in {@code target/report} the new one grows in {@code target/.report.part}. A killed run leaves that
 * behind, which the next one clears; two runs at once are told apart by a lock, which ends with its process. The folder
 * {@code stages} within the report's is a cache: it stays where it is, whatever becomes of the reports around it.
 */
final class ReportFolder implements AutoCloseable {
    private static final String STAGES = "stages";
    /** What a report consists of. */
    private static final Set<String> REPORT = Set.of("index.html", "results.json", "report.pdf", "notebooks", "results");
    private static final String LOCK = ".lock";
    /** Names what the new report consists of, once that is whole; from then on it is put in place, come what may. */
    private static final String WHOLE = ".whole";

    private final Path target;
    private final Path part;
    private final Path failed;
    private final FileChannel channel;

    private ReportFolder(Path target, FileChannel channel) {
        this.target = target;
        this.part = part(target);
        this.failed = target.resolveSibling(target.getFileName() + ".failed");
        this.channel = channel;
    }

    /**
     * Begins a report.
     *
     * @throws IOException when {@code target} can't be written, holds other files than a report's, or another run is
     *                     writing there
     */
    static ReportFolder open(Path target) throws IOException {
        FileChannel channel = lockFile(target, part(target));
        try {
            lock(channel, target);
            ReportFolder folder = new ReportFolder(target, channel);
            folder.putInPlace();
            folder.clear();
            refuseForeign(target);
            return folder;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel lockFile(Path target, Path part) throws IOException {
        try {
            Files.createDirectories(part);
            return FileChannel.open(part.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : e.getReason();
            throw new IOException(("the report %s can't be made: it grows in %s, which can't be written to%s;"
                    + " --out DIR puts it elsewhere").formatted(target, part, why == null ? "" : " (" + why + ")"), e);
        }
    }

    /** Where the report grows. */
    Path part() {
        return part;
    }

    /** The folder for what is costly to compute, made if need be. */
    Path stages() throws IOException {
        return Files.createDirectories(target.resolve(STAGES));
    }

    /** Puts the new report in the old one's place. */
    void publish() throws IOException {
        List<String> names = Folders.entries(part).stream().map(entry -> entry.getFileName().toString())
                .filter(name -> !name.equals(LOCK)).toList();
        AtomicFiles.write(part.resolve(WHOLE), String.join("\n", names));
        putInPlace();
        Folders.deleteTree(failed);
    }

    /** Keeps what there is of a failed report beside the target, for a look at what went wrong; returns where. */
    Path keepFailed() throws IOException {
        Files.deleteIfExists(part.resolve(LOCK));
        Folders.deleteTree(failed);
        Files.move(part, failed);
        return failed;
    }

    /** Gives up what wasn't published or kept. */
    @Override
    public void close() throws IOException {
        channel.close();
        Folders.deleteTree(part);
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

    /** Puts a report that is whole in its place; what a killed run has moved already stays there. */
    private void putInPlace() throws IOException {
        Path whole = part.resolve(WHOLE);
        if (!Files.exists(whole)) {
            return;
        }
        List<String> names = Files.readAllLines(whole);
        Files.createDirectories(target);
        for (String name : REPORT) {
            if (!names.contains(name)) {
                Folders.deleteTree(target.resolve(name));
            }
        }
        for (String name : names) {
            if (Files.exists(part.resolve(name))) {
                Folders.deleteTree(target.resolve(name));
                Files.move(part.resolve(name), target.resolve(name));
            }
        }
        Files.delete(whole);
    }

    private void clear() throws IOException {
        for (Path entry : Folders.entries(part)) {
            if (!entry.getFileName().toString().equals(LOCK)) {
                Folders.deleteTree(entry);
            }
        }
    }

    private static void refuseForeign(Path target) throws IOException {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target + " is a file; --out must name a folder");
        }
        for (Path entry : Folders.entries(target)) {
            String name = entry.getFileName().toString();
            if (!REPORT.contains(name) && !name.equals(STAGES)) {
                throw new FileAlreadyExistsException(("the folder %s holds %s, which is no part of a report; --out must"
                        + " name a new folder, an empty one or a report's").formatted(target, name));
            }
        }
    }

    private static Path part(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }
}
