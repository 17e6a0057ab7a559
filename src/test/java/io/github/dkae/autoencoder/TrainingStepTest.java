package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.graph.Precision;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TrainingStepTest {
    private static final INDArray BATCH = Samples.clusters(60, 600, 1);
    private static final INDArray PRIOR = Samples.prior(BATCH.mul(0.1)).block(
            java.util.stream.IntStream.range(0, 60).toArray());

    /** Losses of a few steps of a network wide enough for several threads. */
    private static double[] losses(TrainingOptions options) {
        double[] totals = new double[5];
        try (TrainingStep step = TrainingStep.of(Architecture.of(600, 650, 700), options.withBatchSize(60))) {
            for (int i = 0; i < totals.length; i++) {
                totals[i] = step.run(BATCH, Optional.of(PRIOR), 1e-3).total();
                assertTrue(step.gradientNorm() > 0);
            }
        }
        return totals;
    }

    @Test
    void threadsDontChangeTheNumbers() {
        double[] first = losses(TrainingOptions.defaults());
        assertTrue(first[4] < first[0]);
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(first, losses(TrainingOptions.defaults()));
        }
    }

    @Test
    void otherShapesAreRefusedAndChangeNothing() {
        TrainingOptions options = TrainingOptions.defaults().withBatchSize(60);
        Optional<INDArray> prior = Optional.of(PRIOR);
        try (TrainingStep step = TrainingStep.of(Architecture.of(600, 65, 70), options);
             TrainingStep undisturbed = TrainingStep.of(Architecture.of(600, 65, 70), options)) {
            INDArray fewer = BATCH.get(NDArrayIndex.interval(0, 59), NDArrayIndex.all());
            INDArray narrower = BATCH.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 599));
            Optional<INDArray> smaller = Optional.of(PRIOR.get(NDArrayIndex.interval(0, 59), NDArrayIndex.all()));
            String message = assertThrows(IllegalArgumentException.class, () -> step.run(fewer, prior, 1e-3))
                    .getMessage();
            assertEquals("batch must have 60 rows, as many as a batch, but its shape is [59, 600]", message);
            assertThrows(IllegalArgumentException.class, () -> step.run(narrower, prior, 1e-3));
            assertThrows(IllegalArgumentException.class, () -> step.run(BATCH, fewer, prior, 1e-3));
            assertThrows(IllegalArgumentException.class, () -> step.run(BATCH, smaller, 1e-3));
            for (int i = 0; i < 2; i++) {
                assertEquals(undisturbed.run(BATCH, prior, 1e-3), step.run(BATCH, prior, 1e-3));
            }
        }
    }

    /** A user's own loss. */
    private static final CodeLoss MEAN_DIFFERENCE = CodeLoss.of("mean squared difference", (graph, codes, prior) ->
            graph.math().square(graph.mmul(codes, codes, false, true, false).mul(1e-3).sub(prior)).mean());

    @Test
    void aLossOfTheUsersOwnTrains() {
        double[] totals = losses(TrainingOptions.defaults().withCodeLoss(MEAN_DIFFERENCE).withLambda(0.5));
        assertTrue(totals[4] < totals[0]);
    }

    @Test
    void bfloat16IsCloseToSinglePrecision() {
        double[] single = losses(TrainingOptions.defaults());
        double[] half = losses(TrainingOptions.defaults().withPrecision(Precision.BFLOAT16));
        for (int i = 0; i < single.length; i++) {
            assertEquals(single[i], half[i], 0.02 * single[i]);
        }
    }
}
