package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.KernelAlignment;
import io.github.dkae.kernel.LinearKernel;
import io.github.dkae.kernel.RbfKernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The experiments that approximate a kernel matrix, on small data. */
class KernelPcaComparisonTest {
    private static final Dataset TRAIN = TinyData.ofRankThree(60, 1);
    private static final Dataset TEST = TinyData.ofRankThree(40, 2);
    private static final DeepKernelizedAutoencoder DKAE = TinyData.dkae(TRAIN, new RbfKernel(1));

    private static KernelPcaComparison.Result result(double dkaeLoss, double... outOfSample) {
        int[] components = IntStream.rangeClosed(1, outOfSample.length).toArray();
        double[] inSample = Arrays.stream(outOfSample).map(loss -> loss / 2).toArray();
        return new KernelPcaComparison.Result(components, new double[outOfSample.length], inSample, outOfSample,
                dkaeLoss, dkaeLoss);
    }

    @Test
    void crossingIsTheFirstNumberOfComponentsThatIsAsGood() {
        KernelPcaComparison.Result result = result(0.2, 0.5, 0.3, 0.2, 0.1);
        assertEquals(3, result.crossing().orElseThrow());
        assertEquals(2, result.crossingInSample().orElseThrow());
        assertTrue(result(0.01, 0.5, 0.3).crossing().isEmpty());
        assertFalse(result(0.01, 0.5, 0.3).json().has("crossing"));
        assertEquals(List.of("3", "2", "about 16"), result.crossings().stringColumn("components").asList());
        assertEquals("none of these", result(0.01, 0.5, 0.3).crossings().getString(0, "components"));
        assertEquals(3, result.json().get("crossing").getAsInt());
    }

    @Test
    void aKernelOfFiniteRankIsReachedAtThatRank() {
        // Three directions and the mean.
        KernelPcaComparison.Result result =
                KernelPcaComparison.of(TRAIN, TEST, new LinearKernel(12), DKAE, 4, 0);
        assertEquals(4, result.components().length);
        assertTrue(result.inSample()[0] > 0.01 && result.outOfSample()[0] > 0.01);
        assertTrue(result.inSample()[3] < 2e-3, Arrays.toString(result.inSample()));
        assertTrue(result.outOfSample()[3] < 2e-3, Arrays.toString(result.outOfSample()));
        assertEquals(1, Arrays.stream(result.explained()).sum(), 1e-4);
    }

    @Test
    void lossesAreThoseOfTheMatrices() {
        RbfKernel prior = new RbfKernel(1);
        KernelPcaComparison.Result result = KernelPcaComparison.of(TRAIN, TEST, prior, DKAE, 5, 0);
        for (int i = 1; i < 5; i++) {
            assertTrue(result.inSample()[i] < result.inSample()[i - 1]);
            assertTrue(result.explained()[i] <= result.explained()[i - 1]);
        }
        INDArray codes = DKAE.encode(TEST.features());
        assertEquals(KernelAlignment.codeLoss(codes.mmul(codes.transpose()), prior.matrix(TEST.features())),
                result.dkaeOutOfSample(), 1e-5);
        JsonObject json = result.json();
        assertEquals(5, json.getAsJsonArray("components").size());
        assertEquals(result.outOfSample()[4], json.getAsJsonArray("outOfSample").get(4).getAsDouble());
        assertArrayEquals(new int[] {1, 2, 4}, result.table().intColumn("m").asIntArray());
        assertEquals(List.of("kpca-curves", "kpca-spectrum"), List.copyOf(result.pictures().keySet()));
    }

    @Test
    void asManyLandmarksAsTheRankAreExact() {
        LandmarkComparison.Result result =
                LandmarkComparison.of(TRAIN, TEST, new LinearKernel(12), new int[] {1, 8}, 3, 0);
        assertTrue(result.losses()[0] > 0.01 && result.deviations()[0] > 0, Arrays.toString(result.losses()));
        assertTrue(result.losses()[1] < 2e-3, Arrays.toString(result.losses()));
        assertTrue(result.kernelPca()[0] < result.losses()[0]);
        assertEquals(2, result.json().getAsJsonArray("nystroem").size());
        assertThrows(IllegalArgumentException.class,
                () -> LandmarkComparison.of(TRAIN, TEST, new LinearKernel(12), new int[] {8, 8}, 3, 0));
        assertThrows(IllegalArgumentException.class,
                () -> LandmarkComparison.of(TRAIN, TEST, new LinearKernel(12), new int[] {61}, 3, 0));
    }

    @Test
    void aMapThatIsTheKernelsHasNoLoss() {
        FeatureMapCosts.Result result = FeatureMapCosts.of(TEST, new LinearKernel(12), List.of(
                FeatureMapCosts.FittedMap.timed("self", "the samples", () -> INDArray::dup),
                FeatureMapCosts.FittedMap.encoder("dkae", "encoder", DKAE)));
        FeatureMapCosts.Cost self = result.costs().get(0);
        assertEquals(0, self.loss(), 1e-3);
        assertEquals(12, self.features());
        FeatureMapCosts.Cost encoder = result.costs().get(1);
        assertEquals(5, encoder.features());
        assertTrue(encoder.loss() > 0.01 && encoder.fitSeconds() > 0 && encoder.secondsPerSample() > 0);
        assertEquals(12, result.json().getAsJsonObject("self").get("features").getAsInt());
        assertEquals(2, result.table().rowCount());
    }

    @Test
    void priorComparisonMeasuresAgainstTheIdealKernel() {
        RbfKernel prior = new RbfKernel(1);
        PriorComparison.Result result = PriorComparison.of(TEST, prior, DKAE, DKAE);
        Dataset sorted = TEST.sortedByClass();
        double expected = KernelAlignment.codeLoss(prior.matrix(sorted.features()),
                IdealKernel.matrix(sorted.labels()));
        assertEquals(expected, result.prior(), 1e-9);
        assertEquals(result.sae(), result.dkae());
        assertEquals(0, result.improvementOver(result.sae()));
    }

    @Test
    void aKernelOfOneHotSamplesIsTheIdealKernel() {
        float[][] oneHot = new float[9][12];
        int[] labels = new int[9];
        for (int i = 0; i < 9; i++) {
            labels[i] = i % 3;
            oneHot[i][labels[i]] = 1;
        }
        Dataset samples = Dataset.of("one-hot", Nd4j.createFromArray(oneHot), labels);
        assertEquals(0, PriorComparison.of(samples, new LinearKernel(12), DKAE, DKAE).prior(), 1e-7);
    }
}
