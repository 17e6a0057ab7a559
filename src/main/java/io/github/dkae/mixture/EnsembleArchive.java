package io.github.dkae.mixture;

import com.google.gson.JsonObject;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.ModelArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An ensemble of mixtures as it is in a file. */
final class EnsembleArchive {
    private static final String TYPE = "Gaussian mixture ensemble";
    private static final int VERSION = 1;

    private EnsembleArchive() {}

    static ModelArchive of(EnsembleParameters parameters, int[] iterations, boolean[] converged) {
        JsonObject header = new JsonObject();
        header.addProperty("covarianceType", parameters.covarianceType().name());
        int[] offsets = new int[parameters.mixtures() + 1];
        Arrays.setAll(offsets, parameters::offset);
        int[] flags = new int[converged.length];
        Arrays.setAll(flags, m -> converged[m] ? 1 : 0);
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("offsets", Nd4j.createFromArray(offsets));
        arrays.put("iterations", Nd4j.createFromArray(iterations));
        arrays.put("converged", Nd4j.createFromArray(flags));
        arrays.put("weights", Nd4j.createFromArray(parameters.weights()));
        arrays.put("means", parameters.means().dup());
        arrays.put("covariances", parameters.covariances().dup());
        return new ModelArchive(TYPE, VERSION, header, arrays);
    }

    static ModelArchive read(Path file) throws IOException {
        return ModelArchive.read(file, TYPE, VERSION);
    }

    static EnsembleParameters parameters(ModelArchive archive) throws IOException {
        return new EnsembleParameters(
                CovarianceType.valueOf(archive.header().get("covarianceType").getAsString()),
                archive.array("offsets").toIntVector(), HostArrays.doubles(archive.array("weights")),
                archive.array("means"), archive.array("covariances"));
    }

    static int[] iterations(ModelArchive archive) throws IOException {
        return archive.array("iterations").toIntVector();
    }

    static boolean[] converged(ModelArchive archive) throws IOException {
        int[] flags = archive.array("converged").toIntVector();
        boolean[] converged = new boolean[flags.length];
        for (int m = 0; m < flags.length; m++) {
            converged[m] = flags[m] == 1;
        }
        return converged;
    }
}
