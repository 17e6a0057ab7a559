package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The model's graph against finite differences, and the lean engine against the graph. */
class GradientEngineTest {
    private static final double LAMBDA = 0.4;

    private static Architecture architecture(TransferFunction hidden, TransferFunction code, TransferFunction output) {
        return new Architecture(6, List.of(5, 7), 3, hidden, code, output);
    }

    /** Glorot weights and, so that no derivative is there by chance, biases that are not zero. */
    private static INDArray parameters(Architecture architecture) {
        INDArray flat = TrainingState.initialParameters(architecture, 1).castTo(DataType.DOUBLE);
        INDArray noise = CodeLossTest.random(9, 1, (int) flat.length()).reshape(flat.length()).subi(0.5).muli(0.2);
        return flat.addi(noise);
    }

    private static INDArray prior(int k) {
        INDArray features = CodeLossTest.random(8, k, 4);
        return features.mmul(features.transpose()).dup('c');
    }

    private static Losses gradients(GradientEngine engine, INDArray batch, Optional<INDArray> prior) {
        return engine.gradients(batch, batch, prior, LAMBDA, (from, length) -> { });
    }

    static Stream<Arguments> lossesAndBatches() {
        return CodeLossTest.losses().flatMap(loss -> Stream.of(1, 5).map(k -> Arguments.of(loss, k)));
    }

    @ParameterizedTest
    @MethodSource("lossesAndBatches")
    void graphGradientEqualsFiniteDifferences(CodeLoss loss, int k) {
        Architecture architecture = architecture(TransferFunction.SIGMOID, TransferFunction.TANH,
                TransferFunction.LINEAR);
        INDArray parameters = parameters(architecture);
        INDArray gradient = Nd4j.zerosLike(parameters);
        INDArray batch = CodeLossTest.random(7, k, 6);
        Optional<INDArray> prior = Optional.of(prior(k));
        try (GradientEngine engine = new GraphEngine(architecture, Optional.of(loss), k, parameters, gradient)) {
            double total = gradients(engine, batch, prior).total();
            assertEquals(total, engine.losses(batch, prior, LAMBDA).total(), 1e-13);
            double h = 1e-6;
            for (int i = 0; i < parameters.length(); i++) {
                double at = parameters.getDouble(i);
                parameters.putScalar(i, at + h);
                double above = engine.losses(batch, prior, LAMBDA).total();
                parameters.putScalar(i, at - h);
                double below = engine.losses(batch, prior, LAMBDA).total();
                parameters.putScalar(i, at);
                assertEquals((above - below) / (2 * h), gradient.getDouble(i), 2e-7, "parameter " + i);
            }
        }
    }

