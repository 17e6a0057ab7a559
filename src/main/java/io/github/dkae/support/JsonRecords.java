package io.github.dkae.support;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.function.Function;

/**
 * Records as JSON. Gson itself takes 0 or null for what is missing or unknown and cuts numbers to their type; here all
 * of that is refused with the component's name, as is what the record's constructor refuses.
 */
public final class JsonRecords {
    private JsonRecords() {}

    /** A builder for a Gson that reads records strictly; NaN and infinities are read and written. */
    public static GsonBuilder gson() {
        JsonDeserializer<Integer> ints = (json, type, context) -> number(json, "32", Integer::valueOf);
        JsonDeserializer<Long> longs = (json, type, context) -> number(json, "64", Long::valueOf);
        JsonDeserializer<Boolean> booleans = (json, type, context) -> {
            if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isBoolean()) {
                throw new JsonParseException("must be true or false, but is " + text(json));
            }
            return json.getAsBoolean();
        };
        return new GsonBuilder().serializeSpecialFloatingPointValues()
                .registerTypeAdapter(int.class, ints).registerTypeAdapter(Integer.class, ints)
                .registerTypeAdapter(long.class, longs).registerTypeAdapter(boolean.class, booleans)
                .registerTypeHierarchyAdapter(Record.class, (JsonDeserializer<Record>) JsonRecords::record);
    }

    /**
     * A record that was read.
     *
     * @throws JsonParseException when it lacks a component, or has one of another type or out of range
     */
    public static <T extends Record> T read(JsonElement json, Class<T> type) {
        return gson().create().fromJson(json, type);
    }

    private static <T> T number(JsonElement json, String bits, Function<String, T> parser) {
        try {
            return parser.apply(json.getAsString());
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            throw new JsonParseException(Text.format("must be a whole number of %s bits, but is %s", bits, text(json)), e);
        }
    }

    private static Record record(JsonElement json, Type type, JsonDeserializationContext context) {
        if (!json.isJsonObject()) {
            throw new JsonParseException("must be an object, but is " + text(json));
        }
        RecordComponent[] components = TypeToken.get(type).getRawType().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(components[i], json.getAsJsonObject().get(components[i].getName()), context);
        }
        try {
            Constructor<?> constructor = TypeToken.get(type).getRawType().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new JsonParseException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every record has a constructor of its components", e);
        }
    }

    private static Object component(RecordComponent component, JsonElement json, JsonDeserializationContext context) {
        if (json == null || json.isJsonNull()) {
            throw new JsonParseException(Text.format("'%s' is missing", component.getName()));
        }
        Object value;
        try {
            value = context.deserialize(json, component.getGenericType());
        } catch (RuntimeException e) {
            throw new JsonParseException(Text.format("%s: %s", component.getName(), FailureText.of(e)), e);
        }
        if (value == null) {
            throw new JsonParseException(Text.format("'%s' is unknown for %s", text(json), component.getName()));
        }
        return value;
    }

    private static String text(JsonElement json) {
        return Text.format("%.80s", json);
    }
}
