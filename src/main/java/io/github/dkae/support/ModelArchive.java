package io.github.dkae.support;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fitted model as one file: a zip of a JSON header and arrays in NumPy's format, which {@code numpy.load} reads too.
 *
 * <p>The same content gives the same bytes. Files are written whole or not at all, and each entry carries a checksum
 * that is verified on reading.
 *
 * @param type    what the file holds, such as "probabilistic cluster kernel"
 * @param version format version of that type
 * @param header  everything but arrays: options, seed, data hash
 * @param arrays  arrays by name, kept in the order of their names
 */
public record ModelArchive(String type, int version, JsonObject header, Map<String, INDArray> arrays) {
    private static final String HEADER = "header.json";
    private static final String ARRAY = ".npy";
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
            head.add("arrays", GSON.toJsonTree(arrays.keySet()));
            put(zip, HEADER, GSON.toJson(head).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
                put(zip, array.getKey() + ARRAY, bytes(array.getValue()));
            }
            zip.finish();
        });
    }

    /**
     * Reads an archive of the given type.
     *
     * @throws IOException when the file is missing, damaged, of another type or of a newer version than
     *                     {@code newestVersion}; the message says which
     */
    public static ModelArchive read(Path file, String type, int newestVersion) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file; expected a saved " + type);
        }
        JsonObject head = null;
        Map<String, INDArray> arrays = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                if (entry.getName().equals(HEADER)) {
                    head = JsonParser.parseString(new String(content, StandardCharsets.UTF_8)).getAsJsonObject();
                    check(file, head, type, newestVersion);
                } else if (entry.getName().endsWith(ARRAY)) {
                    String name = entry.getName().substring(0, entry.getName().length() - ARRAY.length());
                    arrays.put(name, Nd4j.createNpyFromByteArray(content));
                } else {
                    throw new ZipException("unexpected entry '" + entry.getName() + "'");
                }
            }
        } catch (ZipException | EOFException | RuntimeException e) {
            // The zip, JSON and array readers meet damage with unchecked exceptions of their own.
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        if (head == null) {
            throw new IOException(file + " is not a saved " + type + ": it has no header");
        }
        for (JsonElement name : head.getAsJsonArray("arrays")) {
            // A file that was cut off between two entries looks like a shorter zip.
            if (!arrays.containsKey(name.getAsString())) {
                throw new IOException(Text.format("%s is damaged: it lacks the array '%s'", file, name.getAsString()));
            }
        }
        return new ModelArchive(type, head.get("version").getAsInt(), head.getAsJsonObject("header"), arrays);
    }

    /** The array called {@code name}. */
    public INDArray array(String name) throws IOException {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IOException("the saved " + type + " lacks the array '" + name + "'; it is damaged or incomplete");
        }
        return array;
    }

    /** NumPy's format knows no strides, so that views and transposes are laid out in row order first. */
    private static byte[] bytes(INDArray array) {
        try (INDArray rowOrder = array.dup('c')) {
            return Nd4j.toNpyByteArray(rowOrder);
        }
    }

    private static void check(Path file, JsonObject head, String type, int newestVersion) throws IOException {
        String found = head.has("type") ? head.get("type").getAsString() : "unknown file";
        if (!found.equals(type)) {
            throw new IOException(Text.format("%s holds a %s, but a %s was expected", file, found, type));
        }
        int version = head.get("version").getAsInt();
        if (version < 1 || version > newestVersion) {
            throw new IOException(Text.format("%s has format version %d; this version of dkae reads up to version %d",
                    file, version, newestVersion));
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
