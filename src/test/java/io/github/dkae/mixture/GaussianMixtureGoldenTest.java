package io.github.dkae.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.support.HostArrays;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Densities, one M-step and whole fits against figures of an independent implementation in float64. */
class GaussianMixtureGoldenTest {
    private static final JsonObject GOLDEN = JsonParser.parseReader(new InputStreamReader(
            GaussianMixtureGoldenTest.class.getResourceAsStream("/golden/gmm.json"), StandardCharsets.UTF_8))
            .getAsJsonObject();
    private static final INDArray X = array(GOLDEN.get("X"), 12, 2);
    private static final INDArray T = array(GOLDEN.get("T"), 5, 2);

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void densitiesOfGivenParameters(CovarianceType type) {
        JsonObject golden = golden(type);
        GaussianMixture mixture = GaussianMixture.of(start(type));
        assertArrayEquals(values(golden.get("posterior_X")), HostArrays.doubles(mixture.responsibilities(X)), 1e-12);
        assertArrayEquals(values(golden.get("posterior_T")), HostArrays.doubles(mixture.responsibilities(T)), 1e-12);
        assertEquals(golden.get("mean_loglik_X").getAsDouble(), mixture.meanLogLikelihood(X), 1e-12);
        assertArrayEquals(values(golden.get("loglik_per_sample_T")), mixture.logDensity(T), 1e-12);
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void oneIterationFromGivenParameters(CovarianceType type) {
        GaussianMixture mixture = GaussianMixture.fit(X, start(type), options(type).withMaximumIterations(1));
        assertParameters(golden(type).getAsJsonObject("after_one_mstep_reg1e-3"), mixture.parameters());
        assertEquals(1, mixture.iterations());
        assertTrue(!mixture.converged());
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void convergedFitFromGivenParameters(CovarianceType type) {
        JsonObject golden = golden(type).getAsJsonObject("em_converged_from_these");
        GaussianMixture mixture = GaussianMixture.fit(X, start(type), options(type).withTolerance(1e-9));
        assertParameters(golden, mixture.parameters());
        assertEquals(golden.get("n_iter").getAsInt(), mixture.iterations());
        assertEquals(golden.get("converged").getAsBoolean(), mixture.converged());
        assertEquals(golden.get("mean_loglik").getAsDouble(), mixture.meanLogLikelihood(X), 1e-9);
        assertArrayEquals(values(golden.get("posterior_T")), HostArrays.doubles(mixture.responsibilities(T)), 1e-9);
    }

    private static GaussianMixture.Options options(CovarianceType type) {
        return GaussianMixture.Options.defaults().withCovarianceType(type).withVarianceFloor(1e-3);
    }

    private static MixtureParameters start(CovarianceType type) {
        return MixtureParameters.of(type, array(GOLDEN.get("weights"), 3), array(GOLDEN.get("means"), 3, 2),
                array(golden(type).get("covariances"), type.shape(3, 2)));
    }

    private static void assertParameters(JsonObject expected, MixtureParameters actual) {
        assertArrayEquals(values(expected.get("weights")), HostArrays.doubles(actual.weights()), 1e-9);
        assertArrayEquals(values(expected.get("means")), HostArrays.doubles(actual.means()), 1e-9);
        assertArrayEquals(values(expected.get("covariances")), HostArrays.doubles(actual.covariances()), 1e-9);
    }

    private static JsonObject golden(CovarianceType type) {
        return GOLDEN.getAsJsonObject(switch (type) {
            case FULL -> "full";
            case TIED -> "tied";
            case DIAGONAL -> "diag";
            case SPHERICAL -> "spherical";
        });
    }

    private static INDArray array(JsonElement json, long... shape) {
        return Nd4j.create(values(json), shape, 'c');
    }

    private static double[] values(JsonElement json) {
        List<Double> values = new ArrayList<>();
        collect(json, values);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonElement json, List<Double> values) {
        if (json instanceof JsonArray array) {
            array.forEach(element -> collect(element, values));
        } else {
            values.add(json.getAsDouble());
        }
    }
}
