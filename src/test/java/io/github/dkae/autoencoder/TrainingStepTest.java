package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    void closingEndsItsThreads() throws InterruptedException {
        losses(TrainingOptions.defaults());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("training-")) {
                thread.join(30_000);
                assertFalse(thread.isAlive(), thread + " still runs");
            }
        }
    }

    /** A user's own loss: it says no more than its expression. */
    private record MeanDifference() implements CodeLoss {
        @Override
        public String name() {
            return "mean squared difference";
        }

        @Override
        public SDVariable express(SameDiff graph, SDVariable codes, SDVariable prior) {
            SDVariable kernel = graph.mmul(codes, codes, false, true, false).mul(1e-3);
            return graph.math().square(kernel.sub(prior)).mean();
        }
    }

    @Test
    void codeLossNeedsNoAnalyticGradient() {
        TrainingOptions options = TrainingOptions.defaults().withCodeLoss(new MeanDifference()).withLambda(0.5);
        double[] lean = losses(options);
        double[] graph = losses(options.withEngine(Engine.GRAPH));
        assertTrue(lean[4] < lean[0]);
        for (int i = 0; i < lean.length; i++) {
            assertEquals(graph[i], lean[i], 2e-4 * graph[i]);
        }
    }
}
