package io.github.dkae.autoencoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads golden figures. */
final class Golden {
    private Golden() {}

    static JsonObject read(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static INDArray matrix(JsonArray rows) {
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubles(rows.get(i).getAsJsonArray());
        }
        return Nd4j.createFromArray(values);
    }

    static double[] doubles(JsonArray array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).getAsDouble();
        }
        return values;
    }

    /** A flat parameter vector from golden weights, biases and decoder biases. */
    static INDArray flat(Architecture architecture, JsonArray weights, JsonArray biases, JsonArray decoderBiases) {
        ParameterLayout layout = new ParameterLayout(architecture);
        INDArray flat = Nd4j.zeros(DataType.DOUBLE, layout.length());
        Map<String, INDArray> views = layout.views(flat);
        for (int i = 0; i < architecture.layers(); i++) {
            views.get("weights-" + (i + 1)).assign(matrix(weights.get(i).getAsJsonArray()));
            views.get("bias-" + (i + 1)).assign(Nd4j.createFromArray(doubles(biases.get(i).getAsJsonArray())));
            views.get("decoder-bias-" + (i + 1))
                    .assign(Nd4j.createFromArray(doubles(decoderBiases.get(i).getAsJsonArray())));
        }
        return flat;
    }

    /** The golden network: 6–5–4. */
    static Architecture architecture(TransferFunction code) {
        return new Architecture(6, List.of(5), 4, TransferFunction.SIGMOID, code, TransferFunction.SIGMOID);
    }
}
