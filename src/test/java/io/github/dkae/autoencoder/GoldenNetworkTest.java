package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Forward pass, losses, gradients and three Adam steps against figures computed independently in float64. */
class GoldenNetworkTest {
    private static final JsonObject GOLDEN = Golden.read("dkae.json");
    private static final CodeLoss LOSS = new NormalisedFrobenius();
    private final INDArray x = Golden.matrix(GOLDEN.getAsJsonArray("X"));
    private final Optional<INDArray> prior = Optional.of(Golden.matrix(GOLDEN.getAsJsonArray("K")));

    @ParameterizedTest
    @CsvSource({"sigmoid_lam0_1, SIGMOID, 0.1", "linear_lam0_1, LINEAR, 0.1", "sigmoid_lam0, SIGMOID, 0",
        "sigmoid_lam1, SIGMOID, 1"})
    void graphInDoublePrecisionGivesTheFigures(String name, TransferFunction code, double lambda) {
        Architecture architecture = Golden.architecture(code);
        INDArray parameters = start(architecture);
        INDArray gradient = Nd4j.zerosLike(parameters);
        try (NetworkGraph graph = new NetworkGraph(architecture, Optional.of(LOSS), 8, DataType.DOUBLE)) {
            graph.setParameters(parameters);
            graph.gradients(x, x, prior, lambda, gradient);
            JsonObject expected = GOLDEN.getAsJsonObject(name);
            assertClose(Golden.matrix(expected.getAsJsonArray("codes")),
                    graph.output(x, prior, lambda, NetworkGraph.CODES), 1e-12);
            assertClose(Golden.matrix(expected.getAsJsonArray("recon")),
                    graph.output(x, prior, lambda, NetworkGraph.RECONSTRUCTION), 1e-12);
            assertClose(Golden.flat(architecture, expected.getAsJsonArray("gW"), expected.getAsJsonArray("gb"),
                    expected.getAsJsonArray("gc")), gradient, 1e-11);
        }
        GradientEngine engine = new GraphEngine(architecture, Optional.of(LOSS), 8, parameters, gradient);
        Optimizer adam = new ArrayAdam(parameters, gradient, 0, 0, 0);
        threeSteps(name, architecture, lambda, engine, adam, parameters, 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"sigmoid_lam0_1, SIGMOID, 0.1", "linear_lam0_1, LINEAR, 0.1", "sigmoid_lam0, SIGMOID, 0",
        "sigmoid_lam1, SIGMOID, 1"})
    void leanEngineGivesTheFiguresInSinglePrecision(String name, TransferFunction code, double lambda) {
        Architecture architecture = Golden.architecture(code);
        INDArray parameters = start(architecture).castTo(DataType.FLOAT);
        INDArray gradient = Nd4j.zerosLike(parameters);
        GradientEngine engine = new LeanEngine(architecture, Optional.of(LOSS), 8, parameters, gradient,
                WorkTeam.alone());
        JsonObject expected = GOLDEN.getAsJsonObject(name);
        INDArray batch = x.castTo(DataType.FLOAT);
        engine.gradients(batch, batch, prior.map(p -> p.castTo(DataType.FLOAT)), lambda, (from, length) -> { });
        assertClose(Golden.flat(architecture, expected.getAsJsonArray("gW"), expected.getAsJsonArray("gb"),
                expected.getAsJsonArray("gc")), gradient, 5e-7);
        Optimizer adam = new FusedAdam(parameters, gradient, 0, 0, 0, WorkTeam.alone());
        threeSteps(name, architecture, lambda, engine, adam, parameters, 3e-6);
    }

    private void threeSteps(String name, Architecture architecture, double lambda, GradientEngine engine,
                            Optimizer adam, INDArray parameters, double tolerance) {
        JsonObject expected = GOLDEN.getAsJsonObject(name);
        INDArray batch = x.castTo(parameters.dataType());
        Optional<INDArray> block = prior.map(p -> p.castTo(parameters.dataType()));
        for (int step = 0; step <= 3; step++) {
            JsonObject figures = expected.getAsJsonArray("history_loss_before_step_0_to_3").get(step).getAsJsonObject();
            Optimizer.Update update = adam.begin(1e-3);
            Losses losses = step < 3 ? engine.gradients(batch, batch, block, lambda, update)
                    : engine.losses(batch, block, lambda);
            assertEquals(figures.get("loss").getAsDouble(), losses.total(), tolerance);
            assertEquals(figures.get("Lr").getAsDouble(), losses.reconstruction(), tolerance);
            assertEquals(figures.get("Lc").getAsDouble(), losses.code(), tolerance);
            if (step < 3) {
                update.finish();
            }
        }
        assertClose(Golden.flat(architecture, expected.getAsJsonArray("W_after_3_adam_steps"),
                expected.getAsJsonArray("b_after"), expected.getAsJsonArray("c_after")), parameters, tolerance);
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
