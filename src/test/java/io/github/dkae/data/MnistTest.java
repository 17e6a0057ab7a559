package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    @TempDir
    private Path folder;

    private MnistSource source() {
        return new MnistSource(List.of(folder), List.of(), Duration.ofSeconds(1), Duration.ofSeconds(1),
                Progress.none());
    }

    @Test
    void imagesAndLabelsBecomeADataset() throws IOException {
        byte[] images = IdxFiles.idx(IdxFiles.random(3 * 4, 1), 3, 2, 2);
        byte[] labels = IdxFiles.idx(new byte[] {4, 0, 9}, 3);
        Files.write(folder.resolve("i"), images);
        Files.write(folder.resolve("l.gz"), IdxFiles.gzip(labels));
        Dataset data = Mnist.load(source(), new VerifiedFile("i", ContentHash.of(images)),
                new VerifiedFile("l", ContentHash.of(labels)));
        assertEquals("MNIST: 3 samples of 4 features (2×2 images), 3 classes", data.toString());
        assertArrayEquals(new int[] {4, 0, 9}, data.labels());
    }

    @Test
    void otherFilesUnderItsNamesAreRefused() throws IOException {
        assertFalse(Mnist.isCached(source()));
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxFiles.idx(new byte[4], 1, 2, 2));
        assertFalse(Mnist.isCached(source()));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.idx(new byte[1], 1));
        assertTrue(Mnist.isCached(source()));
        IOException e = assertThrows(IOException.class, () -> Mnist.load(source()));
        assertTrue(e.getMessage().contains("SHA-256"), e.getMessage());
    }

    @Test
    void foldersFollowTheEnvironmentAndThePlatform() {
        assertEquals(List.of(Path.of("/data/mnist"), Path.of("/data")),
                DataFolders.mnist(Map.of("DKAE_DATA_DIR", "/data", "XDG_CACHE_HOME", "/x"), "Linux", "/home/a"));
        assertEquals(List.of(Path.of("/home/a/.cache/dkae/mnist")), DataFolders.mnist(Map.of(), "Linux", "/home/a"));
        assertEquals(List.of(Path.of("/x/dkae/mnist")),
                DataFolders.mnist(Map.of("XDG_CACHE_HOME", "/x", "DKAE_DATA_DIR", " "), "Linux", "/home/a"));
        assertEquals(List.of(Path.of("/home/a/.cache/dkae/mnist")),
                DataFolders.mnist(Map.of("XDG_CACHE_HOME", "relative"), "Linux", "/home/a"));
        assertEquals(List.of(Path.of("/Users/a/Library/Caches/dkae/mnist")),
                DataFolders.mnist(Map.of(), "Mac OS X", "/Users/a"));
        assertEquals(List.of(Path.of("/local/dkae/mnist")),
                DataFolders.mnist(Map.of("LOCALAPPDATA", "/local"), "Windows 11", "/home/a"));
        assertEquals(List.of(Path.of("/home/a/AppData/Local/dkae/mnist")),
                DataFolders.mnist(Map.of(), "Windows 11", "/home/a"));
    }

    @Test
    void relativeDataFoldersAreMadeAbsolute() {
        assertTrue(DataFolders.mnist(Map.of("DKAE_DATA_DIR", "../shared"), "Linux", "/").get(1).isAbsolute());
    }

    @Test
    void sourcesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> source().withFolders(List.of()));
        assertThrows(IllegalArgumentException.class, () -> source().withTimeouts(Duration.ZERO, Duration.ofSeconds(1)));
        assertEquals(List.of(), MnistSource.defaults().offline().mirrors());
        assertTrue(MnistSource.defaults().mirrors().stream().map(URI::getScheme).allMatch("https"::equals));
    }

    static boolean isHere() {
        return Mnist.isCached();
    }

    @Test
    @EnabledIf("isHere")
    void theRealOneIsWhatItIs() throws IOException {
        Dataset train = Mnist.load(MnistSource.defaults().offline());
        assertEquals(60_000, train.size());
        assertEquals(new ImageShape(28, 28), train.imageShape().orElseThrow());
        assertArrayEquals(IntStream.range(0, 10).toArray(), train.classes());
        assertArrayEquals(new int[] {5, 0, 4, 1, 9}, train.select(0, 1, 2, 3, 4).labels());
        double[] sum = new double[1];
        RowBlocks.read(train.features(), (first, values) -> {
            for (float value : values) {
                sum[0] += value;
            }
        });
        assertEquals(0.1307, sum[0] / train.features().length(), 1e-4);
    }
}
