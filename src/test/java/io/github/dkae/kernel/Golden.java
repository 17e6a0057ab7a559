package io.github.dkae.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Figures of an independent implementation in float64. */
final class Golden {
    private Golden() {}

    static JsonObject read(String name) {
        return JsonParser.parseReader(new InputStreamReader(
                Golden.class.getResourceAsStream("/golden/" + name), StandardCharsets.UTF_8)).getAsJsonObject();
    }

    static INDArray matrix(JsonElement rows) {
        JsonArray array = rows.getAsJsonArray();
        double[][] values = new double[array.size()][];
        Arrays.setAll(values, i -> vector(array.get(i)));
        return Nd4j.createFromArray(values);
    }

    static double[] vector(JsonElement json) {
        JsonArray array = json.getAsJsonArray();
        double[] values = new double[array.size()];
        Arrays.setAll(values, i -> array.get(i).getAsDouble());
        return values;
    }
}
