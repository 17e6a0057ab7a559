package io.github.dkae.spectral;

import static io.github.dkae.spectral.Golden.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KernelPcaTest {
    private static final KernelPca.Options UNCENTRED = KernelPca.Options.of(12).withCentred(false);
    private final JsonObject golden = Golden.read("kpca");
    private final INDArray k = Golden.matrix(golden, "K");
    private final INDArray kCross = Golden.matrix(golden, "K_cross");
    private final INDArray kTest = Golden.matrix(golden, "K_test");

    KernelPcaTest() throws IOException {}

    @Test
    void centredProjectionsAreTheGoldenOnes() {
        JsonObject expected = golden.getAsJsonObject("centred");
        KernelPca model = KernelPca.fitPrecomputed(k, KernelPca.Options.of(4));
        assertArrayEquals(Golden.values(expected, "eigenvalues"), model.eigenvalues(), 1e-12);
        INDArray training = Golden.matrix(expected, "train_projection");
        INDArray test = Golden.matrix(expected, "test_projection");
        INDArray coordinates = Golden.withSignsOf(training, model.coordinates());
        assertClose(training, coordinates, 1e-12);
        assertClose(test, Golden.withSignsOf(test, model.transformPrecomputed(kCross)), 1e-12);
    }

    @Test
    void lossesAndNystroemApproximationsAreTheGoldenOnes() {
        JsonObject expected = golden.getAsJsonObject("uncentred");
        KernelPca model = KernelPca.fitPrecomputed(k, UNCENTRED);
        assertArrayEquals(Golden.values(expected, "eigenvalues"), model.eigenvalues(), 1e-12);
        INDArray z = model.transformPrecomputed(kCross);
        for (int rank : new int[] {1, 2, 4, 8, 12}) {
            JsonObject row = expected.getAsJsonObject("per_m").getAsJsonObject(Integer.toString(rank));
            assertEquals(row.get("Lc_insample").getAsDouble(), model.inSampleLoss(rank), 1e-7);
            double loss = KernelApproximation.losses(z, kTest, rank)[0];
            assertEquals(row.get("Lc_nystrom_test").getAsDouble(), loss, 1e-10);
            assertClose(Golden.matrix(row, "Khat_test"), KernelApproximation.ofRank(z, rank), 1e-12);
        }
    }

    @Test
    void closedFormLossIsThatOfTheApproximation() {
        KernelPca model = KernelPca.fitPrecomputed(k, UNCENTRED);
        for (int rank = 1; rank < 12; rank++) {
            INDArray approximation = model.approximation(rank);
            INDArray difference = approximation.div(approximation.norm2Number()).sub(k.div(k.norm2Number()));
            assertEquals(difference.norm2Number().doubleValue(), model.inSampleLoss(rank), 1e-10);
        }
    }

    @Test
    void approximationOfFullRankIsTheKernelMatrix() {
        assertClose(k, KernelPca.fitPrecomputed(k, UNCENTRED).approximation(12), 1e-13);
    }

    @Test
    void inSampleTransformEqualsCoordinates() {
        INDArray x = samples(60, 3, 1);
        for (boolean centred : new boolean[] {true, false}) {
            KernelPca.Options options = KernelPca.Options.of(10).withCentred(centred);
            KernelPca kernel = KernelPca.fit(x, new GaussianTestKernel(1.5), options);
            assertClose(kernel.coordinates(), kernel.transform(x), 1e-10);
            assertClose(scaledVectors(kernel), kernel.coordinates(), 1e-10);
            KernelPca features = KernelPca.fit(x, new LinearFeatureMap(samples(3, 20, 2)), options.withComponents(3));
            assertClose(features.coordinates(), features.transform(x), 1e-10);
        }
    }

    @Test
    void inSampleTransformEqualsCoordinatesInFloat32OnTheIterativePath() {
        INDArray x = samples(900, 40, 3).castTo(DataType.FLOAT);
        LinearFeatureMap map = new LinearFeatureMap(samples(40, 60, 4).muli(0.05).castTo(DataType.FLOAT));
        for (boolean centred : new boolean[] {true, false}) {
            KernelPca model = KernelPca.fit(x, map, KernelPca.Options.of(16).withCentred(centred));
            assertEquals(16, model.components());
            double largest = model.coordinates().amaxNumber().doubleValue();
            assertClose(model.coordinates(), model.transform(x), 1e-5 * largest);
            assertClose(model.coordinates(), model.transformPrecomputed(map.matrix(x)), 1e-5 * largest);
            assertClose(scaledVectors(model), model.coordinates(), 1e-4 * largest);
        }
    }

    @Test
    void featureMapAndItsMatrixGiveTheSameModel() {
        INDArray x = samples(50, 6, 5);
        LinearFeatureMap map = new LinearFeatureMap(samples(6, 9, 6));
        INDArray unseen = samples(7, 6, 7);
        for (boolean centred : new boolean[] {true, false}) {
            KernelPca.Options options = KernelPca.Options.of(4).withCentred(centred);
            KernelPca viaFeatures = KernelPca.fit(x, map, options);
            KernelPca viaMatrix = KernelPca.fitPrecomputed(map.matrix(x), options);
            assertArrayEquals(viaMatrix.eigenvalues(), viaFeatures.eigenvalues(), 1e-10);
            assertArrayEquals(viaMatrix.explainedRatio(), viaFeatures.explainedRatio(), 1e-12);
            assertEquals(viaMatrix.inSampleLoss(2), viaFeatures.inSampleLoss(2), 1e-9);
            assertClose(viaMatrix.transformPrecomputed(map.matrix(unseen, x)), viaFeatures.transform(unseen), 1e-9);
        }
    }

    @Test
    void centredKernelPcaOnLinearKernelIsPca() {
        INDArray x = samples(80, 5, 8);
        INDArray unseen = samples(9, 5, 9);
        KernelPca kernel = KernelPca.fit(x, new LinearFeatureMap(Nd4j.eye(5).castTo(DataType.DOUBLE)),
                KernelPca.Options.of(5));
        Pca pca = Pca.fit(x, Pca.Options.of(5));
        INDArray expected = pca.transform(unseen);
        assertClose(expected, Golden.withSignsOf(expected, kernel.transform(unseen)), 1e-11);
        assertArrayEquals(pca.explainedVarianceRatio(), kernel.explainedRatio(), 1e-12);
    }

    @Test
    void explainedRatiosOfAllComponentsSumToOne() {
        for (boolean centred : new boolean[] {true, false}) {
            KernelPca model = KernelPca.fitPrecomputed(k, UNCENTRED.withCentred(centred).withTolerance(1e-12));
            assertEquals(centred ? 11 : 12, model.components());
            assertEquals(1, Arrays.stream(model.explainedRatio()).sum(), 1e-12);
            assertEquals(0, model.inSampleLoss(model.components()), 1e-7);
        }
    }

    @Test
    void rankDeficientKernelKeepsItsRank() {
        INDArray features = samples(40, 3, 10);
        KernelPca model = KernelPca.fitPrecomputed(features.mmul(features.transpose()), UNCENTRED);
        assertEquals(3, model.components());
        assertArrayEquals(new long[] {40, 3}, model.coordinates().shape());
        assertClose(features.mmul(features.transpose()), model.approximation(3), 1e-12);
        String message = assertThrows(IllegalArgumentException.class, () -> model.approximation(4)).getMessage();
        assertEquals("rank must be between 1 and 3, but was 4", message);
    }

    @Test
    void toleranceDropsSmallEigenvalues() {
        KernelPca model = KernelPca.fitPrecomputed(k, UNCENTRED.withTolerance(0.05));
        assertEquals(7, model.components());
        assertTrue(model.eigenvalues()[6] > 0.05 * model.eigenvalues()[0]);
    }

    @Test
    void outOfSampleLossIsThatOfTheApproximations() {
        INDArray x = samples(60, 3, 11);
        INDArray unseen = samples(25, 3, 12);
        GaussianTestKernel kernel = new GaussianTestKernel(1);
        KernelPca model = KernelPca.fit(x, kernel, KernelPca.Options.of(20).withCentred(false));
        double[] losses = model.outOfSampleLoss(unseen, 1, 5, 20);
        INDArray target = kernel.matrix(unseen);
        int[] ranks = {1, 5, 20};
        for (int i = 0; i < ranks.length; i++) {
            INDArray approximation = model.approximationOf(unseen, ranks[i]);
            INDArray difference = approximation.div(approximation.norm2Number()).sub(target.div(target.norm2Number()));
            assertEquals(difference.norm2Number().doubleValue(), losses[i], 1e-10);
        }
        KernelPca centred = KernelPca.fit(x, kernel, KernelPca.Options.of(3));
        assertThrows(IllegalStateException.class, () -> centred.outOfSampleLoss(unseen, 1));
    }

    @Test
    void moreComponentsThanSamplesAreRefused() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> KernelPca.fitPrecomputed(k, KernelPca.Options.of(13))).getMessage();
        assertEquals("components must be at most the number of samples 12, but was 13", message);
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> KernelPca.fitPrecomputed(kCross, UNCENTRED));
        assertThrows(IllegalArgumentException.class,
                () -> KernelPca.fitPrecomputed(k.dup().putScalar(0, 1, 9), UNCENTRED));
        assertThrows(IllegalArgumentException.class,
                () -> KernelPca.fitPrecomputed(k.dup().putScalar(0, 1, Double.NaN), UNCENTRED));
        assertThrows(IllegalArgumentException.class, () -> KernelPca.Options.of(0));
        assertThrows(IllegalArgumentException.class, () -> KernelPca.Options.of(1).withTolerance(1));
        INDArray constant = Nd4j.ones(DataType.DOUBLE, 5, 5);
        assertThrows(IllegalArgumentException.class, () -> KernelPca.fitPrecomputed(constant, KernelPca.Options.of(2)));
        KernelPca model = KernelPca.fitPrecomputed(k, KernelPca.Options.of(2));
        assertThrows(IllegalStateException.class, () -> model.transform(kCross));
        assertThrows(IllegalArgumentException.class, () -> model.transformPrecomputed(kTest));
    }

    @Test
    void interruptionCancels() {
        INDArray x = samples(900, 4, 13);
        LinearFeatureMap map = new LinearFeatureMap(samples(4, 5, 14));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class,
                () -> KernelPca.fit(x, map, KernelPca.Options.of(2), Progress.none()));
        assertTrue(Thread.interrupted());
    }

    static INDArray samples(int n, int d, long seed) {
        var random = RandomStreams.of(seed, "test-samples");
        double[] values = random.doubles((long) n * d, -1, 1).toArray();
        return Nd4j.createFromArray(values).reshape(n, d);
    }

    /** U Λ^{1/2}. */
    private static INDArray scaledVectors(KernelPca model) {
        double[] roots = Arrays.stream(model.eigenvalues()).map(Math::sqrt).toArray();
        INDArray vectors = model.eigenvectors();
        return vectors.mulRowVector(Nd4j.createFromArray(roots).castTo(vectors.dataType()));
    }
}
