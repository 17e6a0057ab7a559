package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Memory as the system counts it: ND4J's arrays escape JavaCPP's own count. */
class TrainingMemoryTest {
    private static final long MEGABYTE = 1 << 20;
    private static final Architecture ARCHITECTURE = Architecture.of(256, 50, 300);

    private static int threads;

    /** BLAS's threads wait for each other in these small products when the machine is busy. */
    @BeforeAll
    static void useOneThread() {
        threads = openblas.blas_get_num_threads();
        openblas.blas_set_num_threads(1);
    }

    @AfterAll
    static void useAllThreads() {
        openblas.blas_set_num_threads(threads);
    }

    @Test
    void doesNotGrowOverAThousandSteps() {
        INDArray features = Samples.clusters(2_000, 256, 1);
        TrainingOptions options = TrainingOptions.defaults().withBatchSize(100).withEpochs(0, 50);
        List<Long> physical = new ArrayList<>();
        DeepKernelizedAutoencoder.fit(features, Samples.prior(features), ARCHITECTURE, options, measuring(physical));
        // A batch of samples that is forgotten at each step would be 73 MB from the first quarter to the last.
        assertTrue(physical.get(3) - physical.get(0) < 40 * MEGABYTE, physical + " bytes");
    }

    @Test
    void doesNotDependOnTheNumberOfSamples() {
        TrainingOptions options = TrainingOptions.defaults().withLambda(0).withBatchSize(500).withEpochs(1, 1);
        DeepKernelizedAutoencoder.fit(Samples.clusters(2_000, 256, 1), ARCHITECTURE, options);
        INDArray features = Samples.clusters(60_000, 256, 1);
        long before = Pointer.physicalBytes();
        List<Long> physical = new ArrayList<>();
        DeepKernelizedAutoencoder.fit(features, ARCHITECTURE, options, measuring(physical));
        // The code layer's outputs for all samples would be 69 MB, a copy of the samples 59 MB.
        assertTrue(physical.get(3) - before < 40 * MEGABYTE, before + " bytes before, then " + physical);
    }

    /** Adds the physical bytes at the end of each quarter of the fine-tuning. */
    private static TrainingContext measuring(List<Long> physical) {
        return TrainingContext.none().withProgress((task, done, total, detail) -> {
            if (task.equals(TrainingHistory.FINE_TUNING) && done % (total / 4) == 0) {
                System.gc();
                physical.add(Pointer.physicalBytes());
            }
        });
    }
}
