package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.Split;
import io.github.dkae.data.SyntheticDigits;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.LinearKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LossSweepTest {
    private final Split split = SyntheticDigits.generate(120, 2).split(0.7, 0.15, 0.15, 2);
    private final Dataset train = split.train();
    private final Kernel prior = new LinearKernel(train.dimension());
    private final Architecture architecture = Architecture.of(train.dimension(), 8, 12);
    private final TrainingOptions options =
            TrainingOptions.defaults().withBatchSize(20).withEpochs(2, 3).withSeed(5);

    @Test
    void aSweepsNetworksAreThoseTrainedOneByOneWhetherLayersAreSharedOrNot() {
        double[] lambdas = {0, 0.3};
        LossSweep.Result own = LossSweep.overLambda(train, split.validation(), prior, architecture, options, lambdas,
                TrainingContext.none());
        var pretrained = PretrainedLayers.fit(train.features(), architecture, options);
        LossSweep.Result shared = LossSweep.overLambda(train, split.validation(), prior, architecture, options,
                lambdas, TrainingContext.none().withPretrained(pretrained));
        assertEquals(own.losses(), shared.losses());
        INDArray held = split.validation().features();
        Losses alone = DeepKernelizedAutoencoder.fit(train.features(), prior.over(train.features()), architecture,
                options.withLambda(0.3)).losses(held, prior.over(held));
        assertEquals(alone, own.losses().get(1));
        assertEquals("tradeoff", own.section());
        assertEquals(0.3, own.json().getAsJsonArray("lambda").get(1).getAsDouble());
    }

    @Test
    void codeSizesAreComparedAtOneLambda() {
        LossSweep.Result result = LossSweep.overCodeSize(train, split.validation(), prior, architecture,
                options.withLambda(0.1), new int[] {2, 8}, TrainingContext.none());
        assertArrayEquals(new double[] {2, 8}, result.values());
        assertEquals("codeSize", result.section());
        assertEquals(2, result.table().rowCount());
        result.losses().forEach(loss ->
                assertEquals(0.9 * loss.reconstruction() + 0.1 * loss.code(), loss.total(), 1e-9));
    }

    @Test
    void badInputIsRefused() {
        TrainingContext none = TrainingContext.none();
        assertThrows(IllegalArgumentException.class, () -> LossSweep.overLambda(train, split.validation(), prior,
                architecture, options, new double[] {0.1, 1.1}, none));
        assertThrows(IllegalArgumentException.class, () -> LossSweep.overLambda(train, split.validation(), prior,
                architecture, options, new double[0], none));
        assertThrows(IllegalArgumentException.class, () -> LossSweep.overLambda(train, split.validation(), prior,
                architecture, options, new double[] {0.1}, none.withCheckpoints(Path.of("sweep.ckpt"), 1)));
    }

    @Test
    void everyScaleComparesTheTwoNetworksOfTheNotebook() {
        for (Scale scale : Scale.values()) {
            assertTrue(java.util.Arrays.stream(scale.lambdas()).anyMatch(l -> l == 0), scale + " has λ = 0");
            assertTrue(java.util.Arrays.stream(scale.lambdas()).anyMatch(l -> l == 0.1), scale + " has λ = 0.1");
            assertEquals(scale.codeSize(), scale.codeSizes()[scale.codeSizes().length - 1], scale + " ends with its Nc");
        }
    }
}
