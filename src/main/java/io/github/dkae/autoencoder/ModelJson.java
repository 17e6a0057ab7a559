package io.github.dkae.autoencoder;

import com.google.gson.Gson;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.dkae.support.JsonRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Options, architecture and history as JSON; a code loss is written as its name. */
final class ModelJson {
    private static final List<CodeLoss> BUILT_IN = List.of(new NormalisedFrobenius(), new CentredAlignment());

    private ModelJson() {}

    static JsonElement tree(Object value) {
        return gson(BUILT_IN).toJsonTree(value);
    }

    /** What a run's outcome depends on: an architecture's sizes, or the name and parameters of a network of the user's own. */
    static JsonElement network(Network network) {
        if (network instanceof Architecture) {
            return tree(network);
        }
        JsonObject json = new JsonObject();
        json.addProperty("name", network.name());
        json.add("parameters", tree(new ParameterLayout(network).shapes()));
        return json;
    }

    /** Reads a record back, strictly; {@code others} are code losses that its options may name beside the built-in ones. */
    static <T> T read(JsonElement json, Class<T> type, CodeLoss... others) {
        List<CodeLoss> known = new ArrayList<>(BUILT_IN);
        known.addAll(Arrays.asList(others));
        return gson(known).fromJson(json, type);
    }

    private static Gson gson(List<CodeLoss> known) {
        JsonSerializer<CodeLoss> write = (loss, type, context) -> new JsonPrimitive(loss.name());
        JsonDeserializer<CodeLoss> read = (json, type, context) -> named(json.getAsString(), known);
        return JsonRecords.gson()
                .registerTypeHierarchyAdapter(CodeLoss.class, write)
                .registerTypeHierarchyAdapter(CodeLoss.class, read)
                .create();
    }

    private static CodeLoss named(String name, List<CodeLoss> known) {
        if (name.startsWith(LogDeterminantDivergence.PREFIX)) {
            String ridge = name.substring(LogDeterminantDivergence.PREFIX.length());
            return new LogDeterminantDivergence(Double.parseDouble(ridge));
        }
        return known.stream().filter(loss -> loss.name().equals(name)).findFirst()
                .orElseGet(() -> NamedCodeLoss.unknown(name));
    }
}
