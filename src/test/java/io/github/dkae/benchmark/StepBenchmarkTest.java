package io.github.dkae.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.kernel.KernelBlocks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepBenchmarkTest {
    private static final KernelBlocks IDENTITY = new KernelBlocks() {
        @Override
        public int size() {
            return 50;
        }

        @Override
        public INDArray block(int[] samples) {
            return Nd4j.eye(samples.length).castTo(DataType.FLOAT);
        }
    };

    @Test
    void countsTheOperationsOfThePapersNetwork() {
        double weights = 784 * 500 + 500 * 500 + 500 * 2000 + 2000 * 2000;
        double expected = (12 * 200 * weights - 2 * 200 * 784 * 500 + 4.0 * 200 * 200 * 2000) / 1e9;
        assertEquals(expected, StepBenchmark.gflop(Architecture.paper(784), 200, true), 1e-9);
    }

    @Test
    void reportsConsistentFigures() {
        JsonObject json = StepBenchmark.run(Architecture.of(20, 30, 25), TrainingOptions.defaults().withBatchSize(40),
                IDENTITY, 2, 7);
        double seconds = json.get("stepSeconds").getAsDouble();
        assertTrue(seconds > 0 && json.get("stepSecondsBest").getAsDouble() <= seconds);
        assertTrue(json.get("priorBlockSeconds").getAsDouble() > 0);
        assertEquals(json.get("gflop").getAsDouble() / seconds, json.get("gflops").getAsDouble(), 1e-9);
        assertTrue(json.get("sgemmGflops").getAsDouble() > 1);
        assertEquals(7, json.get("steps").getAsInt());
    }

    @Test
    void refusesAPriorSmallerThanABatch() {
        assertThrows(IllegalArgumentException.class, () -> StepBenchmark.run(IDENTITY));
    }
}
