package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.RandomStreams;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class InputNoiseTest {
    private static final Architecture ARCHITECTURE = Architecture.of(16, 3, 12);
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withLambda(0).withBatchSize(25)
            .withEpochs(10, 60).withLearningRate(1e-2).withSeed(4);

    private static INDArray noisy(INDArray clean, long seed) {
        return InputNoise.added(clean, 0.5, RandomStreams.of(seed, "test"));
    }

    @Test
    void noiseHasTheDeviationAskedForAndLeavesTheSamplesAlone() {
        INDArray clean = Samples.clusters(1000, 20, 1);
        INDArray before = clean.dup();
        INDArray noise = noisy(clean, 1).sub(clean);
        assertEquals(before, clean);
        assertEquals(0, noise.meanNumber().doubleValue(), 0.015);
        assertEquals(0.5, noise.stdNumber().doubleValue(), 0.01);
        assertEquals(noisy(clean, 1), noisy(clean, 1));
        assertNotEquals(noisy(clean, 1), noisy(clean, 2));
    }

    @Test
    void trainingOnNoisySamplesRestoresNoisySamplesBetter() {
        INDArray train = Samples.clusters(200, 16, 1);
        INDArray held = Samples.clusters(200, 16, 2);
        DeepKernelizedAutoencoder plain = DeepKernelizedAutoencoder.fit(train, ARCHITECTURE, OPTIONS);
        DeepKernelizedAutoencoder denoising = DeepKernelizedAutoencoder.fit(train, ARCHITECTURE, OPTIONS.withInputNoise(0.5));
        INDArray noisy = noisy(held, 3);
        double plainError = noisyError(plain, noisy, held);
        double denoisingError = noisyError(denoising, noisy, held);
        assertTrue(denoisingError < 0.9 * plainError, denoisingError + " against " + plainError);
        assertTrue(noisyError(denoising, held, held) < 0.02);
    }

    private static double noisyError(DeepKernelizedAutoencoder model, INDArray noisy, INDArray clean) {
        return Math.pow(model.reconstruct(noisy).sub(clean).norm2Number().doubleValue(), 2) / clean.length();
    }

    @Test
    void noiseEntersTheFirstLayerAndTheWholeNetworkAlone() {
        Architecture deep = Architecture.of(8, 4, 6, 5);
        boolean[] seen = new boolean[4];
        IntStream.range(0, 4).forEach(i -> seen[i] = Stage.of(i, deep, OPTIONS).seesSamples());
        assertTrue(seen[0]);
        assertFalse(seen[1] || seen[2]);
        assertTrue(seen[3]);
    }

    @Test
    void reconstructionLossIsMeasuredAgainstTheCleanSamples() {
        INDArray clean = Samples.clusters(30, 16, 1);
        INDArray noisy = noisy(clean, 1);
        INDArray parameters = new ParameterLayout(ARCHITECTURE).initial(1);
        try (TrainingStep step = new TrainingStep(ARCHITECTURE, OPTIONS, 30, false, parameters.dup(),
                OptionalInt.empty())) {
            DeepKernelizedAutoencoder untrained = DeepKernelizedAutoencoder.fit(clean, ARCHITECTURE,
                    OPTIONS.withEpochs(0, 0).withSeed(1));
            double expected = noisyError(untrained, noisy, clean);
            Losses losses = step.run(noisy, clean, Optional.empty(), 1e-3);
            assertEquals(expected, losses.reconstruction(), 1e-6);
        }
    }

    @Test
    void negativeNoiseIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> OPTIONS.withInputNoise(-0.1)).getMessage();
        assertTrue(message.contains("inputNoise") && message.contains("-0.1"), message);
    }
}
