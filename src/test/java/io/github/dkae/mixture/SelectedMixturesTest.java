package io.github.dkae.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SelectedMixturesTest {
    private final INDArray samples = GaussianMixture.of(MixtureParameters.of(CovarianceType.SPHERICAL,
            Nd4j.createFromArray(0.5, 0.3, 0.2), Nd4j.createFromArray(new double[][] {{0, 0}, {1, 2}, {3, 1}}),
            Nd4j.createFromArray(0.2, 0.1, 0.3))).sample(80, 3);

    @ParameterizedTest
    @EnumSource(CovarianceType.class)
    void selectionIsWhatASmallerFitGives(CovarianceType type) {
        var options = GaussianMixtureEnsemble.Options.defaults().withCovarianceType(type).withMaximumComponents(6)
                .withStarts(4).withSeed(5);
        var selected = GaussianMixtureEnsemble.fit(samples, options).select(2, 4, 3);
        var smaller = GaussianMixtureEnsemble.fit(samples, options.withMaximumComponents(4).withStarts(3));
        assertArrayEquals(smaller.offsets(), selected.offsets());
        assertArrayEquals(smaller.iterations(), selected.iterations());
        assertEquals(smaller.convergedMixtures(), selected.convergedMixtures());
        double difference = smaller.responsibilities(samples).sub(selected.responsibilities(samples)).amaxNumber()
                .doubleValue();
        assertEquals(0, difference, 1e-5);
    }

    @Test
    void aSingleSizeCanBeSelected() {
        var ensemble = GaussianMixtureEnsemble.fit(samples,
                GaussianMixtureEnsemble.Options.defaults().withMaximumComponents(5).withStarts(2));
        var largest = ensemble.select(5, 5, 100);
        assertArrayEquals(new int[] {0, 5, 10}, largest.offsets());
        assertEquals(ensemble.mixture(7).parameters().means(), largest.mixture(1).parameters().means());
    }

    @Test
    void selectingNothingIsRefused() {
        var ensemble = GaussianMixtureEnsemble.fit(samples,
                GaussianMixtureEnsemble.Options.defaults().withMaximumComponents(3).withStarts(1));
        assertThrows(IllegalArgumentException.class, () -> ensemble.select(4, 9, 1));
        assertThrows(IllegalArgumentException.class, () -> ensemble.select(3, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> ensemble.select(2, 3, 0));
    }
}
