package io.github.dkae.mixture;

import com.google.gson.JsonObject;
import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.JsonRecords;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.ModelFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A mixture as it is in a file. */
final class MixtureFormat implements ModelFormat<GaussianMixture> {
    private static final String TYPE = "Gaussian mixture";
    private static final int VERSION = 2;

    /** What the archive's header holds. */
    private record Header(CovarianceType covarianceType, int iterations, boolean converged) {
        Header {
            Arguments.atLeast("iterations", iterations, 0);
        }
    }

    static ModelArchive archive(GaussianMixture mixture) {
        MixtureParameters parameters = mixture.parameters();
        JsonObject header = new JsonObject();
        header.addProperty("covarianceType", parameters.covarianceType().name());
        header.addProperty("iterations", mixture.iterations());
        header.addProperty("converged", mixture.converged());
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("weights", parameters.weights());
        arrays.put("means", parameters.means());
        arrays.put("covariances", parameters.covariances());
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
        long[] covariances = JsonRecords.read(header, Header.class).covarianceType().shape(1, 1);
        Arrays.fill(covariances, ArrayForm.ANY);
        return Map.of("weights", ArrayForm.of(DataType.DOUBLE, ArrayForm.ANY),
                "means", ArrayForm.of(DataType.DOUBLE, ArrayForm.ANY, ArrayForm.ANY),
                "covariances", ArrayForm.of(DataType.DOUBLE, covariances));
    }

    @Override
    public GaussianMixture model(ModelArchive archive) throws IOException {
        Header header = archive.header(Header.class);
        MixtureParameters parameters = MixtureParameters.checked(header.covarianceType(), archive.array("weights"),
                archive.array("means"), archive.array("covariances"));
        // Matrices that aren't positive definite would be met by the first evaluation only.
        ComponentDensities.of(parameters).close();
        return new GaussianMixture(parameters, header.iterations(), header.converged());
    }
}
