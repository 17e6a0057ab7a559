package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.graph.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The network's program against finite differences, and in single precision against SameDiff's session. */
class NetworkProgramTest {
    private static final double LAMBDA = 0.4;

    /** Encoder and decoder have nothing in common. */
    private record Untied(int input, int codeSize, TransferFunction hidden, TransferFunction code) implements Network {
        @Override
        public String name() {
            return "untied";
        }

        @Override
        public SDVariable encode(Parameters parameters, SDVariable x) {
            SDVariable z = x.mmul(parameters.weights("encoder", input, codeSize)).add(parameters.bias("code", codeSize));
            return code.express(x.getSameDiff(), z);
        }

        @Override
        public SDVariable decode(Parameters parameters, SDVariable codes) {
            SDVariable h = hidden.express(codes.getSameDiff(), codes.mmul(parameters.weights("inner", codeSize, 5))
                    .add(parameters.bias("hidden", 5)));
            return h.mmul(parameters.weights("outer", 5, input));
        }
    }

    private static Architecture architecture(TransferFunction hidden, TransferFunction code, TransferFunction output) {
        return new Architecture(6, List.of(5, 7), 3, hidden, code, output);
    }

    /** Glorot weights and, so that no derivative is there by chance, biases that are not zero. */
    private static INDArray parameters(Network network) {
        INDArray flat = new ParameterLayout(network).initial(1).castTo(DataType.DOUBLE);
        INDArray noise = CodeLossTest.random(9, 1, (int) flat.length()).reshape(flat.length()).subi(0.5).muli(0.2);
        return flat.addi(noise);
    }

    private static INDArray prior(int k) {
        INDArray features = CodeLossTest.random(8, k, 4);
        return features.mmul(features.transpose()).dup('c');
    }

    static Stream<Arguments> lossesAndBatches() {
        return CodeLossTest.losses().flatMap(loss -> Stream.of(1, 5).map(k -> Arguments.of(loss, k)));
    }

    @ParameterizedTest
    @MethodSource("lossesAndBatches")
    void gradientEqualsFiniteDifferences(CodeLoss loss, int k) {
        Architecture architecture = architecture(TransferFunction.SIGMOID, TransferFunction.TANH,
                TransferFunction.LINEAR);
        INDArray parameters = parameters(architecture);
        INDArray batch = CodeLossTest.random(7, k, 6);
        Optional<INDArray> prior = Optional.of(prior(k));
        try (Evaluation evaluation = new Evaluation(architecture, Optional.of(loss), k, parameters, OptionalInt.empty())) {
            evaluation.run(batch, batch, prior, LAMBDA);
            INDArray gradient = evaluation.gradient.dup();
            double h = 1e-6;
            for (int i = 0; i < parameters.length(); i++) {
                double at = parameters.getDouble(i);
                parameters.putScalar(i, at + h);
                double above = evaluation.run(batch, batch, prior, LAMBDA).total();
                parameters.putScalar(i, at - h);
                double below = evaluation.run(batch, batch, prior, LAMBDA).total();
                parameters.putScalar(i, at);
                assertEquals((above - below) / (2 * h), gradient.getDouble(i), 2e-7, "parameter " + i);
            }
        }
    }

