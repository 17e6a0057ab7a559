package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Each code loss: its graph against finite differences, its analytic gradient against its graph, and golden figures.
 */
class CodeLossTest {
    private static final int CODE_SIZE = 4;

    static Stream<CodeLoss> losses() {
        return Stream.of(new NormalisedFrobenius(), new CentredAlignment(), new LogDeterminantDivergence(0.2));
    }

    static Stream<Arguments> lossesAndBatches() {
        return losses().flatMap(loss -> Stream.of(1, 2, 7).map(k -> Arguments.of(loss, k)));
    }

    static INDArray random(long seed, int rows, int columns) {
        SplittableRandom random = RandomStreams.of(seed, "test");
        double[] values = random.doubles((long) rows * columns).toArray();
        return Nd4j.createFromArray(values).reshape('c', rows, columns);
    }

    private static INDArray kernel(INDArray features) {
        return features.mmul(features.transpose()).dup('c');
    }

    @ParameterizedTest
    @MethodSource("lossesAndBatches")
    void graphGradientEqualsFiniteDifferences(CodeLoss loss, int k) {
        INDArray codes = random(1, k, CODE_SIZE);
        INDArray prior = kernel(random(2, k, 3));
        try (CodeGradient gradient = new GraphCodeGradient(loss, k, CODE_SIZE)) {
            INDArray actual = Nd4j.zerosLike(codes);
            double value = gradient.addGradient(codes, prior, 1, actual);
            assertEquals(gradient.evaluate(codes, prior), value, 1e-14);
            double h = 1e-6;
            for (int i = 0; i < codes.length(); i++) {
                double at = codes.getDouble(i);
                codes.putScalar(i, at + h);
                double above = gradient.evaluate(codes, prior);
                codes.putScalar(i, at - h);
                double below = gradient.evaluate(codes, prior);
                codes.putScalar(i, at);
                assertEquals((above - below) / (2 * h), actual.getDouble(i), 1e-7, "code " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lossesAndBatches")
    void analyticGradientEqualsGraph(CodeLoss loss, int k) {
        INDArray codes = random(3, k, CODE_SIZE).castTo(DataType.FLOAT);
        INDArray prior = kernel(random(4, k, 3)).castTo(DataType.FLOAT);
        INDArray expected = Nd4j.ones(DataType.FLOAT, k, CODE_SIZE);
        INDArray actual = expected.dup();
        try (CodeGradient graph = new GraphCodeGradient(loss, k, CODE_SIZE);
             CodeGradient analytic = loss.gradient(k, CODE_SIZE)) {
            double value = graph.addGradient(codes, prior, 0.3, expected);
            assertEquals(value, analytic.addGradient(codes, prior, 0.3, actual), 2e-6);
            assertEquals(value, analytic.evaluate(codes, prior), 2e-6);
        }
        double difference = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(difference < 3e-6, "greatest difference " + difference);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void zeroCodesHaveFiniteLossAndNoGradient(CodeLoss loss) {
        INDArray codes = Nd4j.zeros(DataType.FLOAT, 5, CODE_SIZE);
        INDArray prior = kernel(random(5, 5, 3)).castTo(DataType.FLOAT);
        for (CodeGradient gradient : new CodeGradient[] {new GraphCodeGradient(loss, 5, CODE_SIZE),
            loss.gradient(5, CODE_SIZE)}) {
            INDArray derivative = Nd4j.zerosLike(codes);
            assertTrue(Double.isFinite(gradient.addGradient(codes, prior, 1, derivative)));
            assertEquals(0, derivative.amaxNumber().doubleValue());
            gradient.close();
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void codesThatGiveThePriorAreAMinimum(CodeLoss loss) {
        INDArray codes = random(6, 6, CODE_SIZE).castTo(DataType.FLOAT);
        // Twice the kernel: every loss ignores the scale.
        INDArray prior = kernel(codes).muli(2);
        for (CodeGradient gradient : new CodeGradient[] {new GraphCodeGradient(loss, 6, CODE_SIZE),
            loss.gradient(6, CODE_SIZE)}) {
            INDArray derivative = Nd4j.zerosLike(codes);
            double value = gradient.addGradient(codes, prior, 1, derivative);
            assertEquals(0, value, 2e-6);
            assertTrue(Double.isFinite(derivative.amaxNumber().doubleValue()));
            assertTrue(derivative.amaxNumber().doubleValue() < 0.5);
            gradient.close();
        }
    }

    @Test
    void goldenCodeLossAndGradient() {
        JsonObject golden = Golden.read("codeloss.json");
        INDArray codes = Golden.matrix(golden.getAsJsonArray("codes"));
        INDArray prior = Golden.matrix(golden.getAsJsonArray("K_rbf_sigma1"));
        INDArray expected = Golden.matrix(golden.getAsJsonArray("grad_Lc_wrt_codes"));
        double value = golden.get("Lc_codes_vs_K").getAsDouble();
        CodeLoss loss = new NormalisedFrobenius();
        try (CodeGradient graph = new GraphCodeGradient(loss, 12, 3); CodeGradient analytic = loss.gradient(12, 3)) {
            INDArray gradient = Nd4j.zerosLike(codes);
            assertEquals(value, graph.addGradient(codes, prior, 1, gradient), 1e-12);
            assertTrue(expected.sub(gradient).amaxNumber().doubleValue() < 1e-12);
            INDArray single = Nd4j.zeros(DataType.FLOAT, 12, 3);
            INDArray singleCodes = codes.castTo(DataType.FLOAT);
            assertEquals(value, analytic.addGradient(singleCodes, prior.castTo(DataType.FLOAT), 1, single), 1e-7);
            assertTrue(expected.sub(single.castTo(DataType.DOUBLE)).amaxNumber().doubleValue() < 2e-7);
        }
    }
}
