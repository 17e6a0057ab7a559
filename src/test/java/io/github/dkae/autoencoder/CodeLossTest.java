package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.graph.Program;
import io.github.dkae.support.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Each code loss: its gradient against finite differences, in single precision against double, and golden figures.
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

    /** The loss of codes against a prior with its gradient, by a program in the codes' type. */
    private static final class Gradient implements AutoCloseable {
        final INDArray codes;
        final INDArray derivative;
        private final Program program;

        Gradient(CodeLoss loss, INDArray codes, INDArray prior) {
            this.codes = codes;
            derivative = Nd4j.zerosLike(codes);
            SameDiff graph = SameDiff.create();
            SDVariable variable = graph.var("codes", codes.dataType(), codes.shape());
            SDVariable given = graph.placeHolder("prior", codes.dataType(), prior.shape());
            graph.setLossVariables(loss.express(graph, variable, given).rename("loss"));
            program = Program.compile(graph, new Program.Request(List.of("loss"), Map.of("codes", codes),
                    Map.of("codes", derivative), name -> { }), Program.Options.defaults());
            program.input("prior").assign(prior);
        }

        double run() {
            program.run();
            return program.output("loss").getDouble(0);
        }

        @Override
        public void close() {
            program.close();
        }
    }

    @ParameterizedTest
    @MethodSource("lossesAndBatches")
    void gradientEqualsFiniteDifferences(CodeLoss loss, int k) {
        INDArray codes = random(1, k, CODE_SIZE);
        try (Gradient gradient = new Gradient(loss, codes, kernel(random(2, k, 3)))) {
            gradient.run();
            INDArray actual = gradient.derivative.dup();
            double h = 1e-6;
            for (int i = 0; i < codes.length(); i++) {
                double at = codes.getDouble(i);
                codes.putScalar(i, at + h);
                double above = gradient.run();
                codes.putScalar(i, at - h);
                double below = gradient.run();
                codes.putScalar(i, at);
                assertEquals((above - below) / (2 * h), actual.getDouble(i), 1e-7, "code " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lossesAndBatches")
    void singlePrecisionIsEnough(CodeLoss loss, int k) {
        INDArray codes = random(3, k, CODE_SIZE).castTo(DataType.FLOAT);
        INDArray prior = kernel(random(4, k, 3)).castTo(DataType.FLOAT);
        try (Gradient precise = new Gradient(loss, codes.castTo(DataType.DOUBLE), prior);
             Gradient single = new Gradient(loss, codes, prior);
             CodeLossEvaluation evaluation = new CodeLossEvaluation(loss, k, CODE_SIZE)) {
            double value = precise.run();
            assertEquals(value, single.run(), 2e-6);
            assertEquals(value, evaluation.evaluate(codes, prior), 2e-6);
            double difference = precise.derivative.sub(single.derivative.castTo(DataType.DOUBLE)).amaxNumber()
                    .doubleValue();
            assertTrue(difference < 1e-5, "greatest difference " + difference);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void zeroCodesHaveFiniteLossAndNoGradient(CodeLoss loss) {
        INDArray codes = Nd4j.zeros(DataType.FLOAT, 5, CODE_SIZE);
        try (Gradient gradient = new Gradient(loss, codes, kernel(random(5, 5, 3)))) {
            assertTrue(Double.isFinite(gradient.run()));
            assertEquals(0, gradient.derivative.amaxNumber().doubleValue());
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void codesThatGiveThePriorAreAMinimum(CodeLoss loss) {
        INDArray codes = random(6, 6, CODE_SIZE).castTo(DataType.FLOAT);
        // Twice the kernel: every loss ignores the scale.
        try (Gradient gradient = new Gradient(loss, codes, kernel(codes).muli(2))) {
            assertEquals(0, gradient.run(), 2e-6);
            assertTrue(Double.isFinite(gradient.derivative.amaxNumber().doubleValue()));
            assertTrue(gradient.derivative.amaxNumber().doubleValue() < 0.5);
        }
    }

    @Test
    void goldenCodeLossAndGradient() {
        JsonObject golden = Golden.read("codeloss.json");
        INDArray codes = Golden.matrix(golden.getAsJsonArray("codes"));
        INDArray prior = Golden.matrix(golden.getAsJsonArray("K_rbf_sigma1"));
        INDArray expected = Golden.matrix(golden.getAsJsonArray("grad_Lc_wrt_codes"));
        double value = golden.get("Lc_codes_vs_K").getAsDouble();
        try (Gradient precise = new Gradient(new NormalisedFrobenius(), codes, prior);
             Gradient single = new Gradient(new NormalisedFrobenius(), codes.castTo(DataType.FLOAT), prior)) {
            assertEquals(value, precise.run(), 1e-12);
            assertTrue(expected.sub(precise.derivative).amaxNumber().doubleValue() < 1e-12);
            assertEquals(value, single.run(), 3e-7);
            assertTrue(expected.sub(single.derivative.castTo(DataType.DOUBLE)).amaxNumber().doubleValue() < 2e-7);
        }
    }
}
