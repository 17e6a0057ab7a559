package io.github.dkae.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads a {@link ModelArchive}, first its header, which says what arrays there may be, then those; nothing that the
 * file says of its own sizes is believed. Its refusals don't name the file.
 */
final class ArchiveReader {
    private static final int LONGEST_SUMS = 1 << 20;

    private final Path file;
    private final Map<String, String> sums = new TreeMap<>();

    ArchiveReader(Path file) {
        this.file = file;
    }

    /** What a header says, whatever the model. */
    private record Head(String type, int version, JsonObject header) {}

    ModelArchive read(ModelFormat<?> format) throws IOException {
        JsonObject json = header();
        Head head = JsonRecords.read(json, Head.class);
        if (!head.type().equals(format.type())) {
            throw new ZipException(Text.format("it holds a %.80s", head.type()));
        }
        if (head.version() < 1 || head.version() > format.version()) {
            throw new ZipException(Text.format("it has format version %d, but this version of dkae reads up to version %d", head.version(), format.version()));
        }
        Map<String, INDArray> arrays = new TreeMap<>();
        String saved = content(format.arrays(head.header()), arrays);
        if (saved != null) {
            checkSums(saved);
        } else {
            checkNames(json.get("arrays"), arrays);
        }
        return new ModelArchive(head.type(), head.version(), head.header(), arrays);
    }

    private ZipInputStream open() throws IOException {
        return new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    private JsonObject header() throws IOException {
        UnpackLimit limit = UnpackLimit.ofFile(Files.size(file));
        try (ZipInputStream zip = open()) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                DigestInputStream content = new DigestInputStream(limit.over(zip), Sha256.digest());
                if (entry.getName().equals(ModelArchive.HEADER)) {
                    JsonObject header = JsonFiles.object(content);
                    sums.put(ModelArchive.HEADER, Sha256.of(content.getMessageDigest()));
                    return header;
                }
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
        throw new ZipException("it has no " + ModelArchive.HEADER);
    }

    /** Reads the arrays; returns the checksums that were saved with them, if any. */
    private String content(Map<String, ArrayForm> forms, Map<String, INDArray> arrays) throws IOException {
        String saved = null;
        UnpackLimit limit = UnpackLimit.ofFile(Files.size(file));
        Set<String> names = new HashSet<>();
        try (ZipInputStream zip = open()) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                InputStream content = limit.over(zip);
                if (!names.add(name)) {
                    throw new ZipException(Text.format("it has two entries '%.80s'", name));
                }
                if (name.equals(ModelArchive.HEADER)) {
                    content.transferTo(OutputStream.nullOutputStream());
                } else if (name.equals(ModelArchive.SUMS)) {
                    saved = new String(content.readNBytes(LONGEST_SUMS), StandardCharsets.UTF_8);
                } else {
                    array(name, content, forms, limit.left(), arrays);
                }
            }
        }
        return saved;
    }

    private void array(String entry, InputStream in, Map<String, ArrayForm> forms, long most,
            Map<String, INDArray> arrays) throws IOException {
        String name = entry.endsWith(ModelArchive.ARRAY)
                ? entry.substring(0, entry.length() - ModelArchive.ARRAY.length()) : null;
        if (name == null || !forms.containsKey(name)) {
            throw new ZipException(Text.format("it has the entry '%.80s', which doesn't belong there", entry));
        }
        DigestInputStream content = new DigestInputStream(in, Sha256.digest());
        try {
            arrays.put(name, NpyFormat.read(content, forms.get(name), most));
        } catch (IOException | RuntimeException e) {
            throw new IOException(Text.format("its array '%s' can't be read: %s", name, FailureText.of(e)), e);
        }
        sums.put(entry, Sha256.of(content.getMessageDigest()));
    }

    private void checkSums(String saved) throws IOException {
        List<String> lines = saved.lines().toList();
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            if (!lines.contains(ModelArchive.line(sum.getValue(), sum.getKey()))) {
                throw new ZipException(Text.format("its entry '%s' is not the one that was saved", sum.getKey()));
            }
        }
        if (lines.size() != sums.size()) {
            throw new ZipException(Text.format("it has %d of the %d entries that were saved", sums.size(), lines.size()));
        }
    }

    /** Files had a list of their arrays before they had checksums; one that is cut off looks like a shorter zip. */
    private static void checkNames(JsonElement names, Map<String, INDArray> arrays) throws IOException {
        if (names == null || !names.isJsonArray()) {
            throw new ZipException("it has no " + ModelArchive.SUMS);
        }
        for (JsonElement name : names.getAsJsonArray()) {
            if (!arrays.containsKey(name.getAsString())) {
                throw new ZipException(Text.format("it lacks the array '%.80s'", name.getAsString()));
            }
        }
    }
}
