package io.github.dkae.mixture;

import com.google.gson.JsonObject;
import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.JsonRecords;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An ensemble of mixtures as it is in a file. */
final class EnsembleFormat implements ModelFormat<GaussianMixtureEnsemble> {
    private static final String TYPE = "Gaussian mixture ensemble";
    private static final int VERSION = 2;

    /** What the archive's header holds. */
    private record Header(CovarianceType covarianceType) {}

    static ModelArchive archive(EnsembleParameters parameters, int[] iterations, boolean[] converged) {
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
        ArrayForm ints = ArrayForm.of(DataType.INT, ArrayForm.ANY);
        CovarianceType type = JsonRecords.read(header, Header.class).covarianceType();
        ArrayForm values = ArrayForm.of(EnsembleParameters.storage(type), ArrayForm.ANY, ArrayForm.ANY);
        return Map.of("offsets", ints, "iterations", ints, "converged", ints,
                "weights", ArrayForm.of(DataType.DOUBLE, ArrayForm.ANY), "means", values, "covariances", values);
    }

    @Override
    public GaussianMixtureEnsemble model(ModelArchive archive) throws IOException {
        CovarianceType type = archive.header(Header.class).covarianceType();
        int[] offsets = archive.array("offsets").toIntVector();
        double[] weights = HostArrays.doubles(archive.array("weights"));
        INDArray means = archive.array("means");
        INDArray covariances = archive.array("covariances");
        int mixtures = offsets.length - 1;
        Arguments.atLeast("number of mixtures", mixtures, 1);
        Arguments.between("first offset", offsets[0], 0, 0);
        Arguments.between("last offset", offsets[mixtures], weights.length, weights.length);
        for (int m = 0; m < mixtures; m++) {
            Arguments.between("offset " + (m + 1), offsets[m + 1], offsets[m] + 1, weights.length);
            MixtureParameters.requireWeights(weights, offsets[m], offsets[m + 1]);
        }
        MixtureParameters.requireShape("means", means, weights.length, means.columns());
        MixtureParameters.requireShape("covariances", covariances,
                type == CovarianceType.TIED ? mixtures : weights.length, type.length(1, means.columns()));
        if (type.isDiagonal()) {
            Arguments.positive("covariances", covariances.minNumber().doubleValue());
        }
        var parameters = new EnsembleParameters(type, offsets, weights, means, covariances);
        for (int m = 0; m < mixtures && type == CovarianceType.FULL; m++) {
            // Matrices that aren't positive definite would be met by the first evaluation only.
            ComponentDensities.of(parameters.mixture(m)).close();
        }
        int[] flags = counts(archive, "converged", mixtures, 1);
        boolean[] converged = new boolean[mixtures];
        for (int m = 0; m < mixtures; m++) {
            converged[m] = flags[m] == 1;
        }
        return new GaussianMixtureEnsemble(parameters, counts(archive, "iterations", mixtures, Integer.MAX_VALUE),
                converged);
    }

    /** A number for each mixture, in [0, {@code most}]. */
    private static int[] counts(ModelArchive archive, String name, int mixtures, int most) throws IOException {
        int[] counts = archive.array(name).toIntVector();
        Arguments.between("length of " + name, counts.length, mixtures, mixtures);
        for (int count : counts) {
            Arguments.between(name, count, 0, most);
        }
        return counts;
    }
}
