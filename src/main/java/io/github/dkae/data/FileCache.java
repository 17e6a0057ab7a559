package io.github.dkae.data;

import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds files of known content in folders, and downloads those that are in none of them.
 *
 * <p>A download grows as a hidden part file beside its place, one for each mirror as their compressed bytes may differ,
 * and is moved there only when its content is right. A lock file keeps two processes from downloading at once.
 */
final class FileCache {
    private static final Object LOCK = new Object();
    private static final int TRIES = 3;
    /** More than any of MNIST's files, unpacked; what is larger is none of them. */
    private static final long LARGEST = 48L << 20;
    private final MnistSource source;

    FileCache(MnistSource source) {
        this.source = source;
    }

    /** The file, compressed or not, in the first folder that has it. */
    Optional<Path> find(VerifiedFile file) {
        return source.folders().stream()
                .flatMap(folder -> List.of(folder.resolve(file.compressedName()), folder.resolve(file.name())).stream())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The decompressed content of the file, downloaded if need be.
     *
     * @throws IOException when it can't be had, or a file of that name holds something else; the message says what to
     * do
     */
    byte[] content(VerifiedFile file) throws IOException {
        Optional<Path> found = find(file);
        Path path = found.isPresent() ? found.get() : download(file);
        byte[] content = IdxReader.content(path, LARGEST);
        String sha256 = ContentHash.of(content);
        if (!sha256.equals(file.sha256())) {
            throw new IOException(
                    Text.format("%s is not the %s of MNIST: the SHA-256 of its decompressed content is %s, but"
                            + " should be %s. Delete it, to have it downloaded again; or load its folder as other data",
                                    path, file.name(), sha256, file.sha256()));
        }
        return content;
    }

    private Path download(VerifiedFile file) throws IOException {
        Path folder = source.folders().get(0);
        if (source.mirrors().isEmpty()) {
            throw unavailable(file, List.of());
        }
        synchronized (LOCK) {
            try (FileChannel channel = lockFile(folder, file); FileLock lock = channel.lock()) {
                // Another process may have brought it while this one waited for the lock.
                Optional<Path> found = find(file);
                return lock.isValid() && found.isPresent() ? found.get() : fromMirrors(file, folder);
            }
        }
    }

    private FileChannel lockFile(Path folder, VerifiedFile file) throws IOException {
        try {
            Files.createDirectories(folder);
            return FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unavailable(file, List.of(Text.format("can't write to the folder %s: %s", folder, e)));
        }
    }

    private Path fromMirrors(VerifiedFile file, Path folder) throws IOException {
        List<String> failures = new ArrayList<>();
        for (URI mirror : source.mirrors()) {
            URI address = address(mirror, file);
            Path part = part(folder, file, mirror);
            try {
                fetch(new Download(address, part, LARGEST, source.connectTimeout(), source.readTimeout(), source.progress(),
                        "downloading " + file.compressedName()), file);
                Path target = folder.resolve(file.compressedName());
                AtomicFiles.move(part, target);
                for (URI other : source.mirrors()) {
                    Files.deleteIfExists(part(folder, file, other));
                }
                return target;
            } catch (IOException e) {
                failures.add(address + ": " + e.getMessage());
            }
        }
        throw unavailable(file, failures);
    }

    /** Fetches until the content is right; goes on after a break as long as bytes come, starts afresh once if wrong. */
    private static void fetch(Download download, VerifiedFile file) throws IOException {
        for (int attempt = 1;; attempt++) {
            long before = size(download.part());
            boolean continued = before > 0;
            try {
                continued = download.fetch();
            } catch (IOException e) {
                if (attempt == TRIES || size(download.part()) <= before) {
                    throw e;
                }
                continue;
            }
            if (isGenuine(download.part(), file)) {
                return;
            }
            Files.delete(download.part());
            if (!continued || attempt == TRIES) {
                throw new IOException(Text.format("what it sent is not %s: wrong SHA-256", file.name()));
            }
        }
    }

    private static boolean isGenuine(Path part, VerifiedFile file) {
        try {
            return ContentHash.of(IdxReader.content(part, LARGEST)).equals(file.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static URI address(URI mirror, VerifiedFile file) {
        return URI.create(mirror.toString().replaceFirst("/+$", "") + "/" + file.compressedName());
    }

    private static Path part(Path folder, VerifiedFile file, URI mirror) {
        return folder.resolve(Text.format(".%s.%08x.part", file.compressedName(), address(mirror, file).hashCode()));
    }

    private IOException unavailable(VerifiedFile file, List<String> failures) {
        String tried = failures.isEmpty() ? " (downloads are off)"
                : failures.stream().map(failure -> "\n  " + failure).collect(Collectors.joining("", ". Tried:", ""));
        return new IOException(Text.format("%s of MNIST is not on this machine and can't be downloaded%s\n"
                + "To put MNIST there by hand: get %s, compressed or not, place them in the folder %s, and try again;"
                + " the environment variable %s names another folder."
                + " Without MNIST, use the built-in synthetic digits.",
                        file.name(), tried, Mnist.fileNames(), source.folders().get(0),
                                DataFolders.VARIABLE));
    }
}