    static Stream<Arguments> everything() {
        return Arrays.stream(TransferFunction.values()).flatMap(hidden ->
                Arrays.stream(TransferFunction.values()).flatMap(code ->
                        CodeLossTest.losses().flatMap(loss -> Stream.of(hidden == code ? 1 : 9, 9).distinct()
                                .map(k -> Arguments.of(hidden, code, loss, k)))));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void leanGradientEqualsGraph(TransferFunction hidden, TransferFunction code, CodeLoss loss, int k) {
        // The output's transfer function takes turns.
        TransferFunction output = TransferFunction.values()[(hidden.ordinal() + code.ordinal()) % 4];
        assertLeanEqualsGraph(architecture(hidden, code, output), Optional.of(loss), k);
    }

    @Test
    void leanGradientEqualsGraphForWideLayersAndWithoutCodeLoss() {
        // Wider than a block of columns, and no multiple of it.
        Architecture wide = Architecture.of(530, 1100, 70);
        assertLeanEqualsGraph(wide, Optional.of(new NormalisedFrobenius()), 6);
        assertLeanEqualsGraph(wide, Optional.empty(), 6);
        assertLeanEqualsGraph(Architecture.of(530, 3), Optional.empty(), 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void leanGradientIsTheSameForAnyNumberOfThreads(int threads) {
        Architecture architecture = Architecture.of(530, 1100, 270);
        INDArray expected = leanGradient(architecture, 1);
        INDArray actual = leanGradient(architecture, threads);
        // BLAS may well compute a column in another order in a narrower product.
        double difference = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(difference <= 1e-6 * expected.amaxNumber().doubleValue(), "greatest difference " + difference);
        assertEquals(actual, leanGradient(architecture, threads), "the same number of threads");
    }

    private static INDArray leanGradient(Architecture architecture, int threads) {
        int k = 40;
        INDArray parameters = parameters(architecture).castTo(DataType.FLOAT);
        INDArray gradient = Nd4j.zerosLike(parameters);
        INDArray batch = CodeLossTest.random(7, k, architecture.input()).castTo(DataType.FLOAT);
        try (WorkTeam team = new WorkTeam(threads);
             GradientEngine engine = new LeanEngine(architecture, Optional.of(new NormalisedFrobenius()), k, parameters,
                     gradient, team)) {
            Losses losses = gradients(engine, batch, Optional.of(prior(k).castTo(DataType.FLOAT)));
            return Nd4j.concat(0, gradient.castTo(DataType.DOUBLE), Nd4j.createFromArray(losses.reconstruction(),
                    losses.code()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void partsOfTheLeanGradientAreFinalAndCoverItOnce(int threads) {
        // A matrix of several blocks, one of less than a block, and one of fewer rows than BLAS multiplies at a time.
        Architecture architecture = Architecture.of(5, 3, 1100, 1300);
        int k = 4;
        INDArray parameters = parameters(architecture).castTo(DataType.FLOAT);
        INDArray gradient = Nd4j.valueArrayOf(new long[] {parameters.length()}, Float.NaN, DataType.FLOAT);
        INDArray batch = CodeLossTest.random(7, k, 5).castTo(DataType.FLOAT);
        FloatBuffer values = FloatMatrix.of(gradient).buffer();
        float[] whenReady = new float[(int) gradient.length()];
        int[] heard = new int[whenReady.length];
        AtomicInteger parts = new AtomicInteger();
        try (WorkTeam team = new WorkTeam(threads);
             GradientEngine engine = new LeanEngine(architecture, Optional.of(new NormalisedFrobenius()), k, parameters,
                     gradient, team)) {
            engine.gradients(batch, batch, Optional.of(prior(k).castTo(DataType.FLOAT)), LAMBDA, (from, length) -> {
                parts.incrementAndGet();
                values.get(from, whenReady, from, length);
                for (int i = from; i < from + length; i++) {
                    heard[i]++;
                }
            });
        }
        assertArrayEquals(gradient.toFloatVector(), whenReady);
        assertTrue(Arrays.stream(heard).allMatch(times -> times == 1));
        assertTrue(parts.get() > 4, "parts of three matrices and the biases: " + parts);
    }

    @Test
    void blasHasItsThreadsBackAfterAGradient() {
        int threads = openblas.blas_get_num_threads();
        leanGradient(Architecture.of(20, 10), 2);
        assertEquals(threads, openblas.blas_get_num_threads());
    }

    private static void assertLeanEqualsGraph(Architecture architecture, Optional<CodeLoss> loss, int k) {
        INDArray parameters = parameters(architecture);
        INDArray single = parameters.castTo(DataType.FLOAT);
        parameters.assign(single);
        INDArray expected = Nd4j.zerosLike(parameters);
        INDArray actual = Nd4j.ones(DataType.FLOAT, parameters.length());
        // Rounded to single precision for both, and spread enough that centring the codes loses few digits.
        INDArray singleBatch = CodeLossTest.random(7, k, architecture.input()).subi(0.5).muli(6).castTo(DataType.FLOAT);
        Optional<INDArray> singlePrior = loss.map(l -> prior(k).castTo(DataType.FLOAT));
        INDArray batch = singleBatch.castTo(DataType.DOUBLE);
        Optional<INDArray> prior = singlePrior.map(p -> p.castTo(DataType.DOUBLE));
        try (WorkTeam team = new WorkTeam(2);
             GradientEngine graph = new GraphEngine(architecture, loss, k, parameters, expected);
             GradientEngine lean = new LeanEngine(architecture, loss, k, single, actual, team)) {
            Losses reference = gradients(graph, batch, prior);
            Losses losses = gradients(lean, singleBatch, singlePrior);
            assertEquals(reference.total(), losses.total(), 2e-6 * (1 + reference.total()));
            if (loss.isPresent()) {
                assertEquals(reference.code(), losses.code(), 2e-6 * (1 + reference.code()));
            } else {
                assertTrue(Double.isNaN(losses.code()));
            }
            Losses alone = lean.losses(singleBatch, singlePrior, LAMBDA);
            assertEquals(losses, alone);
            assertSameGradient(expected, actual);
            INDArray singleTarget = singleBatch.mul(0.5);
            Losses towardsTarget = graph.gradients(batch, singleTarget.castTo(DataType.DOUBLE), prior, LAMBDA,
                    (from, length) -> { });
            assertTrue(Math.abs(towardsTarget.reconstruction() - reference.reconstruction()) > 0.1);
            losses = lean.gradients(singleBatch, singleTarget, singlePrior, LAMBDA, (from, length) -> { });
            assertEquals(towardsTarget.total(), losses.total(), 2e-6 * (1 + towardsTarget.total()));
            assertSameGradient(expected, actual);
        }
    }

    private static void assertSameGradient(INDArray expected, INDArray actual) {
        double scale = expected.amaxNumber().doubleValue();
        double difference = expected.sub(actual.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
        assertTrue(difference <= 3e-5 * scale, "greatest difference " + difference + " of " + scale);
    }

    @Test
    void buildingAGraphPrintsNothing() {
        PrintStream original = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            new NetworkGraph(Architecture.of(3, 2), Optional.empty(), 4, DataType.FLOAT).close();
        } finally {
            System.setOut(original);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }
}
