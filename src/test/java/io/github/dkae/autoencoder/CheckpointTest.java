package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointTest {
    private static final Architecture ARCHITECTURE = Architecture.of(8, 5, 7);
    private static final INDArray FEATURES = Samples.clusters(100, 8, 1);
    private static final INDArray HELD = Samples.clusters(30, 8, 2);
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(20).withEpochs(3, 6)
            .withLearningRate(1e-2).withClipNorm(0.5).withWeightDecay(0.01)
            .withSchedule(LearningRateSchedule.COSINE).withPatience(5).withInputNoise(0.1).withSeed(5);
    @TempDir
    private Path folder;

    private static TrainingContext context() {
        return TrainingContext.none().withValidation(HELD, Samples.prior(HELD));
    }

    private static DeepKernelizedAutoencoder fit(TrainingOptions options, TrainingContext context) {
        return DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES), ARCHITECTURE, options, context);
    }

    /** Interrupts the thread that trains after {@code steps} steps. */
    private static Progress interruptAfter(int steps) {
        int[] count = {0};
        return (task, done, total, detail) -> {
            if (++count[0] == steps) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void interruptReturnsTheModelSoFarAndAnswersTheInterrupt() {
        DeepKernelizedAutoencoder partial = fit(OPTIONS, context().withProgress(interruptAfter(17)));
        assertTrue(partial.history().interrupted());
        assertFalse(Thread.currentThread().isInterrupted());
        // 17 steps of 5 an epoch: three whole epochs, and two steps of the next layer's first.
        assertEquals(3, partial.history().epochs().size());
        assertTrue(Double.isFinite(partial.losses(HELD).total()));
    }

    @Test
    void resumedRunEndsWithTheSameWeights() {
        DeepKernelizedAutoencoder whole = fit(OPTIONS, context());
        // In a layer's middle, at an epoch's end, between stages, and in fine-tuning.
        for (int steps : new int[] {3, 5, 15, 16, 30, 33, 47}) {
            Path file = folder.resolve("checkpoint-" + steps);
            DeepKernelizedAutoencoder partial = fit(OPTIONS, context().withCheckpoints(file, 2)
                    .withProgress(interruptAfter(steps)));
            assertTrue(partial.history().interrupted());
            DeepKernelizedAutoencoder resumed = fit(OPTIONS, context().withCheckpoints(file, 2));
            assertSame(whole, resumed);
            assertSame(whole, fit(OPTIONS, context().withCheckpoints(file, 2)));
        }
    }

    private static void assertSame(DeepKernelizedAutoencoder expected, DeepKernelizedAutoencoder actual) {
        for (int layer = 0; layer < 2; layer++) {
            assertEquals(expected.layerWeights(layer), actual.layerWeights(layer));
        }
        assertEquals(expected.encode(HELD), actual.encode(HELD));
        assertEquals(expected.reconstruct(HELD), actual.reconstruct(HELD));
        assertEquals(expected.history().epochs().size(), actual.history().epochs().size());
        assertEquals(expected.history().bestEpoch(), actual.history().bestEpoch());
        assertFalse(actual.history().interrupted());
        for (int i = 0; i < expected.history().epochs().size(); i++) {
            EpochRecord left = expected.history().epochs().get(i);
            EpochRecord right = actual.history().epochs().get(i);
            assertEquals(left.training(), right.training());
            assertEquals(left.validation(), right.validation());
            assertEquals(left.gradientNorm(), right.gradientNorm());
        }
    }

    @Test
    void otherRunsAreRefusedWithTheDifference() {
        Path file = folder.resolve("checkpoint");
        fit(OPTIONS, context().withCheckpoints(file, 1).withProgress(interruptAfter(8)));
        TrainingContext context = context().withCheckpoints(file, 1);
        assertRefused("options.lambda: the checkpoint has 0.1, this run 0.3",
                () -> fit(OPTIONS.withLambda(0.3), context));
        assertRefused("options.seed", () -> fit(OPTIONS.withSeed(6), context));
        assertRefused("options.inputNoise: the checkpoint has 0.1, this run 0.0", () -> fit(OPTIONS.withInputNoise(0),
                context));
        assertRefused("options.codeLoss", () -> fit(OPTIONS.withCodeLoss(new CentredAlignment()), context));
        assertRefused("validation features", () -> fit(OPTIONS.withPatience(0), TrainingContext.none()
                .withCheckpoints(file, 1)));
        KernelBlocks prior = Samples.prior(FEATURES);
        assertRefused("architecture.codeSize", () -> DeepKernelizedAutoencoder.fit(FEATURES, prior,
                ARCHITECTURE.withCodeSize(4), OPTIONS, context));
        INDArray changed = FEATURES.dup().putScalar(7, 0.123f);
        assertRefused("training features", () -> DeepKernelizedAutoencoder.fit(changed, prior, ARCHITECTURE, OPTIONS,
                context));
        assertRefused("training prior", () -> DeepKernelizedAutoencoder.fit(FEATURES,
                Samples.prior(FEATURES.mul(1.1)), ARCHITECTURE, OPTIONS, context));
    }

    private static void assertRefused(String reason, Runnable run) {
        String message = assertThrows(IllegalArgumentException.class, run::run).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Path file = folder.resolve("checkpoint");
        TrainingContext context = context().withCheckpoints(file, 1);
        fit(OPTIONS, context.withProgress(interruptAfter(8)));
        byte[] content = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, content.length / 3, content.length / 2}) {
            Files.write(file, java.util.Arrays.copyOf(content, length));
            assertDamaged(context);
        }
        byte[] flipped = content.clone();
        flipped[content.length * 2 / 3] ^= 4;
        Files.write(file, flipped);
        assertDamaged(context);
        Files.writeString(file, "not a checkpoint");
        assertDamaged(context);
    }

    @ParameterizedTest
    @CsvSource({"epoch, 2147483647", "epoch, -1", "epoch, 2", "batch, 3", "batch, -2", "steps, -3", "steps, 1000000",
        "stage, 1", "stage, -1", "stage, 7", "bestEpoch, 1", "bestLoss, 0.5", "ended, true", "sums, NaN"})
    void positionsThatTheRunNeverComesByAreRefused(String field, String value) throws IOException {
        Path file = folder.resolve("checkpoint");
        TrainingContext context = context().withCheckpoints(file, 1);
        fit(OPTIONS, context.withProgress(interruptAfter(7)));
        ModelArchive archive = ModelArchive.read(file, new CheckpointFile.Format());
        JsonElement other = JsonParser.parseString(field.equals("sums") ? "[NaN, 1, 1, 1]" : value);
        archive.header().getAsJsonObject("position").add(field, other);
        archive.write(file);
        String message = assertThrows(UncheckedIOException.class, () -> fit(OPTIONS, context)).getMessage();
        assertTrue(message.startsWith(file + " can't be "), message);
    }

    @Test
    void aStateThatDoesntFitIsRefused() throws IOException {
        Path file = folder.resolve("checkpoint");
        TrainingContext context = context().withCheckpoints(file, 1);
        fit(OPTIONS, context.withProgress(interruptAfter(7)));
        ModelArchive archive = ModelArchive.read(file, new CheckpointFile.Format());
        for (String name : new String[] {"parameters", "first-moment", "second-moment"}) {
            Map<String, INDArray> arrays = new HashMap<>(archive.arrays());
            arrays.put(name, Nd4j.zeros(DataType.FLOAT, archive.array(name).length() + 1));
            new ModelArchive(archive.type(), archive.version(), archive.header(), arrays).write(file);
            assertDamaged(context);
            arrays.put(name, archive.array(name).dup().putScalar(3, Float.NaN));
            new ModelArchive(archive.type(), archive.version(), archive.header(), arrays).write(file);
            assertDamaged(context);
        }
        archive.array("second-moment").putScalar(3, -1);
        archive.write(file);
        assertDamaged(context);
    }

    @Test
    void runsOfAnyKindShareAFolder() throws IOException {
        Path shared = folder.resolve("shared");
        TrainingContext context = context().withCheckpointFolder(shared, 2);
        TrainingOptions other = OPTIONS.withLambda(0.3);
        PretrainedLayers layers = PretrainedLayers.fit(FEATURES, ARCHITECTURE, OPTIONS, context);
        assertTrue(fit(OPTIONS, context.withProgress(interruptAfter(33))).history().interrupted());
        assertSame(fit(OPTIONS, context()), fit(OPTIONS, context));
        assertSame(fit(other, context()), fit(other, context));
        assertSame(fit(other, context().withPretrained(layers)), fit(other, context.withPretrained(layers)));
        assertEquals(4, files(shared).size());
        assertSame(fit(other, context()), fit(other, context.withProgress((task, done, total, detail) -> {
            throw new AssertionError("trained again: " + task);
        })));
    }

    @Test
    void anEndedRunKeepsItsNetworkAloneAndADamagedFileInAFolderIsReplaced() throws IOException {
        Path shared = folder.resolve("shared");
        TrainingContext context = context().withCheckpointFolder(shared, 1);
        fit(OPTIONS, context.withProgress(interruptAfter(33)));
        Path file = files(shared).get(0);
        assertTrue(arrays(file).contains("first-moment"));
        DeepKernelizedAutoencoder whole = fit(OPTIONS, context);
        assertEquals(Set.of("network"), arrays(file));
        Files.write(file, new byte[] {1, 2, 3});
        assertSame(whole, fit(OPTIONS, context));
    }

    private static Set<String> arrays(Path file) throws IOException {
        return ModelArchive.read(file, new CheckpointFile.Format()).arrays().keySet();
    }

    private static java.util.List<Path> files(Path folder) throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void assertDamaged(TrainingContext context) {
        String message = assertThrows(UncheckedIOException.class, () -> fit(OPTIONS, context)).getMessage();
        assertTrue(message.matches(".*checkpoint can't be read as a training checkpoint: .*; remove it to train from the"
                + " start"), message);
    }

    @Test
    void earlyStoppingKeepsTheBestWeights() {
        TrainingOptions hasty = OPTIONS.withEpochs(0, 60).withLearningRate(0.2).withPatience(3).withClipNorm(0)
                .withSchedule(LearningRateSchedule.CONSTANT);
        DeepKernelizedAutoencoder model = fit(hasty, context());
        java.util.List<EpochRecord> epochs = model.history().fineTuning();
        int best = model.history().bestEpoch();
        double least = epochs.stream().mapToDouble(e -> e.validation().total()).min().orElseThrow();
        assertEquals(least, epochs.get(best - 1).validation().total());
        assertTrue(epochs.size() == 60 || epochs.size() == best + 3, best + " of " + epochs.size());
        INDArray batch = HELD.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 20),
                org.nd4j.linalg.indexing.NDArrayIndex.all()).dup();
        assertEquals(least, model.losses(batch, Samples.prior(batch), 20).total(), 1e-5);
    }
}
