package io.github.dkae.spectral;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Golden figures, and comparisons with them. */
final class Golden {
    private Golden() {}

    static JsonObject read(String name) throws IOException {
        try (Reader reader = new InputStreamReader(Golden.class.getResourceAsStream("/golden/" + name + ".json"),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }

    static INDArray matrix(JsonObject object, String key) {
        return Nd4j.createFromArray(new Gson().fromJson(object.get(key), double[][].class));
    }

    static double[] values(JsonObject object, String key) {
        JsonArray array = object.getAsJsonArray(key);
        return new Gson().fromJson(array, double[].class);
    }

    static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        double off = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(off <= tolerance, () -> "off by " + off);
    }

    /** Compares columns up to their signs, which differ between libraries. */
    static INDArray withSignsOf(INDArray model, INDArray columns) {
        double[] signs = new double[columns.columns()];
        for (int j = 0; j < signs.length; j++) {
            double product = model.getColumn(j).mul(columns.getColumn(j)).sumNumber().doubleValue();
            signs[j] = product < 0 ? -1 : 1;
        }
        return columns.mulRowVector(Nd4j.createFromArray(signs).castTo(columns.dataType()));
    }
}
