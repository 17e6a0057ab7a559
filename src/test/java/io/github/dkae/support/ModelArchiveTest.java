package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelArchiveTest {
    private static final INDArray WEIGHTS = Nd4j.createFromArray(new double[][] {{1.5, -2}, {Math.PI, 1e-300}});
    @TempDir
    private Path folder;

    private static ModelArchive archive() {
        JsonObject header = new JsonObject();
        header.addProperty("seed", 42);
        return new ModelArchive("mixture", 2, header,
                Map.of("weights", WEIGHTS, "bias", Nd4j.createFromArray(1f, 2f, 3f)));
    }

    @Test
    void contentComesBackBitForBit() throws IOException {
        Path file = folder.resolve("m.dkae");
        archive().write(file);
        ModelArchive read = ModelArchive.read(file, "mixture", 2);
        assertEquals(42, read.header().get("seed").getAsInt());
        assertEquals(DataType.DOUBLE, read.array("weights").dataType());
        assertArrayEquals(WEIGHTS.toDoubleMatrix(), read.array("weights").toDoubleMatrix());
        assertArrayEquals(new float[] {1, 2, 3}, read.array("bias").toFloatVector());
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        JsonObject header = new JsonObject();
        for (String name : new String[] {"a", "b"}) {
            new ModelArchive("mixture", 1, header, Map.of("weights", WEIGHTS)).write(folder.resolve(name));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
    }

    @Test
    void viewsAreWrittenInRowOrder() throws IOException {
        Path file = folder.resolve("m.dkae");
        new ModelArchive("mixture", 1, new JsonObject(), Map.of("t", WEIGHTS.transpose())).write(file);
        assertArrayEquals(WEIGHTS.transpose().toDoubleMatrix(),
                ModelArchive.read(file, "mixture", 1).array("t").toDoubleMatrix());
    }

    @Test
    void otherTypesNewerVersionsAndMissingFilesAreRefused() throws IOException {
        Path file = folder.resolve("m.dkae");
        archive().write(file);
        assertTrue(refusal(file, "autoencoder", 2).contains("holds a mixture, but a autoencoder was expected"));
        assertTrue(refusal(file, "mixture", 1).contains("format version 2; this version of dkae reads up to version 1"));
        assertTrue(refusal(folder.resolve("none"), "mixture", 1).contains("no such file"));
        Files.writeString(folder.resolve("text"), "not a model");
        assertTrue(refusal(folder.resolve("text"), "mixture", 1).contains("is not a saved mixture"));
    }

    @Test
    void anyDamagedByteIsNoticed() throws IOException {
        Path file = folder.resolve("m.dkae");
        archive().write(file);
        byte[] bytes = Files.readAllBytes(file);
        // The directory at the end of a zip repeats what precedes it and isn't read.
        for (int i = 0; i < bytes.length / 2; i += 7) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x55;
            Files.write(file, damaged);
            try {
                ModelArchive read = ModelArchive.read(file, "mixture", 2);
                assertArrayEquals(WEIGHTS.toDoubleMatrix(), read.array("weights").toDoubleMatrix(), "byte " + i);
                assertEquals(42, read.header().get("seed").getAsInt(), "byte " + i);
            } catch (IOException expected) {
                assertTrue(expected.getMessage().length() > 10);
            }
        }
    }

    @Test
    void aFileThatWasCutOffAnywhereIsRefused() throws IOException {
        Path file = folder.resolve("m.dkae");
        archive().write(file);
        byte[] bytes = Files.readAllBytes(file);
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        assertTrue(directory > 0);
        for (int length = 0; length < directory; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(IOException.class, () -> ModelArchive.read(file, "mixture", 2), "cut off at " + length);
        }
    }

    private static String refusal(Path file, String type, int version) {
        return assertThrows(IOException.class, () -> ModelArchive.read(file, type, version)).getMessage();
    }
}
