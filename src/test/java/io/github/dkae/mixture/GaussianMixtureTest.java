package io.github.dkae.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.mixture.GaussianMixture.Options;
import io.github.dkae.support.HostArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GaussianMixtureTest {
    private static final CovarianceType[] TYPES = CovarianceType.values();

    @Test
    void oneComponentIsMeanAndCovariance() {
        INDArray x = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 0}, {5, 7}});
        MixtureParameters fitted = GaussianMixture.fit(x, Options.defaults().withVarianceFloor(0)).parameters();
        assertArrayEquals(new double[] {3, 3}, HostArrays.doubles(fitted.means()), 1e-12);
        assertArrayEquals(new double[] {8 / 3.0, 10 / 3.0, 10 / 3.0, 26 / 3.0},
                HostArrays.doubles(fitted.covariances()), 1e-12);
    }

    @Test
    void densityOfOneSphericalComponentIsTheFormula() {
        GaussianMixture mixture = GaussianMixture.of(MixtureParameters.of(CovarianceType.SPHERICAL,
                Nd4j.createFromArray(1.0), Nd4j.createFromArray(new double[][] {{1, -1, 0}}),
                Nd4j.createFromArray(0.5)));
        double expected = -0.5 * (4 + 1 + 9) / 0.5 - 1.5 * Math.log(2 * Math.PI * 0.5);
        assertEquals(expected, mixture.logDensity(Nd4j.createFromArray(new double[][] {{3, 0, 3}}))[0], 1e-12);
    }

    @Test
    void densityIntegratesToOne() {
        INDArray x = Clusters.samples(60, 2, 3, 0.1, 5);
        for (CovarianceType type : TYPES) {
            GaussianMixture mixture = GaussianMixture.fit(x, options(3, type).withVarianceFloor(1e-2));
            int steps = 300;
            double[] grid = new double[2 * steps * steps];
            for (int i = 0; i < steps * steps; i++) {
                grid[2 * i] = -2 + 5.0 * (i / steps) / steps;
                grid[2 * i + 1] = -2 + 5.0 * (i % steps) / steps;
            }
            double sum = Arrays.stream(mixture.logDensity(HostArrays.matrix(grid, steps * steps, 2))).map(Math::exp)
                    .sum();
            assertEquals(1, sum * 25.0 / steps / steps, 1e-3, type.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Initialisation.class)
    void separatedClustersAreFound(Initialisation initialisation) {
        INDArray x = Clusters.samples(120, 6, 3, 0.02, 1);
        for (CovarianceType type : TYPES) {
            GaussianMixture mixture = GaussianMixture.fit(x, options(3, type).withInitialisation(initialisation)
                    .withRestarts(20).withTolerance(1e-6).withMaximumIterations(300).withVarianceFloor(1e-4));
            int[] labels = mixture.predict(x);
            for (int i = 3; i < labels.length; i++) {
                assertEquals(labels[i % 3], labels[i], type.toString());
            }
            assertEquals(3, Arrays.stream(labels).distinct().count());
            assertTrue(mixture.converged());
        }
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void likelihoodNeverFalls(CovarianceType type) {
        INDArray x = Clusters.samples(80, 5, 4, 0.2, 2).castTo(DataType.DOUBLE);
        double before = Double.NEGATIVE_INFINITY;
        for (int iterations = 1; iterations <= 12; iterations++) {
            double after = GaussianMixture.fit(x, options(4, type).withTolerance(0).withMaximumIterations(iterations)
                    .withVarianceFloor(1e-9)).meanLogLikelihood(x);
            assertTrue(after >= before - 1e-9, before + " then " + after);
            before = after;
        }
    }

    @Test
    void moreRestartsAreNotWorse() {
        INDArray x = Clusters.samples(90, 6, 6, 0.1, 3);
        Options options = options(6, CovarianceType.DIAGONAL).withInitialisation(Initialisation.RANDOM_POINTS);
        double one = GaussianMixture.fit(x, options).meanLogLikelihood(x);
        double many = GaussianMixture.fit(x, options.withRestarts(10)).meanLogLikelihood(x);
        assertTrue(many >= one - 1e-2, one + " against " + many);
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void shiftedSamplesGiveShiftedMixture(CovarianceType type) {
        INDArray x = Clusters.samples(60, 4, 3, 0.1, 4).castTo(DataType.DOUBLE);
        GaussianMixture here = GaussianMixture.fit(x, options(3, type));
        GaussianMixture there = GaussianMixture.fit(x.add(1000), options(3, type));
        assertArrayEquals(HostArrays.doubles(here.parameters().means().add(1000)),
                HostArrays.doubles(there.parameters().means()), 1e-6);
        assertArrayEquals(HostArrays.doubles(here.parameters().covariances()),
                HostArrays.doubles(there.parameters().covariances()), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void samplesHaveTheMixturesMoments(CovarianceType type) {
        GaussianMixture mixture = GaussianMixture.fit(Clusters.samples(60, 3, 2, 0.2, 6),
                options(2, type).withVarianceFloor(1e-2));
        INDArray drawn = mixture.sample(20_000, 9);
        GaussianMixture again = GaussianMixture.fit(drawn, mixture.parameters(), options(2, type));
        assertArrayEquals(HostArrays.doubles(mixture.parameters().means()),
                HostArrays.doubles(again.parameters().means()), 0.03);
        assertArrayEquals(HostArrays.doubles(mixture.parameters().covariances()),
                HostArrays.doubles(again.parameters().covariances()), 0.02);
        assertEquals(drawn, mixture.sample(20_000, 9));
        assertFalse(drawn.equals(mixture.sample(20_000, 10)));
    }

    @Test
    void informationCriteriaCountFreeParameters() {
        INDArray x = Clusters.samples(50, 3, 2, 0.1, 7);
        long[] counts = {1 + 6 + 12, 1 + 6 + 6, 1 + 6 + 6, 1 + 6 + 2};
        for (int t = 0; t < TYPES.length; t++) {
            GaussianMixture mixture = GaussianMixture.fit(x, options(2, TYPES[t]));
            double logLikelihood = 50 * mixture.meanLogLikelihood(x);
            assertEquals(-2 * logLikelihood + 2 * counts[t], mixture.aic(x), 1e-9);
            assertEquals(-2 * logLikelihood + counts[t] * Math.log(50), mixture.bic(x), 1e-9);
        }
    }

    @Test
    void bicFindsTheNumberOfClusters() {
        INDArray x = Clusters.samples(200, 2, 4, 0.01, 11);
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int q = 1; q <= 7; q++) {
            double bic = GaussianMixture.fit(x, options(q, CovarianceType.SPHERICAL).withRestarts(10)).bic(x);
            if (bic < lowest) {
                lowest = bic;
                best = q;
            }
        }
        assertEquals(4, best);
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void savedMixtureIsTheSame(CovarianceType type, @TempDir Path folder) throws IOException {
        INDArray x = Clusters.samples(40, 3, 2, 0.1, 8);
        GaussianMixture mixture = GaussianMixture.fit(x, options(2, type));
        mixture.save(folder.resolve("mixture"));
        GaussianMixture loaded = GaussianMixture.load(folder.resolve("mixture"));
        assertArrayEquals(mixture.logDensity(x), loaded.logDensity(x), 0);
        assertEquals(mixture.iterations(), loaded.iterations());
        assertEquals(mixture.converged(), loaded.converged());
        assertEquals(mixture.toString(), loaded.toString());
    }

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void duplicatesAndConstantColumnsAreHandled(CovarianceType type) {
        INDArray x = Nd4j.vstack(Nd4j.ones(DataType.FLOAT, 10, 4), Nd4j.zeros(DataType.FLOAT, 10, 4));
        for (Initialisation initialisation : Initialisation.values()) {
            GaussianMixture mixture = GaussianMixture.fit(x, options(5, type).withInitialisation(initialisation));
            for (double density : mixture.logDensity(x)) {
                assertTrue(Double.isFinite(density), type + " " + initialisation);
            }
            INDArray same = GaussianMixture.fit(Nd4j.ones(DataType.FLOAT, 10, 4),
                    options(3, type).withInitialisation(initialisation)).responsibilities(x);
            assertTrue(Double.isFinite(same.sumNumber().doubleValue()));
        }
    }

    @ParameterizedTest
    @CsvSource({"1e-6", "1e6"})
    void scaleOfSamplesDoesNotMatter(double scale) {
        INDArray x = Clusters.samples(60, 4, 3, 0.05, 12).castTo(DataType.DOUBLE);
        for (CovarianceType type : TYPES) {
            Options options = options(3, type).withVarianceFloor(1e-4);
            GaussianMixture plain = GaussianMixture.fit(x, options);
            GaussianMixture scaled = GaussianMixture.fit(x.mul(scale),
                    options.withVarianceFloor(1e-4 * scale * scale));
            assertArrayEquals(HostArrays.doubles(plain.responsibilities(x)),
                    HostArrays.doubles(scaled.responsibilities(x.mul(scale))), 1e-6, type.toString());
        }
    }

    @Test
    void manyRowsInBlocksEqualFewRowsAtOnce() {
        INDArray x = Clusters.samples(5000, 6, 3, 0.1, 13);
        GaussianMixture mixture = GaussianMixture.fit(x, options(3, CovarianceType.DIAGONAL));
        double[] all = mixture.logDensity(x);
        INDArray last = Nd4j.pullRows(x, 1, new int[] {4999});
        assertEquals(all[4999], mixture.logDensity(last)[0], 1e-12);
    }

    @Test
    void zeroFloorOnCollapsingDataIsRefused() {
        INDArray constant = Clusters.samples(20, 5, 2, 0.1, 14);
        for (CovarianceType type : new CovarianceType[] {CovarianceType.FULL, CovarianceType.TIED,
            CovarianceType.DIAGONAL}) {
            var refused = assertThrows(IllegalArgumentException.class,
                    () -> GaussianMixture.fit(constant, options(2, type).withVarianceFloor(0)));
            assertTrue(refused.getMessage().contains("varianceFloor"), refused.getMessage());
        }
        INDArray two = Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}});
        assertThrows(IllegalArgumentException.class,
                () -> GaussianMixture.fit(two, options(2, CovarianceType.DIAGONAL).withVarianceFloor(0)));
    }

    @Test
    void badInputIsRefused() {
        INDArray x = Clusters.samples(3, 2, 1, 0.1, 15);
        var few = assertThrows(IllegalArgumentException.class,
                () -> GaussianMixture.fit(x, options(4, CovarianceType.DIAGONAL)));
        assertTrue(few.getMessage().contains("components = 4") && few.getMessage().contains("3"), few.getMessage());
        INDArray broken = x.dup();
        broken.putScalar(1, 1, Double.NaN);
        assertThrows(IllegalArgumentException.class, () -> GaussianMixture.fit(broken, Options.defaults()));
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withComponents(0));
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withVarianceFloor(-1));
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withTolerance(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withMaximumIterations(0));
        assertThrows(IllegalArgumentException.class, () -> Options.defaults().withRestarts(0));
        GaussianMixture mixture = GaussianMixture.fit(x, Options.defaults());
        var wide = assertThrows(IllegalArgumentException.class,
                () -> mixture.logDensity(Nd4j.ones(DataType.FLOAT, 1, 3)));
        assertTrue(wide.getMessage().contains("2 columns"), wide.getMessage());
        assertThrows(IllegalArgumentException.class, () -> MixtureParameters.of(CovarianceType.DIAGONAL,
                Nd4j.createFromArray(0.5, 0.6), Nd4j.ones(2, 3), Nd4j.ones(2, 3)));
        assertThrows(IllegalArgumentException.class, () -> MixtureParameters.of(CovarianceType.TIED,
                Nd4j.createFromArray(0.5, 0.5), Nd4j.ones(2, 3), Nd4j.ones(2, 3)));
    }

    @Test
    void interruptedFitStops() {
        for (CovarianceType type : TYPES) {
            Thread.currentThread().interrupt();
            try {
                assertThrows(CancellationException.class,
                        () -> GaussianMixture.fit(Clusters.samples(20, 3, 2, 0.1, 16), options(2, type)));
            } finally {
                assertTrue(Thread.interrupted());
            }
        }
    }

    private static Options options(int components, CovarianceType type) {
        return Options.defaults().withComponents(components).withCovarianceType(type).withVarianceFloor(1e-3)
                .withSeed(3);
    }
}
