package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class OptimizerTest {
    /** Longer than a block of the fused optimizer, and no multiple of it; some tests have more than one share, too. */
    private static final int LENGTH = 5003;
    private static final int WEIGHTS = 4100;

    /** A step with a gradient that comes in two parts, the second first. */
    private static double step(Optimizer adam, int length, double learningRate) {
        Optimizer.Update update = adam.begin(learningRate);
        update.ready(1700, length - 1700);
        update.ready(0, 1700);
        return update.finish();
    }

    @ParameterizedTest
    @CsvSource({"5003, 0, 0", "5003, 0.1, 0", "5003, 0, 0.5", "5003, 0.1, 0.5", "5003, 0, 1000", "150003, 0.1, 0",
        "150003, 0.1, 0.5"})
    void fusedAdamEqualsArrayAdam(int length, double weightDecay, double clipNorm) {
        INDArray expected = CodeLossTest.random(1, 1, length).reshape(length);
        INDArray actual = expected.castTo(DataType.FLOAT);
        INDArray gradient = expected.dup();
        INDArray single = actual.dup();
        Optimizer reference = new ArrayAdam(expected, gradient, WEIGHTS, weightDecay, clipNorm);
        WorkTeam team = new WorkTeam(3);
        Optimizer fused = new FusedAdam(actual, single, WEIGHTS, weightDecay, clipNorm, team);
        for (int step = 0; step < 5; step++) {
            gradient.assign(CodeLossTest.random(step + 2, 1, length).reshape(length).subi(0.5));
            single.assign(gradient);
            double norm = step(reference, length, 0.01);
            assertEquals(norm, step(fused, length, 0.01), 1e-5 * norm);
        }
        team.close();
        assertEquals(5, fused.steps());
        assertTrue(expected.sub(actual.castTo(DataType.DOUBLE)).amaxNumber().doubleValue() < 2e-6);
        assertTrue(reference.secondMoment().sub(fused.secondMoment().castTo(DataType.DOUBLE)).amaxNumber()
                .doubleValue() < 1e-8);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void weightDecayLeavesBiasesAlone(boolean fused) {
        INDArray parameters = CodeLossTest.random(1, 1, LENGTH).reshape(LENGTH).castTo(DataType.FLOAT);
        INDArray before = parameters.dup();
        INDArray gradient = parameters.mul(0);
        Optimizer adam = fused ? new FusedAdam(parameters, gradient, WEIGHTS, 0.5, 0, WorkTeam.alone())
                : new ArrayAdam(parameters, gradient, WEIGHTS, 0.5, 0);
        step(adam, LENGTH, 0.1);
        for (int i : new int[] {0, 1, WEIGHTS - 1}) {
            assertEquals(0.95 * before.getDouble(i), parameters.getDouble(i), 1e-6);
        }
        for (int i : new int[] {WEIGHTS, LENGTH - 1}) {
            assertEquals(before.getDouble(i), parameters.getDouble(i));
        }
    }
}
