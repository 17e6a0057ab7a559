package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
    private static final byte[] CONTENT = IdxFiles.random(300_000, 1);
    private static final byte[] PACKED = IdxFiles.gzip(CONTENT);
    private static final byte[] WRONG = IdxFiles.gzip(IdxFiles.random(300_000, 2));
    private static final VerifiedFile FILE = new VerifiedFile("things-idx3-ubyte", ContentHash.of(CONTENT));

    @TempDir
    private Path folder;
    private MirrorServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MirrorServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FileCache cache(URI... mirrors) {
        return new FileCache(source(Progress.none(), mirrors));
    }

    private MnistSource source(Progress progress, URI... mirrors) {
        return new MnistSource(List.of(folder.resolve("new/cache"), folder), List.of(mirrors), Duration.ofSeconds(20),
                Duration.ofSeconds(20), progress);
    }

    /** Everything in the download folder but the lock. */
    private List<String> downloaded() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("new/cache"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(".lock")).sorted()
                    .toList();
        }
    }

    private static String failure(FileCache cache) {
        return assertThrows(IOException.class, () -> cache.content(FILE)).getMessage();
    }

    @Test
    void downloadIsVerifiedKeptAndNotRepeated() throws IOException {
        URI mirror = server.serving("/good", PACKED);
        List<Long> done = new ArrayList<>();
        FileCache cache = new FileCache(source((task, n, total, detail) -> done.add(n), mirror));
        assertArrayEquals(CONTENT, cache.content(FILE));
        assertArrayEquals(CONTENT, cache.content(FILE));
        assertEquals(List.of("/good/things-idx3-ubyte.gz"), server.requests());
        assertEquals(List.of("things-idx3-ubyte.gz"), downloaded());
        assertEquals(PACKED.length, done.get(done.size() - 1));
        assertEquals(done.stream().sorted().toList(), done);
    }

    @Test
    void whoAsksWhileAnotherDownloadsWaitsAndUsesItsFile() throws IOException {
        FileCache cache = cache(server.serving("/good", PACKED));
        long right = IntStream.range(0, 8).parallel().mapToObj(i -> {
            try {
                return cache.content(FILE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).filter(content -> Arrays.equals(CONTENT, content)).count();
        assertEquals(8, right);
        assertEquals(1, server.requests().size());
    }

    @Test
    void contentUnpackedOnTheWayIsAccepted() throws IOException {
        assertArrayEquals(CONTENT, cache(server.serving("/unpacked", CONTENT)).content(FILE));
        assertArrayEquals(CONTENT, cache().content(FILE));
    }

    @Test
    void wrongContentAndMissingFilesLeadToTheNextMirror() throws IOException {
        FileCache cache = cache(server.serving("/wrong", WRONG), server.refusing("/missing", 404),
                server.serving("/page", "<html>moved</html>".getBytes()),
                URI.create(server.serving("/good", PACKED) + "/"));
        assertArrayEquals(CONTENT, cache.content(FILE));
        assertEquals(List.of("/wrong/things-idx3-ubyte.gz", "/missing/things-idx3-ubyte.gz",
                "/page/things-idx3-ubyte.gz", "/good/things-idx3-ubyte.gz"), server.requests());
        assertEquals(List.of("things-idx3-ubyte.gz"), downloaded());
    }

    @Test
    void bombsAndOverlongFilesAreGivenUp() throws IOException {
        byte[] bomb = IdxFiles.gzip(new byte[60_000_000]);
        FileCache cache = cache(server.serving("/bomb", bomb), server.serving("/long", new byte[60_000_000]),
                server.serving("/good", PACKED));
        assertArrayEquals(CONTENT, cache.content(FILE));
        assertEquals(List.of("things-idx3-ubyte.gz"), downloaded());
        Files.write(folder.resolve("new/cache").resolve(FILE.compressedName()), bomb);
        assertTrue(failure(cache).contains("it holds more than the 50,331,648 bytes that are read of it"));
    }

    @Test
    void brokenDownloadsGoOnWhereTheyEnded() throws IOException {
        assertArrayEquals(CONTENT, cache(server.breaking("/breaking", PACKED, 140_000)).content(FILE));
        assertEquals(3, server.requests().size());
        assertEquals("/breaking/things-idx3-ubyte.gz", server.requests().get(0));
        assertTrue(server.requests().get(1).matches(".*gz bytes=[1-9]\\d*-"), server.requests().get(1));
    }

    @Test
    void whatAnEarlierRunFetchedIsKeptForTheNext() throws IOException {
        URI mirror = server.breaking("/slow", PACKED, 60_000);
        assertTrue(failure(cache(mirror)).contains("/slow/things-idx3-ubyte.gz: "));
        assertEquals(1, downloaded().size());
        assertTrue(downloaded().get(0).endsWith(".part"));
        assertArrayEquals(CONTENT, cache(mirror).content(FILE));
        assertEquals(List.of("things-idx3-ubyte.gz"), downloaded());
    }

    @Test
    void partsOfOtherMirrorsAreNotMixedButClearedAtTheEnd() throws IOException {
        URI other = server.breaking("/other", WRONG, 60_000);
        failure(cache(other));
        Path foreign = folder.resolve("new/cache/.things-idx3-ubyte.gz.mine.part");
        Files.writeString(foreign, "what no download left");
        assertArrayEquals(CONTENT, cache(server.breaking("/ranged", PACKED, Integer.MAX_VALUE), other).content(FILE));
        assertEquals("/ranged/things-idx3-ubyte.gz", server.requests().get(server.requests().size() - 1));
        assertEquals(List.of(foreign.getFileName().toString(), "things-idx3-ubyte.gz"), downloaded());
    }

    @Test
    void damagedOrOverlongPartsLeadToACleanStart() throws IOException {
        URI mirror = server.breaking("/ranged", PACKED, Integer.MAX_VALUE);
        for (byte[] left : new byte[][] {new byte[1000], new byte[PACKED.length], new byte[PACKED.length + 9]}) {
            Path part = folder.resolve("new/cache").resolve(".things-idx3-ubyte.gz.%08x.part"
                    .formatted(URI.create(mirror + "/things-idx3-ubyte.gz").hashCode()));
            Files.createDirectories(part.getParent());
            Files.write(part, left);
            int before = server.requests().size();
            assertArrayEquals(CONTENT, cache(mirror).content(FILE));
            assertTrue(server.requests().get(before).endsWith(" bytes=" + left.length + "-"));
            assertEquals("/ranged/things-idx3-ubyte.gz", server.requests().get(server.requests().size() - 1));
            Files.delete(folder.resolve("new/cache/things-idx3-ubyte.gz"));
        }
    }

    @Test
    void serversDeafToRangesAreReadFromTheStart() throws IOException {
        URI mirror = server.serving("/deaf", PACKED);
        Path part = folder.resolve("new/cache").resolve(".things-idx3-ubyte.gz.%08x.part"
                .formatted(URI.create(mirror + "/things-idx3-ubyte.gz").hashCode()));
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(PACKED, 5000));
        assertArrayEquals(CONTENT, cache(mirror).content(FILE));
        assertEquals(1, server.requests().size());
    }

    @Test
    void silentMirrorsAreGivenUp() throws IOException {
        MnistSource source = source(Progress.none(), server.hanging("/silent"))
                .withTimeouts(Duration.ofSeconds(20), Duration.ofMillis(300));
        assertTrue(failure(new FileCache(source)).contains("/silent/things-idx3-ubyte.gz: no answer within"));
        MnistSource patient = source(Progress.none(), server.hanging("/mute"), server.serving("/good", PACKED))
                .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(2));
        assertArrayEquals(CONTENT, new FileCache(patient).content(FILE));
    }

    @Test
    void withoutNetworkTheMessageSaysWhatToDo() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String message = failure(cache(URI.create("http://127.0.0.1:" + closedPort),
                URI.create("http://no.such.invalid")));
        for (String part : List.of("127.0.0.1:" + closedPort, "no.such.invalid", "by hand",
                "train-images-idx3-ubyte.gz", "compressed or not", folder.resolve("new/cache").toString(),
                "DKAE_DATA_DIR", "synthetic digits")) {
            assertTrue(message.contains(part), message);
        }
        assertTrue(failure(cache()).contains("downloads are off"));
    }

    @Test
    void foldersThatCannotBeMadeAreNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        FileCache cache = new FileCache(source(Progress.none(), server.serving("/good", PACKED))
                .withFolders(List.of(file.resolve("cache"))));
        assertTrue(failure(cache).contains("can't write to the folder " + file.resolve("cache")));
    }

    @Test
    void filesPutByHandAreFoundPlainOrCompressedInAnyFolder() throws IOException {
        Path plain = Files.write(folder.resolve(FILE.name()), CONTENT);
        assertArrayEquals(CONTENT, cache().content(FILE));
        Files.delete(plain);
        assertTrue(cache().find(FILE).isEmpty());
        Files.write(folder.resolve(FILE.compressedName()), PACKED);
        assertArrayEquals(CONTENT, cache().content(FILE));
    }

    @Test
    void otherContentPutByHandIsRefusedNotReplaced() throws IOException {
        Path file = Files.write(folder.resolve(FILE.compressedName()), WRONG);
        String message = failure(cache(server.serving("/good", PACKED)));
        assertTrue(message.contains(file.toString()) && message.contains(FILE.sha256()), message);
        assertArrayEquals(WRONG, Files.readAllBytes(file));
        assertTrue(server.requests().isEmpty());
    }

    @Test
    void interruptedDownloadsStopAndKeepWhatCame() throws IOException {
        URI mirror = server.breaking("/ranged", PACKED, Integer.MAX_VALUE);
        Progress interrupt = (task, done, total, detail) -> Thread.currentThread().interrupt();
        FileCache cache = new FileCache(source(interrupt, mirror));
        assertThrows(CancellationException.class, () -> cache.content(FILE));
        assertTrue(Thread.interrupted(), "the interrupt stays set");
        assertFalse(downloaded().contains(FILE.compressedName()));
        assertArrayEquals(CONTENT, cache(mirror).content(FILE));
        assertTrue(server.requests().get(1).contains(" bytes="), server.requests().toString());
    }
}
