package io.github.dkae.support;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What may happen to a file: bytes flipped or lost, and archives taken apart and put together otherwise. */
public final class Mutations {
    private static final String SUMS = "SHA256SUMS";
    private static final String[] TYPES = {"<f4", ">f4", "<f8", "<i4", "|b1", "<f2", "<c8", "|O", "<U9",
        "|V0", ""};
    private static final String[] SHAPES = {"()", "(0,)", "(1,)", "(3,)", "(4, 3)", "(3, 4)", "(6, 4)", "(-1,)",
        "(1000000,)", "(2147483647, 2147483647)", "(4294967296,)",
        "(9999999999, 9999999999, 9999999999)", "(1, 1, 1, 1)", "(1,", "x"};
    private static final JsonElement[] VALUES = {JsonNull.INSTANCE, new JsonPrimitive(-1), new JsonPrimitive(0),
        new JsonPrimitive(1), new JsonPrimitive(Integer.MAX_VALUE), new JsonPrimitive(4294967297L),
        new JsonPrimitive(1.5), new JsonPrimitive(1e300), new JsonPrimitive(Double.NaN),
        new JsonPrimitive(Double.POSITIVE_INFINITY), new JsonPrimitive("x"), new JsonPrimitive(true), new JsonArray(), new JsonObject()};

    private final SplittableRandom random;

    public Mutations(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Some bytes changed, cut off, put in or taken out. */
    public byte[] bytes(byte[] content) {
        int at = random.nextInt(content.length);
        byte[] changed = content.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(content, at);
            }
            case 1 -> {
                byte[] longer = new byte[content.length + 1 + random.nextInt(40)];
                System.arraycopy(content, 0, longer, 0, at);
                System.arraycopy(content, at, longer, longer.length - (content.length - at), content.length - at);
                return longer;
            }
            default -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    changed[random.nextInt(content.length)] = (byte) random.nextInt(256);
                }
                return changed;
            }
        }
    }

    /** An archive with one to three things changed. */
    public byte[] archive(byte[] content, byte[] other) throws IOException {
        return random.nextInt(4) == 0 ? bytes(content) : ZipBytes.of(entries(content, other));
    }

    /** As {@link #archive}, with checksums that fit, or none as in old files: only the content can give it away. */
    public byte[] forged(byte[] content, byte[] other) throws IOException {
        Map<String, byte[]> entries = entries(content, other);
        entries.remove(SUMS);
        StringBuilder sums = new StringBuilder();
        entries.forEach((name, bytes) -> sums.append(Sha256.of(bytes)).append("  ").append(name).append('\n'));
        entries.put(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        return ZipBytes.of(entries);
    }

    private Map<String, byte[]> entries(byte[] content, byte[] other) throws IOException {
        Map<String, byte[]> entries = ZipBytes.entries(content);
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> names = List.copyOf(entries.keySet());
            String name = random.nextInt(3) == 0 ? names.get(0) : pick(names);
            switch (random.nextInt(9)) {
                case 0 -> entries.remove(name);
                case 1 -> entries.put(pick(names) + (random.nextBoolean() ? "" : ".npy"), entries.remove(name));
                case 2 -> entries.put(name, ZipBytes.entries(other).getOrDefault(name, new byte[0]));
                case 3 -> entries.put(name, entries.get(pick(names)));
                case 4 -> entries.put(name, bytes(Arrays.copyOf(entries.get(name), entries.get(name).length + 1)));
                case 5 -> entries.computeIfPresent(pick(names), (entry, bytes) -> values(bytes));
                case 6 -> entries.computeIfPresent("header.json", (entry, bytes) -> json(bytes));
                default -> entries.computeIfPresent(pick(names), (entry, bytes) -> array(bytes));
            }
            if (entries.isEmpty()) {
                break;
            }
        }
        return new LinkedHashMap<>(entries);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** An array whose data, at the end, have other values. */
    private byte[] values(byte[] content) {
        byte[] changed = content.clone();
        byte[][] values = {{0, 0, (byte) 0xC0, 0x7F}, {0, 0, (byte) 0x80, (byte) 0xFF}, {0, 0, 0, (byte) 0xBF},
            {(byte) 0xFF, (byte) 0xFF, 0x7F, 0x7F}, {1, 0, 0, 0}, {0, 0, 0, (byte) 0x80}};
        byte[] value = pick(Arrays.asList(values));
        int data = content.length - 128;
        if (data >= 4) {
            System.arraycopy(value, 0, changed, 128 + 4 * random.nextInt(data / 4), 4);
        }
        return changed;
    }

    /** An array whose header says something else. */
    private byte[] array(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String changed = switch (random.nextInt(5)) {
            case 0 -> text.replaceFirst("'[<>|][a-z]\\d'", "'" + pick(Arrays.asList(TYPES)) + "'");
            case 1 -> text.replaceFirst("False", "True ");
            case 2 -> text.replaceFirst("\\x93NUMPY.", "\u0093NUMPY" + (char) random.nextInt(5));
            default -> text.replaceFirst("\\([\\d, ]*\\)", pick(Arrays.asList(SHAPES)));
        };
        int end = text.indexOf('\n');
        int newEnd = changed.indexOf('\n');
        if (end > 0 && newEnd > 10 && random.nextInt(4) > 0) {
            String header = changed.substring(0, newEnd).stripTrailing();
            changed = header + " ".repeat(Math.max(0, end - header.length())) + changed.substring(newEnd);
        }
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A header with a field that is missing, renamed or something else. */
    private byte[] json(byte[] content) {
        JsonElement root;
        try {
            root = JsonParser.parseString(new String(content, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return content;
        }
        List<JsonElement> parents = new ArrayList<>();
        collect(root, parents);
        JsonElement value = pick(Arrays.asList(VALUES));
        if (random.nextInt(20) == 0) {
            for (int depth = random.nextInt(5000); depth > 0; depth--) {
                JsonArray nest = new JsonArray();
                nest.add(value);
                value = nest;
            }
        }
        JsonElement parent = parents.isEmpty() ? JsonNull.INSTANCE : pick(parents);
        if (parent.isJsonObject()) {
            JsonObject object = parent.getAsJsonObject();
            String name = pick(List.copyOf(object.keySet()));
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.add(name + "s", object.remove(name));
                default -> object.add(name, value);
            }
        } else if (parent.isJsonArray()) {
            JsonArray array = parent.getAsJsonArray();
            switch (random.nextInt(3)) {
                case 0 -> array.remove(random.nextInt(array.size()));
                case 1 -> array.add(value);
                default -> array.set(random.nextInt(array.size()), value);
            }
        }
        return text(root).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonElement root) {
        try {
            return root.toString();
        } catch (StackOverflowError e) {
            return "[".repeat(100_000);
        }
    }

    private static void collect(JsonElement element, List<JsonElement> parents) {
        if (element.isJsonObject() && !element.getAsJsonObject().isEmpty()) {
            parents.add(element);
            element.getAsJsonObject().asMap().values().forEach(child -> collect(child, parents));
        } else if (element.isJsonArray() && !element.getAsJsonArray().isEmpty()) {
            parents.add(element);
            element.getAsJsonArray().forEach(child -> collect(child, parents));
        }
    }
}
