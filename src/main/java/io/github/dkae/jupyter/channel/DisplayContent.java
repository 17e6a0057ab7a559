package io.github.dkae.jupyter.channel;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * An output as it is sent: what the object was when it was shown, whatever its maker does with it later. Long text is
 * shortened; other representations that would take the kernel too much memory to send are replaced by a sentence.
 *
 * @param json the message's content
 * @param size characters in it, roughly
 */
record DisplayContent(JsonObject json, long size) {
    private static final Gson GSON = new Gson();
    private static final String TEXT = "text/plain";
    /** Text and bytes of a message are in memory several times while it is sent. */
    private static final long LONGEST = Runtime.getRuntime().maxMemory() / 32;

    /** @throws IllegalArgumentException when the data holds what JSON can't, such as NaN */
    static DisplayContent of(DisplayData display) {
        JsonObject json = GSON.toJsonTree(display).getAsJsonObject();
        JsonObject data = json.getAsJsonObject("data");
        for (Map.Entry<String, JsonElement> part : List.copyOf(data.entrySet())) {
            long size = size(part.getValue());
            if (size > LONGEST && !part.getKey().equals(TEXT)) {
                data.remove(part.getKey());
                String text = data.has(TEXT) ? data.get(TEXT).getAsString() + "\n" : "";
                data.addProperty(TEXT, text + String.format(Locale.ROOT, "%s of %,d characters is too long to be shown:"
                        + " at most %,d fit into this kernel's memory", part.getKey(), size, LONGEST));
            }
        }
        if (data.has(TEXT)) {
            data.addProperty(TEXT, LongText.shortened(data.get(TEXT).getAsString()));
        }
        return new DisplayContent(json, size(json));
    }

    private static long size(JsonElement element) {
        long size = 2;
        if (element.isJsonPrimitive()) {
            size += element.getAsString().length();
        } else if (element.isJsonArray()) {
            for (JsonElement child : element.getAsJsonArray()) {
                size += size(child);
            }
        } else if (element.isJsonObject()) {
            for (Map.Entry<String, JsonElement> child : element.getAsJsonObject().entrySet()) {
                size += child.getKey().length() + size(child.getValue());
            }
        }
        return size;
    }
}
