package io.github.dkae.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.kernel.DenseFeatureMatrix;
import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KernelPcaBenchmarkTest {
    @Test
    void reportsWhatItMeasured() {
        double[] values = RandomStreams.of(1, "test-features").doubles(800 * 60, 0, 1).toArray();
        INDArray features = Nd4j.createFromArray(values).reshape(800, 60).castTo(DataType.FLOAT);
        JsonObject result = KernelPcaBenchmark.run(new DenseFeatureMatrix(features), 10, 1e-4, Progress.none());
        assertEquals(800, result.get("samples").getAsInt());
        assertEquals(60, result.get("features").getAsInt());
        assertEquals(10, result.get("components").getAsInt());
        assertTrue(result.get("seconds").getAsDouble() > 0);
        double residual = result.get("residual").getAsDouble();
        assertTrue(residual > 0 && residual <= 1.1e-4, () -> "residual " + residual);
        assertTrue(result.get("columnsApplied").getAsLong() >= 18);
        assertEquals(Files.exists(Path.of("/proc/self/status")), result.has("peakMegabytes"));
    }
}
