package io.github.dkae.data;

import static io.github.dkae.data.IdxFiles.gzip;
import static io.github.dkae.data.IdxFiles.idx;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxReaderTest {
    private static final byte[] IMAGES = idx(new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255,
        1, 2, 3, 4, 5, 6}, 2, 2, 3);
    private static final byte[] LABELS = idx(new byte[] {7, (byte) 200}, 2);

    @TempDir
    private Path folder;

    @Test
    void imagesAreScaledAndShapedInRowOrder() throws IOException {
        Dataset images = IdxReader.images(file("images.idx", IMAGES));
        assertEquals(2, images.size());
        assertEquals(new ImageShape(2, 3), images.imageShape().orElseThrow());
        assertEquals("images.idx", images.name());
        assertFalse(images.hasLabels());
        assertArrayEquals(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, images.features().getRow(0).toFloatVector(),
                1e-7f);
        assertArrayEquals(new float[] {1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f, 5 / 255f, 6 / 255f},
                images.features().getRow(1).toFloatVector(), 1e-7f);
    }

    @Test
    void compressedFilesAreToldByTheirContentNotTheirName() throws IOException {
        Dataset plain = IdxReader.read(file("plain.gz", IMAGES), file("labels", LABELS));
        Dataset compressed = IdxReader.read(file("compressed", gzip(IMAGES)), file("labels.gz", gzip(LABELS)));
        assertEquals(plain.sha256(), compressed.sha256());
        assertArrayEquals(new int[] {7, 200}, compressed.labels());
    }

    @Test
    void manyBlocksOfRowsKeepTheirPlaces() throws IOException {
        byte[] data = IdxFiles.random(3000 * 20 * 20, 1);
        float[] read = IdxReader.images(file("many", idx(data, 3000, 20, 20))).features().data().asFloat();
        for (int i = 0; i < data.length; i++) {
            assertEquals((data[i] & 0xFF) / 255f, read[i]);
        }
    }

    static Stream<Arguments> damagedImages() {
        byte[] wrongType = IMAGES.clone();
        wrongType[2] = 0x0D;
        byte[] negative = IMAGES.clone();
        negative[4] = (byte) 0x80;
        byte[] zipped = gzip(idx(IdxFiles.random(3000, 1), 30, 10, 10));
        byte[] flipped = zipped.clone();
        flipped[flipped.length / 2] ^= 0x55;
        return Stream.of(
                Arguments.of(new byte[0], "not an IDX file"),
                Arguments.of("<html>".getBytes(), "not an IDX file"),
                Arguments.of(wrongType, "type 0x0D; only unsigned bytes (0x08)"),
                Arguments.of(LABELS, "has 1 dimensions, but images have 3"),
                Arguments.of(Arrays.copyOf(IMAGES, 9), "truncated: its header takes 16 bytes, but it has 9"),
                Arguments.of(Arrays.copyOf(IMAGES, IMAGES.length - 1), "promises 12 bytes of data, but it has 11"),
                Arguments.of(Arrays.copyOf(IMAGES, IMAGES.length + 1),
                        "damaged: its header promises 12 bytes of data, but it has 13"),
                Arguments.of(negative, "its dimension 0 is -2147483646"),
                Arguments.of(idx(new byte[0], 0, 28, 28), "its dimension 0 is 0"),
                Arguments.of(idx(new byte[0], 65536, 65536, 65536),
                        "promises 2,147,483,647 bytes of data, but it has 0"),
                Arguments.of(Arrays.copyOf(zipped, zipped.length / 2), "compressed data end early"),
                Arguments.of(flipped, "is damaged"));
    }

    @ParameterizedTest
    @MethodSource("damagedImages")
    void damagedFilesAreRefusedWithTheReason(byte[] content, String reason) throws IOException {
        Path file = file("damaged", content);
        IOException e = assertThrows(IOException.class, () -> IdxReader.images(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains("damaged"), "the message names the file: " + e.getMessage());
    }

    @Test
    void whateverHappensToAFileItIsReadOrRefusedByName() throws IOException {
        byte[] zipped = gzip(idx(IdxFiles.random(60, 1), 5, 3, 4));
        String whole = IdxReader.images(file("whole", zipped)).sha256();
        for (int seed = 0; seed < 1000; seed++) {
            Mutations mutations = new Mutations(seed);
            byte[] plain = mutations.bytes(IMAGES);
            byte[] damaged = mutations.bytes(zipped);
            for (byte[] content : new byte[][] {plain, gzip(plain), damaged}) {
                Path file = file("changed", content);
                try {
                    Dataset read = IdxReader.images(file);
                    // Without gzip's checksum other pixels are another picture, but no more of them.
                    assertTrue(content == damaged ? read.sha256().equals(whole)
                            : read.features().length() == plain.length - 16, "seed " + seed);
                } catch (IOException e) {
                    assertTrue(e.getMessage().contains(file.toString()), seed + ": " + e.getMessage());
                }
            }
        }
    }

    @Test
    void membersOfGzipAreReadOneAfterTheOtherAndPaddingIsLeft() throws IOException {
        byte[] first = gzip(Arrays.copyOf(IMAGES, 20));
        byte[] second = gzip(Arrays.copyOfRange(IMAGES, 20, IMAGES.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length + 3);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertEquals(IdxReader.images(file("plain", IMAGES)).sha256(), IdxReader.images(file("both", both)).sha256());
        IOException e = assertThrows(IOException.class, () -> IdxReader.images(file("first", first)));
        assertTrue(e.getMessage().contains("truncated: its header promises 12 bytes of data, but it has 4"));
    }

    @Test
    void bombsAreRefusedBeforeTheyTakeMemory() throws IOException {
        byte[] bomb = gzip(Arrays.copyOf(idx(new byte[0], 60_000, 28, 28), 40_000_000));
        assertTrue(bomb.length < 100_000);
        IOException e = assertThrows(IOException.class, () -> IdxReader.images(file("bomb", bomb)));
        assertTrue(e.getMessage().contains("bomb is damaged: it holds more than the"), e.getMessage());
    }

    @Test
    void missingFilesAndOtherCountsAreRefused() throws IOException {
        assertThrows(NoSuchFileException.class, () -> IdxReader.images(folder.resolve("nowhere")));
        Path images = file("images", IMAGES);
        Path labels = file("labels", idx(new byte[3], 3));
        IOException e = assertThrows(IOException.class, () -> IdxReader.read(images, labels));
        assertTrue(e.getMessage().contains("2 images") && e.getMessage().contains("3 labels"), e.getMessage());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
