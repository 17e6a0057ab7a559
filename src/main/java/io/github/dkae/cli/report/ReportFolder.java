package io.github.dkae.cli.report;

import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collection;
import java.util.List;

/**
 * The report's folder. A new report grows in {@code .dkae/work} within it, and takes the old one's place when it is whole.
 *
 * <p>{@code .dkae} also has the list of {@link PublishedFiles}: a folder that holds something but no such list is refused.
 * A killed run leaves its work behind, which the next one clears; two runs at once are told apart by a lock, which ends
 * with its process. The folder {@code stages} is a cache: it stays, whatever becomes of the reports around it.
 */
final class ReportFolder implements AutoCloseable {
    private static final String STAGES = "stages";
    private static final String FAILED = "failed";

    private final Path target;
    private final Path home;
    private final Path work;
    private final PublishedFiles files;
    private FileChannel channel;

    private ReportFolder(Path target) {
        this.target = target;
        home = target.resolve(".dkae");
        work = home.resolve("work");
        files = new PublishedFiles(target, home);
    }

    /**
     * Looks whether a report can be made in a folder, and leaves no trace.
     *
     * @param places the paths within it that the report will take, as far as they are known
     * @throws IOException when something there is not a report's
     */
    static void check(Path target, Collection<String> places) throws IOException {
        try {
            new ReportFolder(target).isReport(places);
        } catch (FileSystemException e) {
            throw explained(target, e);
        }
    }

    /**
     * Begins a report.
     *
     * @param places the paths within the folder that it will take, as far as they are known
     * @throws IOException when {@code target} can't be written, something there is not a report's, the report there is
     *                     another user's, or another run is writing there
     */
    static ReportFolder open(Path target, Collection<String> places) throws IOException {
        ReportFolder folder = new ReportFolder(target);
        try {
            if (!folder.isReport(places)) {
                folder.mark();
            }
            folder.begin(places);
            return folder;
        } catch (FileSystemException e) {
            throw explained(target, e);
        }
    }

    private static IOException explained(Path target, FileSystemException e) {
        String why = e instanceof AccessDeniedException ? "permission denied" : e.getReason();
        return new IOException(
                Text.format("the report %s can't be made: %s can't be read or written%s; --out DIR puts it elsewhere",
                        target, e.getFile(), why == null ? "" : " (" + why + ")"), e);
    }

    /** Where the report grows. */
    Path part() {
        return work.resolve("report");
    }

    /** A place for what is of use only while the report is made. */
    Path work(String name) {
        return work.resolve(name);
    }

    /** The folder for what is costly to compute, made if need be. */
    Path stages() throws IOException {
        return Files.createDirectories(target.resolve(STAGES));
    }

    /** Puts the new report in the old one's place. */
    void publish() throws IOException {
        files.replace(part());
    }

    /** Keeps what there is of a failed report beside the last one, for a look at what went wrong; returns where. */
    Path keepFailed() throws IOException {
        Path failed = work.resolve(FAILED);
        Files.move(part(), failed);
        Files.move(failed, Files.createDirectory(part()).resolve(FAILED));
        files.replace(FAILED, part());
        return target.resolve(FAILED);
    }

    /** Gives up what wasn't published or kept. */
    @Override
    public void close() throws IOException {
        try {
            MarkedFolder.remove(work);
        } catch (IOException e) {
            // What a process that is about to end still holds is left to the next run.
        } finally {
            channel.close();
        }
    }

    /** Whether the folder is a report's, rather than a new or an empty one; anything else is refused. */
    private boolean isReport(Collection<String> places) throws IOException {
        if (Files.isSymbolicLink(target)) {
            throw new IOException(target + " is a link; --out must name the folder itself");
        }
        if (!Files.exists(target)) {
            return false;
        }
        if (!Files.isDirectory(target)) {
            throw new IOException(target + " is a file; --out must name a folder");
        }
        for (String user : List.of(System.getProperty("user.home"), System.getenv().getOrDefault("HOME", ""))) {
            if (!user.isEmpty() && Files.exists(Path.of(user)) && Files.isSameFile(target, Path.of(user))) {
                throw new IOException(target + " is a home folder; --out must name one for the report alone");
            }
        }
        List<Path> entries = Folders.entries(target);
        if (entries.isEmpty()) {
            return false;
        }
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS) || !Folders.exists(files.list())) {
            throw new IOException(
                    Text.format("the folder %s holds %s, and nothing says that it is a report's; --out must name a new",
                            target, entries.get(0).getFileName()) + " folder, an empty one or a report's");
        }
        files.read();
        files.refuseForeign(places);
        PublishedFiles.refuseUnlessFolder(target.resolve(STAGES));
        MarkedFolder.check(work);
        return true;
    }

    /** Makes a new or empty folder a report's. */
    private void mark() throws IOException {
        boolean isNew = !Files.exists(target);
        Files.createDirectories(home);
        try {
            files.begin();
        } catch (IOException e) {
            Files.deleteIfExists(home);
            if (isNew) {
                Files.deleteIfExists(target);
            }
            throw e;
        }
    }

    private void begin(Collection<String> places) throws IOException {
        channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            lock();
            refuseOthers();
            // Another run may have ended since it was looked at.
            isReport(places);
            files.finish(part());
            Files.createDirectory(MarkedFolder.create(work).resolve(part().getFileName()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process, as in tests: the same refusal.
        }
        throw new IOException("another report is being written to " + target
                + "; wait for it, or choose another --out");
    }

    /** Refuses the report of another user, even where this one could replace it. */
    private void refuseOthers() throws IOException {
        // Only the file system can tell whom it takes this process for.
        Path mine = Files.createTempFile(home, "owner", null);
        UserPrincipal user = Files.getOwner(mine);
        Files.delete(mine);
        UserPrincipal maker = Files.getOwner(files.list(), LinkOption.NOFOLLOW_LINKS);
        if (!maker.equals(user)) {
            throw new IOException(Text.format("the report in %s is %s's, not %s's; name another folder with --out",
                    target, maker.getName(), user.getName()));
        }
    }
}
