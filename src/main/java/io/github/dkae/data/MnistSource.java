package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where {@link Mnist} looks for its files, and how it downloads them when they are nowhere.
 *
 * @param folders        folders to look in, in turn; the first also keeps downloads; at least one
 * @param mirrors        addresses to download from, in turn, to which "/" and the file's name are appended; none to
 *                       stay offline
 * @param connectTimeout longest time for a mirror's name to be resolved, and again for a connection to it
 * @param readTimeout    longest silence of a mirror before it is given up
 * @param progress       hears how far a download is, in bytes
 */
public record MnistSource(List<Path> folders, List<URI> mirrors, Duration connectTimeout, Duration readTimeout,
        Progress progress) {
    private static final List<URI> PUBLIC_MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist"),
            URI.create("https://yann.lecun.com/exdb/mnist"));

    public MnistSource {
        folders = List.copyOf(Arguments.present("folders", folders));
        Arguments.atLeast("number of folders", folders.size(), 1);
        mirrors = List.copyOf(Arguments.present("mirrors", mirrors));
        Arguments.between("connectTimeout in milliseconds",
                Arguments.present("connectTimeout", connectTimeout).toMillis(), 1, Integer.MAX_VALUE);
        Arguments.between("readTimeout in milliseconds", Arguments.present("readTimeout", readTimeout).toMillis(), 1,
                Integer.MAX_VALUE);
        Arguments.present("progress", progress);
    }

    /**
     * {@code DKAE_DATA_DIR}/mnist and {@code DKAE_DATA_DIR} when that environment variable is set, else dkae/mnist in
     * the platform's cache folder; the public mirrors, with time-outs of 4 and 10 seconds and a bar on the console.
     */
    public static MnistSource defaults() {
        return new MnistSource(DataFolders.mnist(), PUBLIC_MIRRORS, Duration.ofSeconds(4), Duration.ofSeconds(10),
                Progress.console());
    }

    /** The same without any download. */
    public MnistSource offline() {
        return withMirrors(List.of());
    }

    /** The same with other folders. */
    public MnistSource withFolders(List<Path> newFolders) {
        return new MnistSource(newFolders, mirrors, connectTimeout, readTimeout, progress);
    }

    /** The same with other mirrors. */
    public MnistSource withMirrors(List<URI> newMirrors) {
        return new MnistSource(folders, newMirrors, connectTimeout, readTimeout, progress);
    }

    /** The same with other time-outs. */
    public MnistSource withTimeouts(Duration newConnectTimeout, Duration newReadTimeout) {
        return new MnistSource(folders, mirrors, newConnectTimeout, newReadTimeout, progress);
    }

    /** The same with another listener. */
    public MnistSource withProgress(Progress newProgress) {
        return new MnistSource(folders, mirrors, connectTimeout, readTimeout, newProgress);
    }
}
