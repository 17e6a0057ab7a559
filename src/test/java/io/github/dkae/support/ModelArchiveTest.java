package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelArchiveTest {
    private static final INDArray WEIGHTS = Nd4j.createFromArray(new double[][] {{1.5, -2}, {Math.PI, 1e-300}});
    private static final String OLD_HEADER =
            "{\"type\": \"mixture\", \"version\": 1, \"header\": {\"seed\": 42}, \"arrays\": [\"weights\", \"bias\"]}";
    @TempDir
    private Path folder;

    /** Reads any archive of two arrays and a seed. */
    private record Format(String type, int version) implements ModelFormat<ModelArchive> {
        private record Header(int seed) {}

        @Override
        public Map<String, ArrayForm> arrays(JsonObject header) {
            return Map.of("weights", ArrayForm.of(DataType.DOUBLE, ArrayForm.ANY, 2), "bias",
                    ArrayForm.of(DataType.FLOAT, 3));
        }

        @Override
        public ModelArchive model(ModelArchive archive) throws IOException {
            archive.array("weights");
            archive.header(Header.class);
            return archive;
        }
    }

    private static ModelArchive archive() {
        JsonObject header = new JsonObject();
        header.addProperty("seed", 42);
        return new ModelArchive("mixture", 2, header,
                Map.of("weights", WEIGHTS, "bias", Nd4j.createFromArray(1f, 2f, 3f)));
    }

    private ModelArchive read() throws IOException {
        return ModelArchive.read(folder.resolve("m.dkae"), new Format("mixture", 2));
    }

    private String refusal() {
        String message = assertThrows(IOException.class, this::read).getMessage();
        assertTrue(message.contains("m.dkae"), message);
        return message;
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("m.dkae"), content);
    }

    private void writeEntries(Map<String, byte[]> entries) throws IOException {
        write(ZipBytes.of(entries));
    }

    /** The entries of an archive from before there were checksums. */
    private static Map<String, byte[]> oldEntries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("header.json", OLD_HEADER.getBytes(StandardCharsets.UTF_8));
        entries.put("weights.npy", npy(WEIGHTS));
        entries.put("bias.npy", npy(Nd4j.createFromArray(1f, 2f, 3f)));
        return entries;
    }

    private static byte[] npy(INDArray array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFormat.write(out, array);
        return out.toByteArray();
    }

    @Test
    void contentComesBackBitForBit() throws IOException {
        archive().write(folder.resolve("m.dkae"));
        ModelArchive read = read();
        assertEquals(42, read.header().get("seed").getAsInt());
        assertEquals(DataType.DOUBLE, read.array("weights").dataType());
        assertArrayEquals(WEIGHTS.toDoubleMatrix(), read.array("weights").toDoubleMatrix());
        assertArrayEquals(new float[] {1, 2, 3}, read.array("bias").toFloatVector());
    }

    @Test
    void arraysAreWrittenAsNumpyItselfWouldWriteThem() throws IOException {
        for (INDArray array : new INDArray[] {WEIGHTS, WEIGHTS.transpose(), Nd4j.createFromArray(1f, 2f, 3f),
            Nd4j.createFromArray(1, 2), Nd4j.rand(DataType.FLOAT, 200, 300)}) {
            byte[] written = npy(array);
            assertEquals(0, (written.length - array.length() * array.dataType().width()) % 64);
            try (INDArray parsed = Nd4j.createNpyFromByteArray(written)) {
                assertEquals(array, parsed);
            }
        }
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            new ModelArchive("mixture", 1, new JsonObject(), Map.of("weights", WEIGHTS)).write(folder.resolve(name));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
    }

    @Test
    void checksumsAreThoseOfTheEntries() throws IOException {
        archive().write(folder.resolve("m.dkae"));
        Map<String, byte[]> entries = ZipBytes.entries(Files.readAllBytes(folder.resolve("m.dkae")));
        String sums = new String(entries.remove("SHA256SUMS"), StandardCharsets.UTF_8);
        StringBuilder expected = new StringBuilder();
        entries.forEach((name, content) -> expected.append(Sha256.of(content)).append("  ").append(name).append('\n'));
        assertEquals(expected.toString(), sums);
    }

    @Test
    void filesFromBeforeThereWereChecksumsAreRead() throws IOException {
        writeEntries(oldEntries());
        assertEquals(WEIGHTS, read().array("weights"));
        assertEquals(1, read().version());
    }

    @Test
    void otherTypesNewerVersionsAndMissingFilesAreRefused() throws IOException {
        Path file = folder.resolve("m.dkae");
        assertTrue(refusal().contains("no such file"));
        archive().write(file);
        assertTrue(refusal(file, new Format("autoencoder", 2)).endsWith("as a autoencoder: it holds a mixture"));
        assertTrue(refusal(file, new Format("mixture", 1)).endsWith(
                "it has format version 2, but this version of dkae reads up to version 1"));
        write("not a model".getBytes());
        assertTrue(refusal().endsWith("it has no header.json"));
    }

    private static String refusal(Path file, Format format) {
        return assertThrows(IOException.class, () -> ModelArchive.read(file, format)).getMessage();
    }

    @Test
    void anyDamagedByteIsNoticed() throws IOException {
        Path file = folder.resolve("m.dkae");
        archive().write(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i += 3) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x55;
            write(damaged);
            try {
                assertEquals(WEIGHTS, read().array("weights"), "byte " + i);
                assertEquals(archive().header(), read().header(), "byte " + i);
            } catch (IOException expected) {
                assertTrue(expected.getMessage().contains("m.dkae"), expected.getMessage());
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
            write(Arrays.copyOf(bytes, length));
            refusal();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<f4 | >f4 | it must hold elements of type '<f4', but has '>f4'",
        "<f4 | <f8 | it must hold elements of type '<f4', but has '<f8'",
        "False | True | it must be in row order, but is in column order",
        "(3,)  | (4,) | it must have the shape [3], but has [4]",
        "(3,)  | (3, 1) | it must have the shape [3], but has [3, 1]",
        "(3,)  | (0,) | it must have the shape [3], but has [0]",
        "(3,)  | (-3,) | its header must name type, order and shape as NumPy does",
        "(3,)  | (99999999999,) | its header must name type, order and shape as NumPy does",
        "NUMPY | NUMPX | it doesn't begin like an array in NumPy's format",
        "descr | dtype | its header must name type, order and shape as NumPy does"})
    void arraysOfAnotherFormAreRefused(String part, String other, String reason) throws IOException {
        Map<String, byte[]> entries = oldEntries();
        entries.computeIfPresent("bias.npy", (name, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            int line = text.indexOf('\n');
            String header = text.substring(0, line).stripTrailing().replace(part, other);
            return (header + " ".repeat(line - header.length()) + text.substring(line))
                    .getBytes(StandardCharsets.ISO_8859_1);
        });
        writeEntries(entries);
        String message = refusal();
        assertTrue(message.contains("its array 'bias' can't be read: " + reason), message);
    }

    @Test
    void arraysWithLessOrMoreDataOrNoFiniteValuesAreRefused() throws IOException {
        byte[] bias = oldEntries().get("bias.npy");
        assertTrue(refusal("bias.npy", Arrays.copyOf(bias, bias.length - 12)).contains("'bias' can't be read: its data"
                + " end early: its shape takes 12 bytes"));
        assertTrue(refusal("bias.npy", Arrays.copyOf(bias, bias.length + 1)).contains("it has more data than the 12"));
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertTrue(refusal("bias.npy", npy(Nd4j.createFromArray(1f, value, 2f))).contains("finite values only"));
        }
        byte[] longHeader = bias.clone();
        longHeader[6] = 2;
        assertTrue(refusal("bias.npy", longHeader).contains("its header must take at most 10,000 bytes"));
        assertTrue(refusal("weights.npy", npy(Nd4j.create(DataType.DOUBLE, 1, 3))).contains(
                "'weights' can't be read: it must have the shape [any, 2], but has [1, 3]"));
    }

    private String refusal(String entry, byte[] content) throws IOException {
        Map<String, byte[]> entries = oldEntries();
        entries.put(entry, content);
        writeEntries(entries);
        return refusal();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "42 | 42.5 | seed: must be a whole number of 32 bits, but is 42.5",
        "42 | 4294967338 | seed: must be a whole number of 32 bits, but is 4294967338",
        "42 | null | 'seed' is missing",
        "seed | sead | 'seed' is missing",
        "42 | [] | seed: must be a whole number",
        "{\"seed\": 42} | 3 | header: Expected a",
        "1, | 1e0, | version: must be a whole number",
        "mixture\", | mixture, | it is not JSON",
        "\"bias\" | \"other\" | it lacks the array 'other'"})
    void headersOfAnotherFormAreRefused(String part, String other, String reason) throws IOException {
        String message = refusal("header.json", OLD_HEADER.replace(part, other).getBytes(StandardCharsets.UTF_8));
        assertTrue(message.contains(reason), message);
    }

    @Test
    void otherEntriesAreRefused() throws IOException {
        assertTrue(refusal("notes.txt", new byte[3]).contains("'notes.txt', which doesn't belong there"));
        assertTrue(refusal("extra.npy", npy(WEIGHTS)).contains("'extra.npy', which doesn't belong there"));
        Map<String, byte[]> entries = oldEntries();
        entries.put("bias.npx", entries.get("bias.npy"));
        byte[] twice = ZipBytes.of(entries);
        String renamed = new String(twice, StandardCharsets.ISO_8859_1).replace("bias.npx", "bias.npy");
        write(renamed.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal().contains("it has two entries 'bias.npy'"));
    }

    @Test
    void entriesOfAnotherArchiveAreRefused() throws IOException {
        archive().write(folder.resolve("m.dkae"));
        Map<String, byte[]> entries = ZipBytes.entries(Files.readAllBytes(folder.resolve("m.dkae")));
        Map<String, byte[]> other = new LinkedHashMap<>(entries);
        other.put("weights.npy", npy(WEIGHTS.add(1)));
        writeEntries(other);
        assertTrue(refusal().contains("its entry 'weights.npy' is not the one that was saved"));
        other = new LinkedHashMap<>(entries);
        other.remove("bias.npy");
        writeEntries(other);
        assertTrue(refusal().contains("it has 2 of the 3 entries that were saved"));
        entries.remove("SHA256SUMS");
        writeEntries(entries);
        assertTrue(refusal().contains("it has no SHA256SUMS"));
    }

    @Test
    void bombsAreRefusedBeforeTheyTakeMemory() throws IOException {
        assertTrue(refusal("header.json", (OLD_HEADER + " ".repeat(50_000_000)).getBytes(StandardCharsets.US_ASCII))
                .contains("it holds more than the"));
        byte[] head = "{'descr': '<f8', 'fortran_order': False, 'shape': (500000000, 2), }\n".getBytes();
        byte[] array = Arrays.copyOf(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length, 0},
                50_000_000);
        System.arraycopy(head, 0, array, 10, head.length);
        assertTrue(refusal("weights.npy", array).contains("its shape [500000000, 2] takes 8,000,000,000 bytes"));
    }
}
