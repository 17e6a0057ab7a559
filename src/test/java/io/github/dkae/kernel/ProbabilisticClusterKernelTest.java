package io.github.dkae.kernel;

import static io.github.dkae.kernel.Samples.difference;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.ProbabilisticClusterKernel.Options;
import io.github.dkae.mixture.CovarianceType;
import io.github.dkae.mixture.Initialisation;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ProbabilisticClusterKernelTest {
    private static final INDArray SUBSET = Samples.clustered(60, 12, 0.15, 1);
    private static final INDArray X = Samples.clustered(90, 12, 0.15, 2);
    private static final ProbabilisticClusterKernel KERNEL = ProbabilisticClusterKernel.fit(SUBSET, options());

    @Test
    void kernelIsTheMeanInnerProductOfPosteriors() {
        INDArray k = KERNEL.matrix(X);
        int i = 3;
        int j = 15;
        double sum = 0;
        for (int m = 0; m < KERNEL.mixtures().mixtures(); m++) {
            INDArray posteriors = KERNEL.mixtures().mixture(m).responsibilities(X.castTo(DataType.DOUBLE));
            sum += posteriors.getRow(i).mul(posteriors.getRow(j)).sumNumber().doubleValue();
        }
        assertEquals(sum / KERNEL.mixtures().mixtures(), k.getDouble(i, j), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(Normalisation.class)
    void matrixIsSymmetricInTheUnitIntervalAndPositiveSemiDefinite(Normalisation normalisation) {
        var kernel = ProbabilisticClusterKernel.fit(SUBSET, options().withNormalisation(normalisation));
        for (INDArray k : new INDArray[] {kernel.matrix(X), kernel.featureMatrix(X).block(all(90))}) {
            assertTrue(difference(k, k.transpose()) < 1e-6);
            assertTrue(k.minNumber().doubleValue() >= 0);
            assertTrue(k.maxNumber().doubleValue() <= 1 + 1e-6);
            double[] values = HostArrays.doubles(k);
            double[] eigenvalues = new double[90];
            assertEquals(0, openblas.LAPACKE_dsyevd(openblas.LAPACK_ROW_MAJOR, (byte) 'N', (byte) 'U', 90, values, 90,
                    eigenvalues));
            assertTrue(eigenvalues[0] > -1e-5 * eigenvalues[89], "smallest eigenvalue " + eigenvalues[0]);
        }
    }

    @Test
    void diagonalIsOneOnlyWherePosteriorsAreOneHot() {
        INDArray k = KERNEL.matrix(X);
        INDArray posteriors = KERNEL.mixtures().responsibilities(X);
        double[] squares = HostArrays.doubles(posteriors.mul(posteriors).sum(1));
        int mixtures = KERNEL.mixtures().mixtures();
        int soft = 0;
        for (int i = 0; i < squares.length; i++) {
            assertEquals(squares[i] / mixtures, k.getDouble(i, i), 1e-5);
            soft += k.getDouble(i, i) < 0.9999 ? 1 : 0;
        }
        assertTrue(soft > 0, "some posterior of the test's samples should be shared");
        var cosine = ProbabilisticClusterKernel.fit(SUBSET, options().withNormalisation(Normalisation.COSINE));
        INDArray normalised = cosine.matrix(X);
        for (int i = 0; i < squares.length; i++) {
            assertEquals(1, normalised.getDouble(i, i), 1e-5);
            assertEquals(k.getDouble(i, 0) / Math.sqrt(k.getDouble(i, i) * k.getDouble(0, 0)),
                    normalised.getDouble(i, 0), 1e-5);
        }
    }

    @Test
    void featuresMultiplyToTheMatrix() {
        INDArray features = KERNEL.features(X);
        assertArrayEquals(new long[] {90, KERNEL.featureCount()}, features.shape());
        assertTrue(difference(features.mmul(features.transpose()), KERNEL.matrix(X)) < 1e-5);
        INDArray y = Samples.clustered(17, 12, 0.2, 3);
        INDArray k = KERNEL.matrix(X, y);
        assertTrue(difference(features.mmul(KERNEL.features(y).transpose()), k) < 1e-5);
        assertTrue(difference(KERNEL.matrix(y, X).transpose(), k) < 1e-5);
    }

    @Test
    void outOfSampleRowsEqualInSampleRows() {
        INDArray part = X.get(NDArrayIndex.interval(20, 50), NDArrayIndex.all());
        INDArray whole = KERNEL.matrix(X);
        INDArray rows = whole.get(NDArrayIndex.interval(20, 50), NDArrayIndex.all());
        assertTrue(difference(KERNEL.matrix(part, X), rows) < 1e-6);
        assertTrue(difference(KERNEL.features(part),
                KERNEL.features(X).get(NDArrayIndex.interval(20, 50), NDArrayIndex.all())) < 1e-5);
    }

    @Test
    void blocksEqualTheMatrix() {
        FeatureMatrix features = KERNEL.featureMatrix(X);
        assertInstanceOf(CompactPosteriors.class, features);
        INDArray k = KERNEL.matrix(X);
        int[] batch = {4, 80, 4, 33, 0, 89};
        INDArray block = features.block(batch);
        for (int i = 0; i < batch.length; i++) {
            for (int j = 0; j < batch.length; j++) {
                assertEquals(k.getDouble(batch[i], batch[j]), block.getDouble(i, j), CompactPosteriors.KERNEL_ERROR);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> features.block(new int[] {90}));
        assertThrows(IllegalArgumentException.class, () -> features.block(new int[0]));
    }

    @Test
    void featuresAreComputedAnewBeyondTheMemoryBudget() {
        var frugal = ProbabilisticClusterKernel.fit(SUBSET, options().withMemoryBudget(100));
        FeatureMatrix computed = frugal.featureMatrix(X);
        FeatureMatrix held = KERNEL.featureMatrix(X);
        assertEquals(0, computed.bytes());
        assertTrue(held.bytes() > 100);
        int[] batch = {5, 6, 70, 5};
        assertTrue(difference(held.block(batch), computed.block(batch)) < 1e-5);
        assertTrue(difference(held.rows(batch), computed.rows(batch)) < 1e-5);
        INDArray right = Samples.clustered(KERNEL.featureCount(), 7, 1, 4);
        assertTrue(difference(held.times(right), computed.times(right)) < 1e-4);
        assertTrue(difference(held.times(right, 5), computed.times(right, 5)) < 1e-4);
        INDArray left = Samples.clustered(90, 7, 1, 5);
        assertTrue(difference(held.transposeTimes(left), computed.transposeTimes(left)) < 1e-4);
    }

    @Test
    void everyChoiceGivesAKernel() {
        for (CovarianceType type : CovarianceType.values()) {
            for (Initialisation initialisation : Initialisation.values()) {
                var kernel = ProbabilisticClusterKernel.fit(SUBSET, options().withMaximumComponents(4).withStarts(2)
                        .withCovarianceType(type).withInitialisation(initialisation).withVarianceFloor(1e-2));
                INDArray k = kernel.matrix(X);
                assertTrue(k.maxNumber().doubleValue() <= 1 + 1e-6 && k.minNumber().doubleValue() >= 0);
                // Samples i and i + 6 are from the same cluster, i and i + 1 from different ones.
                double same = 0;
                double different = 0;
                for (int i = 0; i < 84; i++) {
                    same += k.getDouble(i, i + 6);
                    different += k.getDouble(i, i + 1);
                }
                assertTrue(same > different, type + " " + initialisation);
            }
        }
    }

    @Test
    void principalComponentsComeFirst() {
        var reduced = ProbabilisticClusterKernel.fit(SUBSET,
                options().withPrincipalComponents(3).withCovarianceType(CovarianceType.FULL));
        assertEquals(3, reduced.mixtures().dimensions());
        assertEquals(12, reduced.dimensions());
        INDArray k = reduced.matrix(X);
        assertTrue(difference(reduced.featureMatrix(X).block(all(90)), k) <= CompactPosteriors.KERNEL_ERROR + 1e-6);
        assertThrows(IllegalArgumentException.class,
                () -> ProbabilisticClusterKernel.fit(SUBSET, options().withPrincipalComponents(13)));
    }

    @Test
    void kernelDependsOnTheSeedAlone() {
        assertEquals(KERNEL.matrix(X), ProbabilisticClusterKernel.fit(SUBSET.dup(), options()).matrix(X));
        INDArray other = ProbabilisticClusterKernel.fit(SUBSET, options().withSeed(8)).matrix(X);
        assertTrue(difference(KERNEL.matrix(X), other) > 1e-3);
    }

    @Test
    void savedKernelIsTheSame(@TempDir Path folder) throws IOException {
        for (int m : new int[] {0, 4}) {
            var kernel = ProbabilisticClusterKernel.fit(SUBSET,
                    options().withPrincipalComponents(m).withNormalisation(Normalisation.COSINE));
            kernel.save(folder.resolve("kernel"));
            var loaded = ProbabilisticClusterKernel.load(folder.resolve("kernel"));
            assertEquals(kernel.matrix(X), loaded.matrix(X));
            assertEquals(kernel.normalisation(), loaded.normalisation());
            assertEquals(kernel.dimensions(), loaded.dimensions());
        }
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> KERNEL.features(Nd4j.ones(DataType.FLOAT, 3, 11)));
        assertThrows(IllegalArgumentException.class, () -> KERNEL.featureMatrix(Nd4j.ones(DataType.FLOAT, 3, 11)));
        assertThrows(IllegalArgumentException.class, () -> options().withMaximumComponents(256));
        assertThrows(IllegalArgumentException.class, () -> options().withMemoryBudget(-1));
        assertThrows(IllegalArgumentException.class, () -> options().withPrincipalComponents(-1));
        assertThrows(IllegalArgumentException.class,
                () -> ProbabilisticClusterKernel.fit(Nd4j.ones(DataType.FLOAT, 3, 4), options()));
        FeatureMatrix features = KERNEL.featureMatrix(X);
        assertThrows(IllegalArgumentException.class, () -> features.times(Nd4j.ones(DataType.FLOAT, 3, 4)));
        assertThrows(IllegalArgumentException.class, () -> features.transposeTimes(Nd4j.ones(DataType.FLOAT, 3, 4)));
    }

    @Test
    void interruptedWorkStops() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> ProbabilisticClusterKernel.fit(SUBSET, options()));
        assertTrue(Thread.currentThread().isInterrupted());
        assertThrows(CancellationException.class, () -> KERNEL.featureMatrix(X, Progress.none()));
        assertTrue(Thread.interrupted());
        assertFalse(Thread.interrupted());
    }

    private static Options options() {
        return Options.defaults().withMaximumComponents(8).withStarts(5).withVarianceFloor(5e-3).withSeed(3);
    }

    private static int[] all(int n) {
        return IntStream.range(0, n).toArray();
    }
}
