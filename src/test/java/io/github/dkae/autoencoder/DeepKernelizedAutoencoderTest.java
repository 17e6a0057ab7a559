package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.KernelBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DeepKernelizedAutoencoderTest {
    private static final int SAMPLES = 240;
    private static final Architecture ARCHITECTURE = Architecture.of(8, 6, 10, 9);
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(40).withEpochs(15, 100)
            .withLearningRate(1e-2).withSeed(3);
    private static final INDArray FEATURES = Samples.clusters(SAMPLES, 8, 1);
    private static final INDArray HELD = Samples.clusters(90, 8, 2);
    private static DeepKernelizedAutoencoder trained;

    @BeforeAll
    static void train() {
        trained = DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES), ARCHITECTURE, OPTIONS,
                TrainingContext.none().withValidation(HELD, Samples.prior(HELD)));
    }

    @Test
    void trainingLowersBothLosses() {
        List<EpochRecord> epochs = trained.history().fineTuning();
        Losses losses = trained.losses(FEATURES, Samples.prior(FEATURES));
        DeepKernelizedAutoencoder untrained = DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES),
                ARCHITECTURE, OPTIONS.withEpochs(0, 0));
        Losses before = untrained.losses(FEATURES, Samples.prior(FEATURES));
        assertTrue(losses.reconstruction() < 0.5 * before.reconstruction(), losses + " after " + before);
        assertTrue(losses.code() < 0.6 * before.code(), losses + " after " + before);
        assertEquals(100, epochs.size());
        assertEquals(0.9 * losses.reconstruction() + 0.1 * losses.code(), losses.total(), 1e-12);
    }

    @Test
    void encodeAndDecodeAreTheGraph() {
        DeepKernelizedAutoencoder model = fit(OPTIONS.withEpochs(1, 2));
        SameDiff graph = model.graph();
        INDArray codes = model.encode(FEATURES);
        INDArray back = graph.output(Map.of("input", FEATURES), "reconstruction").get("reconstruction");
        assertTrue(codes.equalsWithEps(graph.output(Map.of("input", FEATURES), "codes").get("codes"), 1e-6));
        assertTrue(model.decode(codes).equalsWithEps(back, 1e-6));
        assertTrue(model.reconstruct(FEATURES).equalsWithEps(back, 1e-6));
        assertEquals(model.parameters().get("weights-1"), graph.getVariable("weights-1").getArr());
        graph.getVariable("weights-1").getArr().assign(0);
        assertEquals(codes, model.encode(FEATURES), "the graph is the caller's own");
    }

    @Test
    void theGraphIsSavedAndTakesAHead(@TempDir Path folder) throws IOException {
        DeepKernelizedAutoencoder model = fit(OPTIONS.withEpochs(1, 2));
        SameDiff graph = model.graph();
        graph.save(folder.resolve("graph.sd").toFile(), false);
        SameDiff loaded = SameDiff.load(folder.resolve("graph.sd").toFile(), false);
        INDArray codes = model.encode(FEATURES);
        assertTrue(codes.equalsWithEps(loaded.output(Map.of("input", FEATURES), "codes").get("codes"), 1e-6));
        SDVariable weights = graph.var("head", DataType.FLOAT, model.network().codeSize(), 2);
        SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, 2);
        SDVariable difference = graph.getVariable("codes").mmul(weights).sub(labels);
        graph.setLossVariables(graph.math().square(difference).mean().rename("headLoss"));
        Map<String, INDArray> batch = Map.of("input", FEATURES, "labels", Nd4j.ones(DataType.FLOAT, SAMPLES, 2));
        assertTrue(graph.calculateGradients(batch, "head").get("head").norm2Number().doubleValue() > 0);
    }

    @Test
    void validationIsMeasuredAfterEachEpoch() {
        EpochRecord last = trained.history().fineTuning().get(99);
        // 90 samples are two whole batches of 40.
        INDArray whole = Nd4j.pullRows(HELD, 1, IntStream.range(0, 80).toArray());
        Losses expected = trained.losses(whole, Samples.prior(whole), 40);
        assertEquals(expected.total(), last.validation().total(), 1e-5);
        assertEquals(expected.code(), last.validation().code(), 1e-5);
    }

    @Test
    void savedModelIsTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.zip");
        trained.save(file);
        DeepKernelizedAutoencoder loaded = DeepKernelizedAutoencoder.load(file);
        assertEquals(trained.encode(HELD), loaded.encode(HELD));
        assertEquals(trained.reconstruct(HELD), loaded.reconstruct(HELD));
        assertEquals(trained.architecture(), loaded.architecture());
        assertEquals(trained.options(), loaded.options());
        assertEquals(trained.history(), loaded.history());
        assertEquals(trained.dataHash(), loaded.dataHash());
        Path again = folder.resolve("again.zip");
        loaded.save(again);
        assertEquals(-1, Files.mismatch(file, again));
    }

    @Test
    void everyCodeLossSurvivesSaving(@TempDir Path folder) throws IOException {
        for (CodeLoss loss : CodeLossTest.losses().toList()) {
            Path file = folder.resolve("model.zip");
            TrainingOptions options = OPTIONS.withCodeLoss(loss).withEpochs(0, 1);
            DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES), ARCHITECTURE, options).save(file);
            assertEquals(options, DeepKernelizedAutoencoder.load(file).options());
        }
    }

    @Test
    void equalSeedsGiveEqualWeightsAndOthersDont() {
        TrainingOptions brief = OPTIONS.withEpochs(1, 2);
        INDArray first = fit(brief).encode(HELD);
        assertEquals(first, fit(brief).encode(HELD));
        assertTrue(first.distance2(fit(brief.withSeed(4)).encode(HELD)) > 1e-3);
    }

    private static DeepKernelizedAutoencoder fit(TrainingOptions options) {
        return DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES), ARCHITECTURE, options);
    }

    @Test
    void sharedPretrainingIsBitIdentical() {
        TrainingOptions brief = OPTIONS.withEpochs(2, 2);
        PretrainedLayers layers = PretrainedLayers.fit(FEATURES, ARCHITECTURE, brief.withLambda(0.7));
        DeepKernelizedAutoencoder shared = DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES),
                ARCHITECTURE, brief, TrainingContext.none().withPretrained(layers));
        assertEquals(fit(brief).encode(HELD), shared.encode(HELD));
        Architecture wider = ARCHITECTURE.withCodeSize(7);
        DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES), wider, brief,
                TrainingContext.none().withPretrained(layers));
        assertEquals(2 * 2, layers.history().epochs().size());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () ->
                DeepKernelizedAutoencoder.fit(FEATURES, Samples.prior(FEATURES), Architecture.of(8, 6, 11, 9), brief,
                        TrainingContext.none().withPretrained(layers)));
        assertTrue(refused.getMessage().contains("8→10"), refused.getMessage());
    }

    @Test
    void plainAutoencoderNeedsNoPrior() {
        DeepKernelizedAutoencoder plain = DeepKernelizedAutoencoder.fit(FEATURES, ARCHITECTURE,
                OPTIONS.withLambda(0).withEpochs(1, 2));
        assertTrue(Double.isNaN(plain.losses(HELD).code()));
        assertEquals(plain.losses(HELD).reconstruction(), plain.losses(HELD).total());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> DeepKernelizedAutoencoder.fit(FEATURES, ARCHITECTURE, OPTIONS));
        assertTrue(refused.getMessage().contains("lambda must be 0"), refused.getMessage());
    }

    @Test
    void badInputIsRefusedBeforeTraining() {
        KernelBlocks prior = Samples.prior(FEATURES);
        assertThrows(IllegalArgumentException.class,
                () -> DeepKernelizedAutoencoder.fit(HELD, prior, ARCHITECTURE, OPTIONS));
        assertThrows(IllegalArgumentException.class,
                () -> DeepKernelizedAutoencoder.fit(FEATURES, prior, Architecture.of(7, 2), OPTIONS));
        assertThrows(IllegalArgumentException.class, () -> DeepKernelizedAutoencoder.fit(FEATURES, prior, ARCHITECTURE,
                OPTIONS.withPatience(2)));
        INDArray broken = FEATURES.dup().putScalar(5, Float.NaN);
        assertThrows(IllegalArgumentException.class,
                () -> DeepKernelizedAutoencoder.fit(broken, prior, ARCHITECTURE, OPTIONS));
        assertThrows(IllegalArgumentException.class, () -> OPTIONS.withLambda(1.1));
        assertThrows(IllegalArgumentException.class, () -> trained.encode(Nd4j.zeros(DataType.FLOAT, 2, 7)));
        assertThrows(IllegalArgumentException.class, () -> trained.layerWeights(3));
    }

    @Test
    void aNetworkOfTheCodeLayerAloneHasNothingBelowItToPretrain() {
        Architecture alone = Architecture.of(8, 6);
        TrainingOptions brief = OPTIONS.withEpochs(2, 2);
        PretrainedLayers none = PretrainedLayers.fit(FEATURES, alone, brief);
        assertEquals(0, none.size());
        assertEquals(List.of(), none.history().epochs());
        KernelBlocks prior = Samples.prior(FEATURES);
        DeepKernelizedAutoencoder with = DeepKernelizedAutoencoder.fit(FEATURES, prior, alone, brief,
                TrainingContext.none().withPretrained(none));
        assertEquals(4, with.history().epochs().size());
        assertEquals(DeepKernelizedAutoencoder.fit(FEATURES, prior, alone, brief).encode(HELD), with.encode(HELD));
    }
}
