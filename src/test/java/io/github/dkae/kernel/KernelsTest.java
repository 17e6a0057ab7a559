package io.github.dkae.kernel;

import static io.github.dkae.kernel.Samples.difference;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The kernels that aren't probabilistic, and what holds for all of them. */
class KernelsTest {
    private static final INDArray X = Samples.clustered(25, 5, 0.3, 1);
    private static final INDArray Y = Samples.clustered(8, 5, 0.3, 2);

    @Test
    void matricesAreTheFormulas() {
        INDArray linear = new LinearKernel(5).matrix(X, Y);
        INDArray rbf = new RbfKernel(0.7).matrix(X, Y);
        INDArray polynomial = new PolynomialKernel(3, 0.5, 1).matrix(X, Y);
        for (int i = 0; i < 25; i++) {
            for (int j = 0; j < 8; j++) {
                double dot = 0;
                double distance = 0;
                for (int c = 0; c < 5; c++) {
                    dot += X.getDouble(i, c) * Y.getDouble(j, c);
                    distance += Math.pow(X.getDouble(i, c) - Y.getDouble(j, c), 2);
                }
                assertEquals(dot, linear.getDouble(i, j), 1e-5);
                assertEquals(Math.exp(-distance / (2 * 0.49)), rbf.getDouble(i, j), 1e-5);
                assertEquals(Math.pow(0.5 * dot + 1, 3), polynomial.getDouble(i, j), 1e-4);
            }
        }
    }

    @Test
    void goldenRbfMatrix() {
        JsonObject golden = Golden.read("codeloss.json");
        INDArray x = Golden.matrix(golden.get("X"));
        assertTrue(difference(Golden.matrix(golden.get("K_rbf_sigma1")), new RbfKernel(1).matrix(x)) < 1e-12);
    }

    @Test
    void aSampleFarFromAllOthersChangesItsOwnRowAlone() {
        Kernel[] kernels = {new LinearKernel(5), new RbfKernel(0.7), new PolynomialKernel(2, 1, 0)};
        for (Kernel kernel : kernels) {
            INDArray expected = kernel.matrix(X, Y);
            for (int row = 0; row < 25; row++) {
                INDArray far = X.dup();
                far.putScalar(row, row % 5, 1e15);
                INDArray changed = kernel.matrix(far, Y);
                INDArray symmetric = kernel.matrix(far);
                for (int i = 0; i < 25; i++) {
                    if (i != row) {
                        assertTrue(difference(expected.getRow(i), changed.getRow(i)) < 1e-6);
                        assertEquals(kernel.matrix(X).getDouble(i, 12 == row ? 13 : 12),
                                symmetric.getDouble(i, 12 == row ? 13 : 12), 1e-5);
                    }
                }
            }
        }
    }

    @Test
    void blocksAreRowsAndColumnsOfTheMatrix() {
        int[] batch = {3, 24, 3, 0};
        Kernel[] kernels = {new LinearKernel(5), new RbfKernel(1), new PolynomialKernel(2, 1, 0)};
        for (Kernel kernel : kernels) {
            INDArray k = kernel.matrix(X);
            assertTrue(difference(k, k.transpose()) < 1e-6);
            KernelBlocks[] all = {kernel.over(X), PrecomputedKernel.of(k)};
            for (KernelBlocks blocks : all) {
                assertEquals(25, blocks.size());
                INDArray block = blocks.block(batch);
                for (int i = 0; i < batch.length; i++) {
                    for (int j = 0; j < batch.length; j++) {
                        assertEquals(k.getDouble(batch[i], batch[j]), block.getDouble(i, j), 1e-5);
                    }
                }
            }
        }
    }

    @Test
    void linearKernelIsItsOwnFeatureMap() {
        LinearKernel kernel = new LinearKernel(5);
        FeatureMatrix features = kernel.featureMatrix(X);
        assertEquals(5, features.featureCount());
        assertEquals(25 * 5 * 4, features.bytes());
        assertEquals(X, kernel.features(X));
        INDArray right = Samples.clustered(5, 3, 1, 3);
        assertTrue(difference(X.mmul(right), features.times(right)) < 1e-6);
        assertTrue(difference(X.mmul(right).get(NDArrayIndex.interval(2, X.rows()), NDArrayIndex.all()),
                features.times(right, 2)) < 1e-6);
        assertThrows(IllegalArgumentException.class, () -> features.times(right, -1));
        INDArray left = Samples.clustered(25, 3, 1, 4);
        assertTrue(difference(X.transpose().mmul(left), features.transposeTimes(left)) < 1e-5);
        assertEquals(X.getRow(7), features.rows(new int[] {7}).getRow(0));
        assertThrows(IllegalArgumentException.class, () -> features.times(left));
        assertThrows(IllegalArgumentException.class, () -> features.transposeTimes(right));
    }

