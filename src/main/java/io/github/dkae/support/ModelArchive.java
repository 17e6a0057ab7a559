package io.github.dkae.support;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fitted model as one file: a zip of a JSON header, arrays in NumPy's format, which {@code numpy.load} reads too, and
 * the SHA-256 of each of those entries, as {@code sha256sum} writes and checks them.
 *
 * <p>The same content gives the same bytes. Files are written whole or not at all. Files from before there were
 * checksums are read, too; another model of the same form in their place isn't noticed.
 *
 * @param type    what the file holds, such as "probabilistic cluster kernel"
 * @param version format version of that type
 * @param header  everything but arrays: options, seed, data hash
 * @param arrays  arrays by name, kept in the order of their names
 */
public record ModelArchive(String type, int version, JsonObject header, Map<String, INDArray> arrays) {
    static final String HEADER = "header.json";
    static final String SUMS = "SHA256SUMS";
    static final String ARRAY = ".npy";
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

    public ModelArchive {
        Arguments.present("type", type);
        Arguments.atLeast("version", version, 1);
        Arguments.present("header", header);
        arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
    }

    /** Writes the archive to {@code file}, atomically. */
    public void write(Path file) throws IOException {
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(0);
            JsonObject head = new JsonObject();
            head.addProperty("type", type);
            head.addProperty("version", version);
            head.add("header", header);
            StringBuilder sums = new StringBuilder();
            put(zip, HEADER, sums, entry -> entry.write(GSON.toJson(head).getBytes(StandardCharsets.UTF_8)));
            for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
                put(zip, array.getKey() + ARRAY, sums, entry -> NpyFormat.write(entry, array.getValue()));
            }
            byte[] lines = sums.toString().getBytes(StandardCharsets.UTF_8);
            put(zip, SUMS, sums, entry -> entry.write(lines));
            zip.finish();
        });
    }

    private static void put(ZipOutputStream zip, String name, StringBuilder sums, AtomicFiles.Content content)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        MessageDigest digest = Sha256.digest();
        content.writeTo(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        sums.append(line(Sha256.of(digest), name)).append('\n');
    }

    /**
     * Reads what a file holds.
     *
     * @throws IOException whatever may be wrong with the file: it is missing, damaged, of another type or of a newer
     *                     version; the message names it and says what
     */
    public static <T> T read(Path file, ModelFormat<T> format) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file; expected a saved " + format.type());
        }
        try {
            return format.model(new ArchiveReader(file).read(format));
        } catch (IOException | RuntimeException e) {
            // Libraries, and records that check themselves, meet what is wrong with exceptions of many kinds.
            throw new IOException(Text.format("%s can't be read as a %s: %s", file, format.type(), FailureText.of(e)), e);
        }
    }

    /** The array called {@code name}. */
    public INDArray array(String name) throws IOException {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new ZipException("it lacks the array '" + name + "'");
        }
        return array;
    }

    /** The header as a record whose components are among its fields. */
    public <H extends Record> H header(Class<H> type) {
        return JsonRecords.read(header, type);
    }

    static String line(String sum, String entry) {
        return sum + "  " + entry;
    }
}
