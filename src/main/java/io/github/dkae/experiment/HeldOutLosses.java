package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Both losses of a stacked autoencoder and a dkAE on samples that nothing was fitted on, the code loss over the whole
 * kernel matrix.
 *
 * @param sae  the losses with λ = 0
 * @param dkae the losses of the network trained towards the prior
 */
public record HeldOutLosses(Losses sae, Losses dkae) implements ExperimentResult {

    /**
     * Measures; see {@link DeepKernelizedAutoencoder#losses(INDArray, KernelBlocks)} for the cost.
     *
     * @param samples that nothing was fitted on
     */
    public static HeldOutLosses of(Dataset samples, Kernel prior, DeepKernelizedAutoencoder sae,
            DeepKernelizedAutoencoder dkae) {
        Arguments.present("samples", samples);
        Arguments.present("prior", prior);
        INDArray x = samples.features();
        KernelBlocks blocks = prior.over(x);
        return new HeldOutLosses(sae.losses(x, blocks), dkae.losses(x, blocks));
    }

    /** One row for each network. */
    public Table table() {
        return Table.create(title(), StringColumn.create("network", "sAE, λ = 0", "dkAE"),
                Rounding.column("reconstruction loss L_r", 5, sae.reconstruction(), dkae.reconstruction()),
                Rounding.column("code loss L_c", 4, sae.code(), dkae.code()));
    }

    @Override
    public String section() {
        return "losses";
    }

    @Override
    public String title() {
        return "Losses on test data";
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.add("sae", json(sae));
        json.add("dkae", json(dkae));
        return json;
    }

    private static JsonObject json(Losses losses) {
        JsonObject json = new JsonObject();
        json.addProperty("reconstruction", losses.reconstruction());
        json.addProperty("code", losses.code());
        return json;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("losses", table());
    }

    @Override
    public Map<String, Picture> pictures() {
        return Map.of();
    }
}