    static Stream<Arguments> everything() {
        return Arrays.stream(TransferFunction.values()).flatMap(hidden ->
                Arrays.stream(TransferFunction.values()).flatMap(code ->
                        CodeLossTest.losses().flatMap(loss -> Stream.of(hidden == code ? 1 : 2, 9)
                                .map(k -> Arguments.of(hidden, code, loss, k)))));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void programEqualsSession(TransferFunction hidden, TransferFunction code, CodeLoss loss, int k) {
        // The output's transfer function takes turns.
        TransferFunction output = TransferFunction.values()[(hidden.ordinal() + code.ordinal()) % 4];
        assertProgramEqualsSession(architecture(hidden, code, output), Optional.of(loss), k);
        assertProgramEqualsSession(new Untied(6, 3, hidden, code), Optional.of(loss), k);
    }

    @Test
    void programEqualsSessionForWideLayersLargeBatchesAndWithoutCodeLoss() {
        Architecture wide = Architecture.of(530, 1100, 70);
        assertProgramEqualsSession(wide, Optional.of(new NormalisedFrobenius()), 200);
        assertProgramEqualsSession(wide, Optional.empty(), 6);
        assertProgramEqualsSession(Architecture.of(530, 3), Optional.empty(), 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void gradientIsTheSameForAnyNumberOfThreads(int threads) {
        Architecture architecture = Architecture.of(530, 1100, 270);
        INDArray expected = gradient(architecture, 1);
        INDArray actual = gradient(architecture, threads);
        double difference = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(difference <= 1e-6 * expected.amaxNumber().doubleValue(), "greatest difference " + difference);
        assertEquals(actual, gradient(architecture, threads), "the same number of threads");
    }

    private static INDArray gradient(Architecture architecture, int threads) {
        int k = 40;
        INDArray batch = CodeLossTest.random(7, k, architecture.input());
        try (Evaluation evaluation = new Evaluation(architecture, Optional.of(new NormalisedFrobenius()), k,
                parameters(architecture).castTo(DataType.FLOAT), OptionalInt.of(threads))) {
            evaluation.run(batch, batch, Optional.of(prior(k)), LAMBDA);
            return evaluation.gradient;
        }
    }

    /** A program in float32 against SameDiff's session in float64. */
    private static void assertProgramEqualsSession(Network network, Optional<CodeLoss> loss, int k) {
        INDArray single = parameters(network).castTo(DataType.FLOAT);
        // Rounded to single precision for both, and spread enough that centring the codes loses few digits.
        INDArray batch = CodeLossTest.random(7, k, network.input()).subi(0.5).muli(6).castTo(DataType.FLOAT);
        Optional<INDArray> prior = loss.map(l -> prior(k).castTo(DataType.FLOAT));
        try (Evaluation precise = new Evaluation(network, loss, k, single.castTo(DataType.DOUBLE), OptionalInt.empty());
             Evaluation program = new Evaluation(network, loss, k, single, OptionalInt.empty())) {
            for (INDArray target : new INDArray[] {batch, batch.mul(0.5)}) {
                Losses expected = precise.run(batch, target, prior, LAMBDA);
                Losses losses = program.run(batch, target, prior, LAMBDA);
                assertEquals(expected.total(), losses.total(), 2e-6 * (1 + expected.total()));
                assertEquals(expected.reconstruction(), losses.reconstruction(), 2e-6 * (1 + expected.reconstruction()));
                if (loss.isPresent()) {
                    assertEquals(expected.code(), losses.code(), 2e-6 * (1 + expected.code()));
                } else {
                    assertTrue(Double.isNaN(losses.code()));
                }
                INDArray session = precise.sessionGradient(batch, target, prior, LAMBDA);
                assertSameGradient(session, precise.gradient, 1e-12);
                assertSameGradient(session, program.gradient, 3e-5);
            }
        }
    }

    private static void assertSameGradient(INDArray expected, INDArray actual, double tolerance) {
        double scale = expected.amaxNumber().doubleValue();
        double difference = expected.sub(actual.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
        assertTrue(difference <= tolerance * scale, "greatest difference " + difference + " of " + scale);
    }

    @Test
    void compilingPrintsNothing() {
        PrintStream original = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Architecture architecture = Architecture.of(3, 2);
        ParameterLayout layout = new ParameterLayout(architecture);
        INDArray flat = layout.initial(1);
        try (NetworkGraph graph = NetworkGraph.withLoss(architecture, Optional.empty(), 4, DataType.FLOAT)) {
            graph.compile(List.of(NetworkGraph.LOSS), layout.views(flat), Map.of("bias-1", layout.views(flat).get("bias-1")),
                    name -> { }, Program.Options.defaults()).close();
        } finally {
            System.setOut(original);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }
}
