package io.github.dkae.spectral;

import static io.github.dkae.spectral.Golden.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.Progress;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PcaTest {
    @Test
    void correlatedPlaneInClosedForm() {
        // Centred points ±(3, 1)ᵀ…: covariance [[20, 12], [12, 20]]/3, whose eigenvalues are (20 ± 12)/3.
        INDArray x = Nd4j.createFromArray(new double[][] {{3, 1}, {1, 3}, {5, 7}, {7, 5}});
        Pca pca = Pca.fit(x, Pca.Options.of(2));
        double half = Math.sqrt(0.5);
        assertClose(Nd4j.createFromArray(new double[][] {{4, 4}}), pca.mean(), 1e-15);
        assertArrayEquals(new double[] {32.0 / 3, 8.0 / 3}, pca.explainedVariance(), 1e-12);
        assertArrayEquals(new double[] {0.8, 0.2}, pca.explainedVarianceRatio(), 1e-12);
        assertClose(Nd4j.createFromArray(new double[][] {{half, half}, {half, -half}}), pca.components(), 1e-12);
        assertClose(Nd4j.createFromArray(new double[][] {{-4 * half, 2 * half}}),
                pca.transform(Nd4j.createFromArray(new double[][] {{3, 1}})), 1e-12);
    }

    @Test
    void tallWideAndIterativeFitsAgreeWithTheCovariance() {
        for (int[] shape : new int[][] {{90, 12}, {12, 90}, {600, 500}, {450, 700}}) {
            INDArray x = decaying(shape[0], shape[1]);
            int m = 6;
            Pca pca = Pca.fit(x, Pca.Options.of(m).withResidual(1e-10));
            INDArray centred = x.sub(x.mean(true, 0));
            INDArray covariance = centred.transpose().mmul(centred).div(shape[0] - 1);
            INDArray v = pca.components().transpose();
            INDArray scaled = v.mulRowVector(Nd4j.createFromArray(pca.explainedVariance()));
            assertClose(scaled, covariance.mmul(v), 1e-9 * pca.explainedVariance()[0]);
            SymmetricEigenTest.assertOrthonormal(v, 1e-10);
            double total = Nd4j.diag(covariance).sumNumber().doubleValue();
            assertEquals(pca.explainedVariance()[2] / total, pca.explainedVarianceRatio()[2], 1e-12);
        }
    }

    @Test
    void coordinatesAreUncorrelatedWithTheExplainedVariance() {
        INDArray x = decaying(200, 8);
        Pca pca = Pca.fit(x, Pca.Options.of(8));
        INDArray z = pca.transform(x);
        INDArray covariance = z.transpose().mmul(z).div(199);
        assertClose(Nd4j.diag(Nd4j.createFromArray(pca.explainedVariance())), covariance, 1e-12);
        assertEquals(1, Arrays.stream(pca.explainedVarianceRatio()).sum(), 1e-12);
    }

    @Test
    void inverseOfAllComponentsIsTheIdentity() {
        INDArray x = decaying(50, 7).addi(100);
        for (boolean whiten : new boolean[] {true, false}) {
            Pca pca = Pca.fit(x, Pca.Options.of(7).withWhiten(whiten));
            assertClose(x, pca.inverseTransform(pca.transform(x)), 1e-11);
        }
    }

    @Test
    void fewComponentsGiveTheBestReconstructionOfTheirRank() {
        INDArray x = decaying(100, 10);
        Pca pca = Pca.fit(x, Pca.Options.of(4));
        double error = Math.pow(pca.inverseTransform(pca.transform(x)).sub(x).norm2Number().doubleValue(), 2) / 99;
        double[] all = Pca.fit(x, Pca.Options.of(10)).explainedVariance();
        assertEquals(Arrays.stream(all, 4, 10).sum(), error, 1e-12);
    }

    @Test
    void whitenedCoordinatesHaveUnitVariance() {
        INDArray x = decaying(100, 5);
        INDArray z = Pca.fit(x, Pca.Options.of(5).withWhiten(true)).transform(x);
        assertClose(Nd4j.eye(5).castTo(DataType.DOUBLE), z.transpose().mmul(z).div(99), 1e-11);
    }

    @Test
    void directionsWithoutVarianceAreOrthonormalAndZero() {
        INDArray x = decaying(6, 20);
        Pca pca = Pca.fit(x, Pca.Options.of(6).withWhiten(true));
        assertEquals(0, pca.explainedVariance()[5], 1e-15);
        SymmetricEigenTest.assertOrthonormal(pca.components().transpose(), 1e-12);
        assertEquals(0, pca.transform(x).getColumn(5).amaxNumber().doubleValue());
        INDArray constant = Nd4j.ones(DataType.DOUBLE, 5, 3);
        assertArrayEquals(new double[] {0, 0}, Pca.fit(constant, Pca.Options.of(2)).explainedVarianceRatio());
    }

    @Test
    void float32WithALargeMeanKeepsItsVariance() {
        INDArray x = decaying(3000, 6);
        double[] expected = Pca.fit(x, Pca.Options.of(6)).explainedVariance();
        double[] found = Pca.fit(x.add(50).castTo(DataType.FLOAT), Pca.Options.of(6)).explainedVariance();
        assertArrayEquals(expected, found, 1e-4 * expected[0]);
    }

    @Test
    void singleSampleAndSingleComponent() {
        INDArray x = decaying(30, 4);
        Pca pca = Pca.fit(x, Pca.Options.of(1));
        INDArray all = pca.transform(x);
        INDArray first = pca.transform(Matrices.rows(x, 0, 1));
        assertArrayEquals(new long[] {1, 1}, first.shape());
        assertEquals(all.getDouble(0, 0), first.getDouble(0, 0), 1e-14);
        assertClose(Matrices.rows(pca.inverseTransform(all), 0, 1), pca.inverseTransform(first), 1e-14);
    }

    @Test
    void badInputIsRefused() {
        INDArray x = decaying(5, 3);
        assertEquals("components must be at most min(n, d) = 3 for 5 samples of 3 dimensions, but was 4",
                assertThrows(IllegalArgumentException.class, () -> Pca.fit(x, Pca.Options.of(4))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Pca.fit(Matrices.rows(x, 0, 1), Pca.Options.of(1)));
        assertThrows(IllegalArgumentException.class,
                () -> Pca.fit(x.dup().putScalar(0, 0, Double.POSITIVE_INFINITY), Pca.Options.of(1)));
        assertThrows(IllegalArgumentException.class, () -> Pca.Options.of(0));
        Pca pca = Pca.fit(x, Pca.Options.of(2));
        assertThrows(IllegalArgumentException.class, () -> pca.transform(decaying(5, 4)));
        assertThrows(IllegalArgumentException.class, () -> pca.inverseTransform(x));
    }

    @Test
    void interruptionCancels() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class,
                () -> Pca.fit(decaying(600, 500), Pca.Options.of(3), Progress.none()));
        assertTrue(Thread.interrupted());
    }

    private static INDArray decaying(int n, int d) {
        INDArray x = KernelPcaTest.samples(n, d, 31L * n + d);
        double[] scales = new double[d];
        Arrays.setAll(scales, i -> 3 / (1.0 + i));
        return x.mulRowVector(Nd4j.createFromArray(scales));
    }
}
