package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained autoencoder as it is in a file.
 *
 * @param codeLosses code losses other than dkae's own that the model may have been trained with
 */
record AutoencoderFormat(CodeLoss... codeLosses) implements ModelFormat<DeepKernelizedAutoencoder> {
    private static final String TYPE = "deep kernelized autoencoder";
    private static final int VERSION = 2;

    /** What the archive's header holds. */
    private record Header(Architecture architecture, TrainingOptions options, long seed, String dataHash,
                          TrainingHistory history) {}

    static ModelArchive archive(DeepKernelizedAutoencoder model, List<Layer> layers) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).putInto(arrays, i);
        }
        Header header = new Header(model.architecture(), model.options(), model.options().seed(), model.dataHash(),
                model.history());
        return new ModelArchive(TYPE, VERSION, ModelJson.tree(header).getAsJsonObject(), arrays);
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
    public Map<String, ArrayForm> arrays(JsonObject header) {
        Architecture architecture = ModelJson.read(header.get("architecture"), Architecture.class);
        Map<String, ArrayForm> forms = new HashMap<>();
        for (int i = 0; i < architecture.layers(); i++) {
            Layer.putForms(forms, architecture, i);
        }
        return forms;
    }

    @Override
    public DeepKernelizedAutoencoder model(ModelArchive archive) throws IOException {
        JsonObject json = archive.header();
        JsonObject options = json.getAsJsonObject("options");
        if (archive.version() == 1 && !options.has("inputNoise")) {
            // The first models were trained before there was noise.
            options.addProperty("inputNoise", 0.0);
        }
        Header header = ModelJson.read(json, Header.class, codeLosses);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < header.architecture().layers(); i++) {
            layers.add(Layer.from(archive, header.architecture(), i));
        }
        return new DeepKernelizedAutoencoder(header.architecture(), header.options(), header.history(),
                header.dataHash(), layers);
    }
}
