package io.github.dkae.spectral;

import static io.github.dkae.spectral.Golden.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.FeatureMatrix;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NystroemTest {
    private final GaussianTestKernel kernel = new GaussianTestKernel(1);
    private final INDArray x = KernelPcaTest.samples(30, 3, 1);
    private final INDArray unseen = KernelPcaTest.samples(8, 3, 2);

    @Test
    void allSamplesAsLandmarksReproduceTheKernel() {
        Nystroem map = Nystroem.fit(x, kernel, new Nystroem.Options(30, 1e-14, 0));
        assertClose(kernel.matrix(x), map.matrix(x, x), 1e-9);
        assertClose(kernel.matrix(unseen, x), map.matrix(unseen, x), 1e-6);
    }

    @Test
    void fewerLandmarksAreExactAmongThemselvesAndNeverOverestimate() {
        Nystroem map = Nystroem.fit(x, kernel, new Nystroem.Options(10, 1e-14, 0));
        assertEquals(10, map.featureCount());
        assertClose(kernel.matrix(map.landmarks()), map.matrix(map.landmarks()), 1e-10);
        // What the projection on the landmarks' span leaves is positive semi-definite.
        double[] rest = SymmetricEigen.full(kernel.matrix(unseen).sub(map.matrix(unseen))).eigenvalues();
        assertTrue(rest[rest.length - 1] > -1e-12);
        assertTrue(rest[0] > 1e-4);
    }

    @Test
    void featuresAreTheOperatorsRows() {
        Nystroem map = Nystroem.fit(x, kernel, Nystroem.Options.defaults().withLandmarks(6));
        INDArray features = map.features(unseen);
        assertArrayEquals(new long[] {8, 6}, features.shape());
        assertClose(features.mmul(features.transpose()), map.matrix(unseen), 1e-13);
        FeatureMatrix operator = map.featureMatrix(unseen);
        int[] rows = {5, 2};
        INDArray chosen = Nd4j.pullRows(features, 1, rows);
        assertEquals(chosen, operator.rows(rows));
        assertClose(chosen.mmul(chosen.transpose()), operator.block(rows), 1e-14);
        INDArray v = KernelPcaTest.samples(8, 2, 3);
        assertClose(map.matrix(unseen).mmul(v), operator.times(operator.transposeTimes(v)), 1e-13);
        assertEquals(8 * 6 * 8, operator.bytes());
    }

    @Test
    void kernelPcaRunsOnTheFeatures() {
        Nystroem map = Nystroem.fit(x, kernel, new Nystroem.Options(30, 1e-14, 0));
        KernelPca.Options options = KernelPca.Options.of(4);
        INDArray exact = KernelPca.fit(x, kernel, options).transform(unseen);
        INDArray approximate = KernelPca.fit(x, map, options).transform(unseen);
        assertClose(exact, Golden.withSignsOf(exact, approximate), 1e-6);
    }

    @Test
    void repeatedLandmarksAreNoTrouble() {
        INDArray repeated = Nd4j.vstack(x, x);
        Nystroem map = Nystroem.fit(repeated, kernel, new Nystroem.Options(60, 1e-12, 0));
        assertClose(kernel.matrix(x), map.matrix(x), 1e-6);
    }

    @Test
    void drawsDependOnTheSeedAlone() {
        Nystroem.Options options = Nystroem.Options.defaults().withLandmarks(5);
        assertEquals(Nystroem.fit(x, kernel, options).landmarks(), Nystroem.fit(x, kernel, options).landmarks());
        assertNotEquals(Nystroem.fit(x, kernel, options).landmarks(),
                Nystroem.fit(x, kernel, options.withSeed(1)).landmarks());
    }

    @Test
    void badInputIsRefused() {
        assertEquals("landmarks must be at most the number of samples 30, but was 31",
                assertThrows(IllegalArgumentException.class,
                        () -> Nystroem.fit(x, kernel, new Nystroem.Options(31, 0, 0))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Nystroem.Options(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Nystroem.Options(1, -1, 0));
        Nystroem map = Nystroem.fit(x, kernel, Nystroem.Options.defaults().withLandmarks(5));
        assertThrows(IllegalArgumentException.class, () -> map.features(KernelPcaTest.samples(2, 4, 3)));
    }
}
