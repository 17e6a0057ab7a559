package io.github.dkae.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.linalg.MatrixLibrary;
import io.github.dkae.linalg.OneDnn;
import io.github.dkae.mixture.GaussianMixtureEnsemble.Options;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GaussianMixtureEnsembleTest {
    private static final INDArray X = Clusters.samples(60, 20, 6, 0.15, 1);
    private static final INDArray NEW = Clusters.samples(1500, 20, 6, 0.3, 1);

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void mixturesEqualThoseFittedByThemselves(CovarianceType type) {
        for (Initialisation initialisation : Initialisation.values()) {
            Options options = options(type).withInitialisation(initialisation);
            var starts = new MixtureStarts(X, initialisation, options.settings(), options.seed());
            try (GaussianMixtureEnsemble ensemble = GaussianMixtureEnsemble.fit(X, options)) {
                INDArray all = ensemble.responsibilities(NEW);
                int[] offsets = ensemble.offsets();
                for (int m = 0; m < ensemble.mixtures(); m++) {
                    int q = offsets[m + 1] - offsets[m];
                    assertEquals(2 + m / 3, q);
                    FittedMixture[] single = new FittedMixture[1];
                    int start = m % 3;
                    MixtureFitting.fit(X, options.settings(), new int[] {q}, r -> starts.start(q, start), true,
                            (r, fitted) -> single[0] = fitted, Progress.none());
                    GaussianMixture alone = GaussianMixture.of(single[0]);
                    assertEquals(alone.iterations(), ensemble.iterations()[m]);
                    assertEquals(alone.converged(), ensemble.mixture(m).converged());
                    assertClose(alone.parameters().means(), ensemble.mixture(m).parameters().means(), 1e-5);
                    assertClose(alone.parameters().covariances(), ensemble.mixture(m).parameters().covariances(), 1e-5);
                    INDArray stacked = all.get(NDArrayIndex.all(), NDArrayIndex.interval(offsets[m], offsets[m + 1]));
                    assertClose(alone.responsibilities(NEW), stacked, 1e-5);
                }
            }
        }
    }

    @Test
    void firstStartIsThatOfASingleFit() {
        Options options = options(CovarianceType.DIAGONAL);
        GaussianMixture single = GaussianMixture.fit(X, GaussianMixture.Options.defaults().withComponents(4)
                .withCovarianceType(CovarianceType.DIAGONAL).withVarianceFloor(1e-3).withSeed(options.seed())
                .withInitialisation(options.initialisation()));
        try (GaussianMixtureEnsemble ensemble = GaussianMixtureEnsemble.fit(X, options)) {
            assertClose(single.parameters().means(), ensemble.mixture(6).parameters().means(), 1e-6);
        }
    }

    @Test
    void stackedFitEqualsAPlainLoopOverSamples() {
        Options options = options(CovarianceType.DIAGONAL);
        var starts = new MixtureStarts(X, options.initialisation(), options.settings(), options.seed());
        try (GaussianMixtureEnsemble ensemble = GaussianMixtureEnsemble.fit(X, options)) {
            for (int m = 0; m < ensemble.mixtures(); m++) {
                int q = 2 + m / 3;
                var reference = new PlainDiagonalMixture(HostArrays.doubles(X), 20, q, 1e-3);
                reference.run(((MixtureStart.Parameters) starts.start(q, m % 3)).values(), ensemble.iterations()[m]);
                MixtureParameters fitted = ensemble.mixture(m).parameters();
                assertArrayEquals(reference.weights, HostArrays.doubles(fitted.weights()), 1e-6);
                assertArrayEquals(reference.means, HostArrays.doubles(fitted.means()), 1e-6);
                assertArrayEquals(reference.variances, HostArrays.doubles(fitted.covariances()), 1e-6);
            }
        }
    }

    @Test
    void singlePrecisionKeepsItsDigitsOnSmallVariances() {
        INDArray x = Clusters.samples(60, 200, 12, 0.3, 4);
        for (double floor : new double[] {1e-2, 1e-3, 1e-6}) {
            Options options = options(CovarianceType.DIAGONAL).withVarianceFloor(floor);
            try (var ensemble = GaussianMixtureEnsemble.fit(x, options)) {
                INDArray all = ensemble.responsibilities(x.add(0.1));
                int[] offsets = ensemble.offsets();
                for (int m = 0; m < ensemble.mixtures(); m++) {
                    INDArray exact = ensemble.mixture(m).responsibilities(x.castTo(DataType.DOUBLE).add(0.1));
                    assertClose(exact, all.get(NDArrayIndex.all(), NDArrayIndex.interval(offsets[m], offsets[m + 1])),
                            1e-6);
                }
            }
        }
    }

    @Test
    void responsibilitiesSumToOneAndRangesAgree() {
        for (CovarianceType type : CovarianceType.values()) {
            try (GaussianMixtureEnsemble ensemble = GaussianMixtureEnsemble.fit(X, options(type))) {
                INDArray all = ensemble.responsibilities(NEW);
                assertArrayEquals(new long[] {1500, ensemble.components()}, all.shape());
                assertEquals(DataType.FLOAT, all.dataType());
                int[] offsets = ensemble.offsets();
                for (int m = 0; m < ensemble.mixtures(); m++) {
                    INDArray one = all.get(NDArrayIndex.all(), NDArrayIndex.interval(offsets[m], offsets[m + 1]));
                    assertClose(Nd4j.ones(DataType.DOUBLE, 1500), one.sum(1), 1e-6);
                    assertTrue(one.minNumber().doubleValue() >= 0);
                }
                INDArray range = ensemble.responsibilities(NEW, 3, 7);
                assertClose(all.get(NDArrayIndex.all(), NDArrayIndex.interval(offsets[3], offsets[7])), range, 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = CovarianceType.class, names = {"DIAGONAL", "SPHERICAL", "TIED"})
    void everyLibraryMultipliesToTheSameResponsibilities(CovarianceType type) {
        // More components than are multiplied at once, and samples that several threads share unevenly.
        Options options = options(type).withMaximumComponents(20).withStarts(12).withMaximumIterations(2);
        INDArray samples = Clusters.samples(1029, 20, 6, 1.5, 2);
        try (var ensemble = GaussianMixtureEnsemble.fit(X, options)) {
            var parameters = new EnsembleParameters(type, 20, IntStream.range(0, ensemble.mixtures())
                    .map(m -> 2 + m / 12).toArray());
            for (int m = 0; m < ensemble.mixtures(); m++) {
                parameters.put(m, ensemble.mixture(m).parameters());
            }
            int[] offsets = ensemble.offsets();
            int columns = ensemble.components() - offsets[3];
            double[] expected = HostArrays.doubles(ensemble.responsibilities(samples, 3, ensemble.mixtures()));
            for (MatrixLibrary library : MatrixLibrary.values()) {
                if (library == MatrixLibrary.ONE_DNN && !OneDnn.available()) {
                    continue;
                }
                double[] actual = new double[expected.length];
                try (var responsibilities = new StackedResponsibilities(parameters, library)) {
                    responsibilities.forEach(samples, 3, ensemble.mixtures(), (row, values) -> {
                        for (int e = 0; e < values.size(); e++) {
                            actual[row * columns + values.column(e)] = values.value(e);
                        }
                    }, done -> assertTrue(done > 0 && done <= 1029));
                }
                assertArrayEquals(expected, actual, 1e-7, library.toString());
            }
        }
    }

    @Test
    void fitDependsOnTheSeedAlone() {
        Options options = options(CovarianceType.DIAGONAL);
        try (var first = GaussianMixtureEnsemble.fit(X, options);
                var second = GaussianMixtureEnsemble.fit(X.dup('f'), options);
                var larger = GaussianMixtureEnsemble.fit(X, options.withMaximumComponents(8));
                var other = GaussianMixtureEnsemble.fit(X, options.withSeed(99))) {
            assertEquals(first.responsibilities(NEW), second.responsibilities(NEW));
            assertClose(first.mixture(4).parameters().means(), larger.mixture(4).parameters().means(), 1e-6);
            assertTrue(first.responsibilities(NEW).sub(other.responsibilities(NEW)).amaxNumber().doubleValue() > 0.1);
        }
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void savedEnsembleIsTheSame(CovarianceType type, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("ensemble");
        try (var ensemble = GaussianMixtureEnsemble.fit(X, options(type))) {
            ensemble.save(file);
            try (var loaded = GaussianMixtureEnsemble.load(file)) {
                assertEquals(ensemble.responsibilities(NEW), loaded.responsibilities(NEW));
                assertArrayEquals(ensemble.iterations(), loaded.iterations());
                assertEquals(ensemble.convergedMixtures(), loaded.convergedMixtures());
            }
        }
    }

    @Test
    void badInputIsRefused() {
        Options options = options(CovarianceType.DIAGONAL);
        var few = assertThrows(IllegalArgumentException.class,
                () -> GaussianMixtureEnsemble.fit(Clusters.samples(5, 4, 2, 0.1, 2), options));
        assertTrue(few.getMessage().contains("maximumComponents = 6"), few.getMessage());
        assertThrows(IllegalArgumentException.class, () -> options.withMaximumComponents(1));
        assertThrows(IllegalArgumentException.class, () -> options.withStarts(0));
        try (var ensemble = GaussianMixtureEnsemble.fit(X, options)) {
            assertThrows(IllegalArgumentException.class,
                    () -> ensemble.responsibilities(Nd4j.ones(DataType.FLOAT, 2, 19)));
            assertThrows(IllegalArgumentException.class, () -> ensemble.responsibilities(NEW, 3, 3));
            assertThrows(IllegalArgumentException.class, () -> ensemble.mixture(15));
        }
    }

    @Test
    void interruptedWorkStops() {
        try (var ensemble = GaussianMixtureEnsemble.fit(X, options(CovarianceType.DIAGONAL))) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class,
                    () -> ensemble.forEachRow(NEW, (row, values) -> {}, Progress.none()));
            assertTrue(Thread.interrupted());
        }
    }

    private static Options options(CovarianceType type) {
        return Options.defaults().withMaximumComponents(6).withStarts(3).withCovarianceType(type).withSeed(7);
    }

    private static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        assertArrayEquals(HostArrays.doubles(expected), HostArrays.doubles(actual), tolerance);
    }
}
