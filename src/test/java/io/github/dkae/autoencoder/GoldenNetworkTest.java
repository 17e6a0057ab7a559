package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.graph.Adam;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward pass, losses, gradients and three Adam steps against figures computed independently in float64. */
class GoldenNetworkTest {
    private static final JsonObject GOLDEN = Golden.read("dkae.json");
    private static final CodeLoss LOSS = new NormalisedFrobenius();
    private final INDArray x = Golden.matrix(GOLDEN.getAsJsonArray("X"));
    private final Optional<INDArray> prior = Optional.of(Golden.matrix(GOLDEN.getAsJsonArray("K")));

    private static Stream<Arguments> settings() {
        return Stream.of(DataType.DOUBLE, DataType.FLOAT).flatMap(type -> Stream.of(
                Arguments.of("sigmoid_lam0_1", TransferFunction.SIGMOID, 0.1, type),
                Arguments.of("linear_lam0_1", TransferFunction.LINEAR, 0.1, type),
                Arguments.of("sigmoid_lam0", TransferFunction.SIGMOID, 0.0, type),
                Arguments.of("sigmoid_lam1", TransferFunction.SIGMOID, 1.0, type)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void programGivesTheFigures(String name, TransferFunction code, double lambda, DataType type) {
        Architecture architecture = Golden.architecture(code);
        JsonObject expected = GOLDEN.getAsJsonObject(name);
        boolean precise = type == DataType.DOUBLE;
        try (Evaluation evaluation = new Evaluation(architecture, Optional.of(LOSS), 8, start(architecture).castTo(type),
                OptionalInt.empty());
             Adam adam = new Adam(evaluation.parameters, evaluation.gradient, Adam.Options.defaults(),
                     List.of(evaluation.parameters.length()))) {
            for (int step = 0; step <= 3; step++) {
                Losses losses = evaluation.run(x, x, prior, lambda);
                JsonObject figures = expected.getAsJsonArray("history_loss_before_step_0_to_3").get(step)
                        .getAsJsonObject();
                double tolerance = precise ? 1e-10 : 3e-6;
                assertEquals(figures.get("loss").getAsDouble(), losses.total(), tolerance);
                assertEquals(figures.get("Lr").getAsDouble(), losses.reconstruction(), tolerance);
                assertEquals(figures.get("Lc").getAsDouble(), losses.code(), tolerance);
                if (step == 0) {
                    assertClose(Golden.matrix(expected.getAsJsonArray("codes")),
                            evaluation.output(NetworkGraph.CODES), precise ? 1e-12 : 5e-7);
                    assertClose(Golden.matrix(expected.getAsJsonArray("recon")),
                            evaluation.output(NetworkGraph.RECONSTRUCTION), precise ? 1e-12 : 5e-7);
                    assertClose(Golden.flat(architecture, expected.getAsJsonArray("gW"), expected.getAsJsonArray("gb"),
                            expected.getAsJsonArray("gc")), evaluation.gradient, precise ? 1e-11 : 5e-7);
                }
                if (step < 3) {
                    adam.step(1e-3);
                }
            }
            assertClose(Golden.flat(architecture, expected.getAsJsonArray("W_after_3_adam_steps"),
                    expected.getAsJsonArray("b_after"), expected.getAsJsonArray("c_after")), evaluation.parameters,
                    precise ? 1e-10 : 3e-6);
        }
    }

    private static INDArray start(Architecture architecture) {
        return Golden.flat(architecture, GOLDEN.getAsJsonArray("W"), GOLDEN.getAsJsonArray("b_enc"),
                GOLDEN.getAsJsonArray("c_dec"));
    }

    private static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        double difference = expected.sub(actual.castTo(expected.dataType())).amaxNumber().doubleValue();
        assertTrue(difference <= tolerance, () -> "greatest difference " + difference + " > " + tolerance);
    }
}
