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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class LossSweepTest {
    private final Split split = SyntheticDigits.generate(120, 2).split(0.7, 0.15, 0.15, 2);
    private final Dataset train = split.train();
    private final Kernel prior = new LinearKernel(train.dimension());
    private final Architecture architecture = Architecture.of(train.dimension(), 8, 12);
    private final TrainingOptions options =
            TrainingOptions.defaults().withBatchSize(20).withEpochs(2, 3).withSeed(5);

    private LossSweep sweep() {
        return LossSweep.of(train, split.validation(), prior, architecture, options);
    }

    @Test
    void aSweepsNetworksAreThoseTrainedOneByOneWhetherLayersAreSharedOrNot() {
        LossSweepResult own = sweep().overLambda(0, 0.3);
        var pretrained = PretrainedLayers.fit(train.features(), architecture, options);
        LossSweepResult shared = sweep().withContext(TrainingContext.none().withPretrained(pretrained))
                .overLambda(0, 0.3);
        assertEquals(own.losses(), shared.losses());
        INDArray held = split.validation().features();
        Losses alone = fit(0.3).losses(held, prior.over(held));
        assertEquals(alone, own.losses().get(1));
        assertEquals("tradeoff", own.section());
        assertEquals(0.3, own.json().getAsJsonArray("lambda").get(1).getAsDouble());
    }

    private DeepKernelizedAutoencoder fit(double lambda) {
        return DeepKernelizedAutoencoder.fit(train.features(), prior.over(train.features()), architecture,
                options.withLambda(lambda));
    }

    @Test
    void networksThatAreThereAreTakenWhereTheyFit() {
        LossSweepResult anew = sweep().overLambda(0, 0.3);
        LossSweepResult taken = sweep().withTrained(fit(0.3), fit(0.7)).overLambda(0, 0.3);
        assertEquals(anew.losses(), taken.losses());
        assertEquals(0, taken.points().get(1).seconds(), "it took no time of the sweep");
        INDArray other = train.features().mul(0.5);
        DeepKernelizedAutoencoder stranger = DeepKernelizedAutoencoder.fit(other, prior.over(other), architecture,
                options.withLambda(0.3));
        assertEquals(anew.losses(), sweep().withTrained(stranger).overLambda(0, 0.3).losses());
    }

    @Test
    void keptLossesAreNotComputedAgainUnlessWhatTheyDependOnHasChanged(@TempDir Path folder) throws IOException {
        StageStore store = new StageStore(Optional.of(folder), Instant.EPOCH);
        LossSweepResult first = sweep().withStages(store).overLambda(0, 0.3);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        LossSweepResult second = sweep().withStages(store).overLambda(0.3, 0.6);
        assertEquals(first.points().get(1), second.points().get(0));
        // A kept file with other figures shows that it is read, a change of what it depends on that it isn't.
        Path kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(file -> file.getFileName().toString().startsWith("network-l-0.3-")).findFirst()
                    .orElseThrow();
        }
        Files.writeString(kept, Files.readString(kept).replaceFirst("\"code\": [0-9.]+", "\"code\": 9"));
        assertEquals(9, sweep().withStages(store).overLambda(0.3).losses().get(0).code());
        LossSweep other = LossSweep.of(train, split.validation(), prior, architecture, options.withSeed(6))
                .withStages(store);
        assertTrue(other.overLambda(0.3).losses().get(0).code() < 2);
        StageStore fresh = new StageStore(Optional.of(folder), Instant.now().plusSeconds(60));
        assertEquals(first.losses().get(1), sweep().withStages(fresh).overLambda(0.3).losses().get(0));
    }

    @Test
    void progressCountsTheNetworksThatHaveToBeTrained(@TempDir Path folder) {
        LossSweep sweep = sweep().withStages(new StageStore(Optional.of(folder), Instant.EPOCH));
        sweep.overLambda(0, 0.3);
        List<String> heard = new ArrayList<>();
        LossSweep listened = sweep.withContext(TrainingContext.none().withProgress((task, done, total, detail) ->
                heard.add("%s %d/%d".formatted(task, done, total))));
        listened.overLambda(0, 0.3, 0.6);
        int steps = train.size() / options.batchSize() * (options.pretrainingEpochs() + options.fineTuningEpochs());
        // The layers below the code come before, as they are for all networks.
        List<String> ofSweep = heard.stream().filter(line -> line.startsWith("sweep")).distinct().toList();
        assertEquals(IntStream.rangeClosed(0, steps).mapToObj(step ->
                "sweep of 1, step %d/%d".formatted(step, steps)).toList(), ofSweep);
        heard.clear();
        listened.overLambda(0, 0.3, 0.6);
        assertEquals(List.of(), heard);
    }

    @Test
    void codeSizesAreComparedAtOneLambda() {
        LossSweepResult result = LossSweep.of(train, split.validation(), prior, architecture, options.withLambda(0.1))
                .overCodeSize(2, 8);
        assertArrayEquals(new double[] {2, 8}, result.values());
        assertEquals("codeSize", result.section());
        assertEquals(2, result.table().rowCount());
        result.losses().forEach(loss ->
                assertEquals(0.9 * loss.reconstruction() + 0.1 * loss.code(), loss.total(), 1e-9));
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> sweep().overLambda(0.1, 1.1));
        assertThrows(IllegalArgumentException.class, () -> sweep().overLambda());
        assertThrows(IllegalArgumentException.class, () -> sweep().withContext(
                TrainingContext.none().withCheckpoints(Path.of("sweep.ckpt"), 1)));
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