    @Test
    void medianHeuristicIsTheMedianDistanceOverPairs() {
        INDArray three = Nd4j.createFromArray(new double[][] {{0, 0}, {3, 4}, {0, 1}});
        // Distances 5, 1 and √18.
        assertEquals(Math.sqrt(18), RbfKernel.medianHeuristic(three).width(), 1e-9);
        INDArray four = Nd4j.createFromArray(new double[][] {{0}, {1}, {3}, {7}});
        // Distances 1, 2, 3, 4, 6, 7.
        assertEquals(3.5, RbfKernel.medianHeuristic(four).width(), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> RbfKernel.medianHeuristic(Nd4j.ones(4, 2)));
        assertThrows(IllegalArgumentException.class, () -> RbfKernel.medianHeuristic(Nd4j.ones(1, 2)));
    }

    @Test
    void rbfKeepsItsDigitsFarFromTheOrigin() {
        assertTrue(difference(new RbfKernel(1).matrix(X, Y), new RbfKernel(1).matrix(X.add(100), Y.add(100))) < 1e-3);
        INDArray k = new RbfKernel(1e-3).matrix(X);
        assertEquals(25, k.sumNumber().doubleValue(), 1e-6);
    }

    @Test
    void idealKernelIsOneWithinClasses() {
        int[] labels = {4, -1, 4, 7};
        float[][] expected = {{1, 0, 1, 0}, {0, 1, 0, 0}, {1, 0, 1, 0}, {0, 0, 0, 1}};
        assertEquals(Nd4j.createFromArray(expected), IdealKernel.matrix(labels));
        KernelBlocks blocks = IdealKernel.over(labels);
        labels[0] = 0;
        assertEquals(4, blocks.size());
        assertEquals(Nd4j.createFromArray(new float[][] {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}}),
                blocks.block(new int[] {2, 0, 1}));
        assertThrows(IllegalArgumentException.class, () -> IdealKernel.matrix(new int[0]));
        assertThrows(IllegalArgumentException.class, () -> IdealKernel.over(null));
    }

    @Test
    void centredKernelIsTheKernelOfCentredFeatures() {
        INDArray x = X.castTo(DataType.DOUBLE);
        INDArray y = Y.castTo(DataType.DOUBLE);
        INDArray mean = x.mean(true, 0);
        KernelCentering centering = KernelCentering.fit(x.mmul(x.transpose()));
        INDArray a = x.subRowVector(mean);
        INDArray b = y.subRowVector(mean);
        assertTrue(difference(a.mmul(a.transpose()), centering.apply(x.mmul(x.transpose()))) < 1e-12);
        assertTrue(difference(b.mmul(a.transpose()), centering.apply(y.mmul(x.transpose()))) < 1e-12);
        assertThrows(IllegalArgumentException.class, () -> centering.apply(Nd4j.ones(3, 24)));
        assertThrows(IllegalArgumentException.class, () -> KernelCentering.fit(Nd4j.ones(3, 2)));
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RbfKernel(0));
        assertThrows(IllegalArgumentException.class, () -> new RbfKernel(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new PolynomialKernel(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PolynomialKernel(2, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new LinearKernel(4).matrix(X, Y));
        assertThrows(IllegalArgumentException.class, () -> new RbfKernel(1).matrix(X, Nd4j.ones(2, 4)));
        assertThrows(IllegalArgumentException.class, () -> PrecomputedKernel.of(Nd4j.ones(2, 3)));
        INDArray lopsided = Nd4j.createFromArray(new float[][] {{1, 0}, {1, 1}});
        var refused = assertThrows(IllegalArgumentException.class, () -> PrecomputedKernel.of(lopsided));
        assertTrue(refused.getMessage().contains("symmetric"), refused.getMessage());
    }
}
