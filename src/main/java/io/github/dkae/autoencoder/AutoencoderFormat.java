package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained autoencoder as it is in a file.
 *
 * @param network    a network of the user's own; empty for an {@link Architecture}, which the file tells
 * @param codeLosses code losses other than dkae's own that the model may have been trained with
 */
record AutoencoderFormat(Optional<Network> network, List<CodeLoss> codeLosses)
        implements ModelFormat<DeepKernelizedAutoencoder> {
    private static final String TYPE = "deep kernelized autoencoder";
    private static final int VERSION = 2;

    /** What the archive's header holds beside the network. */
    private record Header(TrainingOptions options, String dataHash, TrainingHistory history) {}

    static ModelArchive archive(DeepKernelizedAutoencoder model, Map<String, INDArray> parameters) {
        JsonObject header = new JsonObject();
        header.add("architecture", ModelJson.network(model.network()));
        header.add("options", ModelJson.tree(model.options()));
        header.addProperty("seed", model.options().seed());
        header.addProperty("dataHash", model.dataHash());
        header.add("history", ModelJson.tree(model.history()));
        return new ModelArchive(TYPE, VERSION, header, parameters);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public Map<String, ArrayForm> arrays(JsonObject header) throws IOException {
        Map<String, ArrayForm> forms = new LinkedHashMap<>();
        shapes(header).forEach((name, shape) -> forms.put(name, ArrayForm.of(DataType.FLOAT, shape)));
        return forms;
    }

    private Map<String, long[]> shapes(JsonObject header) throws IOException {
        if (network.isEmpty()) {
            return ModelJson.read(header.get("architecture"), Architecture.class).shapes();
        }
        if (!ModelJson.network(network.get()).equals(header.get("architecture"))) {
            throw new ZipException(Text.format("it holds the network %.300s, not %s", header.get("architecture"),
                    network.get().name()));
        }
        return new ParameterLayout(network.get()).shapes();
    }

    @Override
    public DeepKernelizedAutoencoder model(ModelArchive archive) throws IOException {
        JsonObject json = archive.header();
        JsonObject options = json.getAsJsonObject("options");
        if (archive.version() == 1 && !options.has("inputNoise")) {
            // The first models were trained before there was noise.
            options.addProperty("inputNoise", 0.0);
        }
        if (!options.has("precision")) {
            options.addProperty("precision", "FLOAT32");
        }
        Header header = ModelJson.read(json, Header.class, codeLosses.toArray(CodeLoss[]::new));
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        for (String name : shapes(json).keySet()) {
            parameters.put(name, archive.array(name));
        }
        return new DeepKernelizedAutoencoder(
                network.isPresent() ? network.get() : ModelJson.read(json.get("architecture"), Architecture.class),
                header.options(), header.history(), header.dataHash(), parameters);
    }
}
