package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.KernelBlocks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Memory outside the Java heap, as JavaCPP counts it (every ND4J array) and as the system does. */
class TrainingMemoryTest {
    private static final Architecture ARCHITECTURE = Architecture.of(64, 50, 120);

    /** JavaCPP's bytes at the end of each quarter of {@code steps} training steps, less those before. */
    private static List<Long> growth(int samples, int steps, List<Long> physical) {
        INDArray features = Samples.clusters(samples, 64, 1);
        KernelBlocks prior = Samples.prior(features);
        TrainingOptions options = TrainingOptions.defaults().withBatchSize(50).withEpochs(1,
                Math.max(1, steps / (samples / 50)));
        List<Long> bytes = new ArrayList<>();
        System.gc();
        long before = Pointer.totalBytes();
        TrainingContext context = TrainingContext.none().withProgress((task, done, total, detail) -> {
            if (task.equals(Stage.FINE_TUNING) && done % (total / 4) == 0) {
                System.gc();
                Nd4j.getMemoryManager().invokeGc();
                bytes.add(Pointer.totalBytes() - before);
                physical.add(Pointer.physicalBytes());
            }
        });
        DeepKernelizedAutoencoder.fit(features, prior, ARCHITECTURE, options, context);
        features.close();
        return bytes;
    }

    @Test
    void doesNotGrowOverAThousandSteps() {
        List<Long> physical = new ArrayList<>();
        List<Long> bytes = growth(2_000, 1_000, physical);
        long allowed = 2_000_000;
        assertTrue(bytes.get(3) - bytes.get(0) < allowed, bytes + " bytes");
        assertTrue(physical.get(3) - physical.get(0) < 64_000_000, physical + " physical bytes");
    }

    @Test
    void doesNotDependOnTheNumberOfSamples() {
        long few = growth(1_000, 80, new ArrayList<>()).get(3);
        long many = growth(20_000, 80, new ArrayList<>()).get(3);
        assertTrue(many - few < 2_000_000, few + " bytes for 1,000 samples, " + many + " for 20,000");
    }
}
