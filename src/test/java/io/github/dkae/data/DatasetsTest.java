package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class DatasetsTest {
    @TempDir
    private Path folder;

    private Dataset load(String data, int n) throws IOException {
        MnistSource nowhere = new MnistSource(List.of(folder.resolve("none")), List.of(), Duration.ofSeconds(1),
                Duration.ofSeconds(1), Progress.none());
        return Datasets.load(data, n, 3, nowhere);
    }

    @Test
    void digitsAreDrawn() throws IOException {
        assertEquals(SyntheticDigits.generate(30, 3).sha256(), load("digits", 30).sha256());
        assertEquals(30, load(" Digits ", 30).size());
    }

    @Test
    void withoutMnistAutoMeansDigitsButMnistFails() throws IOException {
        for (String auto : new String[] {"auto", "", null}) {
            assertEquals("synthetic digits", load(auto, 10).name());
        }
        IOException e = assertThrows(IOException.class, () -> load("mnist", 10));
        assertTrue(e.getMessage().contains("by hand"), e.getMessage());
    }

    @Test
    void foldersOfIdxFilesAreTakenAsTheyAre() throws IOException {
        Path fashion = Files.createDirectory(folder.resolve("fashion"));
        assertThrows(NoSuchFileException.class, () -> load(fashion.toString(), 5));
        Files.write(fashion.resolve("train-images-idx3-ubyte.gz"),
                IdxFiles.gzip(IdxFiles.idx(IdxFiles.random(20 * 4, 1), 20, 2, 2)));
        assertFalse(load(fashion.toString(), 5).hasLabels());
        byte[] labels = new byte[20];
        IntStream.range(0, 20).forEach(i -> labels[i] = (byte) (i % 4));
        Files.write(fashion.resolve("train-labels-idx1-ubyte"), IdxFiles.idx(labels, 20));
        assertEquals("fashion: 5 samples of 4 features (2×2 images), " + load(fashion.toString(), 5).classes().length
                + " classes", load(fashion.toString(), 5).toString());
        assertEquals(20, load(fashion.toString(), 1000).size());
        assertArrayEquals(new int[] {0, 1, 2, 3}, load(fashion.toString(), 1000).classes());
    }

    @Test
    void tablesWithALabelColumnHaveLabels() throws IOException {
        Path file = folder.resolve("flowers.csv");
        Files.writeString(file, "length,width,Class\n1,2,iris\n3,4,rose\n5,3,iris\n");
        Dataset data = load(file.toString(), 10);
        assertEquals("flowers.csv: 3 samples of 2 features, 2 classes", data.toString());
        Files.writeString(file, "length,width\n1,2\n3,4\n");
        assertFalse(load(file.toString(), 10).hasLabels());
        Path tabs = folder.resolve("flowers.TSV");
        Files.writeString(tabs, "length\tkind\n" + "1\tiris\n3\trose\n".repeat(5));
        assertEquals("flowers.TSV: 10 samples of 1 features, 2 classes", load(tabs.toString(), 10).toString());
    }

    @Test
    void whatIsNoneOfTheseIsRefusedWithTheChoices() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> load("imagenet", 10));
        assertTrue(e.getMessage().contains("'digits', 'mnist'") && e.getMessage().contains("imagenet"),
                e.getMessage());
        assertThrows(NoSuchFileException.class, () -> load(folder.resolve("no.csv").toString(), 10));
        assertThrows(IllegalArgumentException.class, () -> load("digits", 0));
    }
}
