package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.kernel.KernelBlocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network, and a loss, of the user's own: trained, continued and saved like an architecture. */
class OwnNetworkTest {
    private static final Network NETWORK = new ConvolutionalNetwork(4, 12);
    private static final CodeLoss LOSS = CodeLoss.of("mean squared difference", (graph, codes, prior) ->
            graph.math().square(graph.mmul(codes, codes, false, true, false).mul(0.1).sub(prior)).mean());
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(50).withEpochs(3, 10).withLearningRate(5e-3)
            .withCodeLoss(LOSS).withSeed(1);
    private static INDArray digits;
    private static KernelBlocks prior;
    private static DeepKernelizedAutoencoder model;

    @BeforeAll
    static void train() {
        digits = Strokes.images(200, 1);
        prior = RbfKernel.medianHeuristic(digits).over(digits);
        model = DeepKernelizedAutoencoder.fit(digits, prior, NETWORK, OPTIONS);
    }

    @Test
    void bothLossesFallInOneStage() {
        List<EpochRecord> epochs = model.history().epochs();
        assertEquals(10, epochs.size(), "no layers to pretrain");
        assertTrue(epochs.get(9).training().reconstruction() < 0.8 * epochs.get(0).training().reconstruction());
        assertTrue(epochs.get(9).training().code() < epochs.get(0).training().code());
    }

    @Test
    void encodeAndDecodeAreTheGraph() {
        SameDiff graph = model.graph();
        Map<String, INDArray> values = graph.output(Map.of("input", digits), "codes", "reconstruction");
        assertTrue(model.encode(digits).equalsWithEps(values.get("codes"), 1e-5));
        assertTrue(model.reconstruct(digits).equalsWithEps(values.get("reconstruction"), 1e-5));
        assertTrue(model.decode(values.get("codes")).equalsWithEps(values.get("reconstruction"), 1e-5));
    }

    @Test
    void savedAndLoadedItIsTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.dkae");
        model.save(file);
        DeepKernelizedAutoencoder loaded = DeepKernelizedAutoencoder.load(file, NETWORK, LOSS);
        assertEquals(model.encode(digits), loaded.encode(digits));
        assertEquals(model.losses(digits, prior).code(), loaded.losses(digits, prior).code());
        assertEquals(model.options(), loaded.options());
        Network other = new ConvolutionalNetwork(4, 13);
        IOException refused = assertThrows(IOException.class, () -> DeepKernelizedAutoencoder.load(file, other));
        assertTrue(refused.getMessage().contains("12 codes") && refused.getMessage().contains("13 codes"),
                refused.getMessage());
    }

    @Test
    void withoutItsLossALoadedModelStillEncodes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.dkae");
        model.save(file);
        DeepKernelizedAutoencoder loaded = DeepKernelizedAutoencoder.load(file, NETWORK);
        assertEquals(model.encode(digits), loaded.encode(digits));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> loaded.losses(digits, prior));
        assertTrue(refused.getMessage().contains("mean squared difference"), refused.getMessage());
    }

    @Test
    void checkpointsContinueBitForBit(@TempDir Path folder) {
        TrainingContext context = TrainingContext.none().withCheckpoints(folder.resolve("run"), 1);
        boolean[] once = {true};
        DeepKernelizedAutoencoder stopped = DeepKernelizedAutoencoder.fit(digits, prior, NETWORK, OPTIONS,
                context.withProgress((task, done, total, detail) -> {
                    if (done == 6 && once[0]) {
                        once[0] = false;
                        Thread.currentThread().interrupt();
                    }
                }));
        assertTrue(stopped.history().interrupted());
        assertEquals(model.encode(digits),
                DeepKernelizedAutoencoder.fit(digits, prior, NETWORK, OPTIONS, context).encode(digits));
    }

    @Test
    void namesThatAreTakenAreRefused() {
        record Clash(String taken) implements Network {
            @Override
            public String name() {
                return "clash";
            }

            @Override
            public int input() {
                return 3;
            }

            @Override
            public int codeSize() {
                return 2;
            }

            @Override
            public SDVariable encode(Parameters parameters, SDVariable x) {
                return x.mmul(parameters.weights("w", 3, 2));
            }

            @Override
            public SDVariable decode(Parameters parameters, SDVariable codes) {
                return codes.mmul(parameters.weights(taken, 2, 3));
            }
        }

        INDArray x = Nd4j.rand(5, 3);
        TrainingOptions plain = TrainingOptions.defaults().withLambda(0).withEpochs(0, 1);
        for (String taken : List.of("w", "codes")) {
            String message = assertThrows(IllegalArgumentException.class, () ->
                    DeepKernelizedAutoencoder.fit(x, new Clash(taken), plain)).getMessage();
            assertTrue(message.contains("parameter " + taken + " [2, 3]"), message);
        }
    }
}
