package io.github.dkae.support;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads JSON that anything may have happened to; what a small file may blow up to is bounded by the heap's size. */
public final class JsonFiles {
    private static final int DEPTH = 32;
    /** An object of one field takes some 200 bytes of heap; half of the heap at most is for what is read. */
    private static final long MOST_VALUES = Runtime.getRuntime().maxMemory() / 400;
    /** Text is copied a few times. */
    private static final long LONGEST_TEXT = Runtime.getRuntime().maxMemory() / 16;
    private static final TypeAdapter<JsonElement> LEAF = new Gson().getAdapter(JsonElement.class);

    private final JsonReader reader;
    private long values;

    private JsonFiles(InputStream in) {
        reader = new JsonReader(new InputStreamReader(UnpackLimit.of(LONGEST_TEXT).over(in),
                StandardCharsets.UTF_8.newDecoder()));
        reader.setNestingLimit(DEPTH);
        // Losses that weren't measured are written as NaN.
        reader.setStrictness(Strictness.LENIENT);
    }

    /**
     * The object that a file holds; NaN is read, too.
     *
     * @throws IOException when there is no such file, or it isn't one object of JSON, UTF-8, without fields that are
     *                     there twice; the message names the file
     */
    public static JsonObject object(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return object(in);
        } catch (IOException e) {
            throw new IOException(Text.format("%s can't be read: %s", file, FailureText.of(e)), e);
        }
    }

    /** As {@link #object(Path)}, of a stream that is read to its end and not named. */
    public static JsonObject object(InputStream in) throws IOException {
        try {
            JsonFiles json = new JsonFiles(in);
            JsonElement element = json.value();
            if (!element.isJsonObject() || json.reader.peek() != JsonToken.END_DOCUMENT) {
                throw new ZipException("it is no single object");
            }
            return element.getAsJsonObject();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not JSON: its text is not UTF-8", e);
        } catch (IOException | RuntimeException e) {
            throw new IOException("it is not JSON: " + FailureText.of(e), e);
        }
    }

    private JsonElement value() throws IOException {
        if (++values > MOST_VALUES) {
            throw new ZipException(Text.format("it has more than %,d values, the most for this heap (-Xmx)", MOST_VALUES));
        }
        if (reader.peek() == JsonToken.BEGIN_OBJECT) {
            JsonObject object = new JsonObject();
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (object.has(name)) {
                    throw new ZipException(Text.format("'%.80s' is there twice", name));
                }
                object.add(name, value());
            }
            reader.endObject();
            return object;
        }
        if (reader.peek() == JsonToken.BEGIN_ARRAY) {
            JsonArray array = new JsonArray();
            reader.beginArray();
            while (reader.hasNext()) {
                array.add(value());
            }
            reader.endArray();
            return array;
        }
        return LEAF.read(reader);
    }
}
