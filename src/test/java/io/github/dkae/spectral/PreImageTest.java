package io.github.dkae.spectral;

import static io.github.dkae.spectral.Golden.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.kernel.RbfKernel;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class PreImageTest {
    @Test
    void ridgePreImagesAreTheGoldenOnes() throws IOException {
        JsonObject golden = Golden.read("preimage");
        RidgePreImage map = RidgePreImage.fit(Golden.matrix(golden, "Z"), Golden.matrix(golden, "X"),
                RidgePreImage.Options.defaults().withRidge(golden.get("gamma").getAsDouble()));
        assertEquals(golden.get("sigma_median_pdist").getAsDouble(), map.width(), 1e-12);
        assertClose(Golden.matrix(golden, "coef"), map.coefficients(), 1e-11);
        assertClose(Golden.matrix(golden, "preimage_train"), map.reconstruct(Golden.matrix(golden, "Z")), 1e-11);
        assertClose(Golden.matrix(golden, "preimage_test"), map.reconstruct(Golden.matrix(golden, "Z_test")), 1e-11);
    }

    @Test
    void ridgeInFloat32StaysClose() throws IOException {
        JsonObject golden = Golden.read("preimage");
        RidgePreImage map = RidgePreImage.fit(Golden.matrix(golden, "Z").castTo(DataType.FLOAT),
                Golden.matrix(golden, "X").castTo(DataType.FLOAT), RidgePreImage.Options.defaults());
        INDArray test = map.reconstruct(Golden.matrix(golden, "Z_test").castTo(DataType.FLOAT));
        assertEquals(DataType.FLOAT, test.dataType());
        assertClose(Golden.matrix(golden, "preimage_test"), test.castTo(DataType.DOUBLE), 1e-5);
    }

    @Test
    void vanishingRidgeInterpolatesTheTrainingSamples() {
        INDArray z = KernelPcaTest.samples(15, 3, 1);
        INDArray x = KernelPcaTest.samples(15, 6, 2);
        RidgePreImage map = RidgePreImage.fit(z, x, new RidgePreImage.Options(1e-10, 0.5));
        assertClose(x, map.reconstruct(z), 1e-5);
    }

    @Test
    void medianDistanceIsThatOfTheSortedPairs() {
        // Odd and even numbers of pairs, ties, and more rows than a block.
        for (int n : new int[] {2, 3, 4, 7, 8, 40, 1100}) {
            for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
                INDArray z = KernelPcaTest.samples(n, 3, n).castTo(type);
                assertEquals(medianOfSorted(z), MedianDistance.of(z), type == DataType.FLOAT ? 2e-6 : 1e-14);
                INDArray grid = Nd4j.createFromArray(new double[n]).reshape(n, 1).castTo(type);
                for (int i = 0; i < n; i++) {
                    grid.putScalar(i, 0, i % 5);
                }
                assertEquals(medianOfSorted(grid), MedianDistance.of(grid), 1e-6);
            }
        }
    }

    @Test
    void ridgeRefusesBadInput() {
        INDArray z = KernelPcaTest.samples(10, 3, 3);
        INDArray x = KernelPcaTest.samples(10, 4, 4);
        RidgePreImage.Options options = RidgePreImage.Options.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.withRidge(0));
        assertThrows(IllegalArgumentException.class, () -> options.withWidth(-1));
        assertThrows(IllegalArgumentException.class, () -> RidgePreImage.fit(z, Matrices.rows(x, 0, 9), options));
        assertThrows(IllegalArgumentException.class, () -> RidgePreImage.fit(z.mul(0), x, options));
        assertThrows(IllegalArgumentException.class,
                () -> RidgePreImage.fit(Matrices.rows(z, 0, 1), Matrices.rows(x, 0, 1), options));
        assertThrows(IllegalArgumentException.class, () -> RidgePreImage.fit(z, x, options).reconstruct(x));
        String message = assertThrows(IllegalArgumentException.class, () -> RidgePreImage.fit(z.castTo(DataType.FLOAT),
                x.castTo(DataType.FLOAT), new RidgePreImage.Options(1e-12, 1e4))).getMessage();
        assertTrue(message.startsWith("ridge must be larger"), message);
    }

    @Test
    void fixedPointReturnsTrainingSamplesWhenAllComponentsAreKept() {
        INDArray x = KernelPcaTest.samples(12, 2, 5);
        for (boolean centred : new boolean[] {true, false}) {
            KernelPca model = KernelPca.fit(x, new GaussianTestKernel(0.7),
                    KernelPca.Options.of(12).withCentred(centred).withTolerance(1e-13));
            FixedPointPreImage.Result result = FixedPointPreImage
                    .of(model, x, new RbfKernel(0.7), new FixedPointPreImage.Options(500, 1e-8))
                    .reconstruct(model.coordinates(), x.add(0.05));
            assertClose(x, result.samples(), 1e-4);
            assertEquals(12, result.converged());
        }
    }

    @Test
    void fixedPointIsStationary() {
        // At the pre-image no small step brings φ(t) nearer to the projection: ⟨φ(t), Pφ(x)⟩ is at a maximum.
        INDArray x = KernelPcaTest.samples(40, 2, 6);
        GaussianTestKernel kernel = new GaussianTestKernel(0.6);
        KernelPca model = KernelPca.fit(x, kernel, KernelPca.Options.of(5).withCentred(false));
        INDArray noisy = KernelPcaTest.samples(3, 2, 7);
        INDArray found = FixedPointPreImage.of(model, x, new RbfKernel(0.6), new FixedPointPreImage.Options(2000, 1e-9))
                .denoise(noisy).samples();
        INDArray gamma = model.transform(noisy).mmul(model.dualCoefficients().transpose());
        for (int axis = 0; axis < 2; axis++) {
            INDArray step = Nd4j.zeros(DataType.DOUBLE, 1, 2).putScalar(0, axis, 1e-4);
            INDArray forward = kernel.matrix(found.addRowVector(step), x).mul(gamma).sum(1);
            INDArray backward = kernel.matrix(found.subRowVector(step), x).mul(gamma).sum(1);
            assertArrayEquals(new double[3], forward.sub(backward).div(2e-4).toDoubleVector(), 1e-6);
        }
    }

    @Test
    void fixedPointDenoisesTowardsTheSamplesCurve() {
        INDArray angles = KernelPcaTest.samples(80, 1, 8).muli(Math.PI);
        INDArray circle = Nd4j.hstack(Transforms.cos(angles, true), Transforms.sin(angles, true));
        KernelPca model = KernelPca.fit(circle, new GaussianTestKernel(0.5), KernelPca.Options.of(8));
        INDArray noisy = circle.mul(1.2);
        FixedPointPreImage.Result result = FixedPointPreImage
                .of(model, circle, new RbfKernel(0.5), FixedPointPreImage.Options.defaults()).denoise(noisy);
        double radiusError = result.samples().norm2(1).sub(1).amaxNumber().doubleValue();
        assertTrue(radiusError < 0.1, () -> "radius off by " + radiusError);
        assertEquals(80, result.converged());
    }

    @Test
    void fixedPointLeavesFarSamplesAndStopsWhenInterrupted() {
        INDArray x = KernelPcaTest.samples(20, 2, 9);
        KernelPca model = KernelPca.fit(x, new GaussianTestKernel(0.1), KernelPca.Options.of(3).withCentred(false));
        FixedPointPreImage preImage = FixedPointPreImage.of(model, x, new RbfKernel(0.1),
                new FixedPointPreImage.Options(5, 1e-6));
        INDArray far = Nd4j.createFromArray(new double[][] {{1000, 1000}});
        FixedPointPreImage.Result result = preImage.denoise(far);
        assertEquals(far, result.samples());
        assertEquals(0, result.converged());
        assertEquals(5, result.iterations());
        assertThrows(IllegalArgumentException.class, () -> preImage.reconstruct(model.coordinates(), far));
        assertThrows(IllegalArgumentException.class,
                () -> FixedPointPreImage.of(model, far, new RbfKernel(0.1), FixedPointPreImage.Options.defaults()));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> preImage.denoise(far));
        assertTrue(Thread.interrupted());
    }

    private static double medianOfSorted(INDArray z) {
        double[][] rows = z.toDoubleMatrix();
        double[] distances = new double[rows.length * (rows.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                double squared = 0;
                for (int c = 0; c < rows[i].length; c++) {
                    squared += (rows[i][c] - rows[j][c]) * (rows[i][c] - rows[j][c]);
                }
                distances[next++] = Math.sqrt(squared);
            }
        }
        Arrays.sort(distances);
        return (distances[(next - 1) / 2] + distances[next / 2]) / 2;
    }
}
