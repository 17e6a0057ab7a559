package io.github.dkae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InEveryLocale
class ToleranceTest {
    @ParameterizedTest
    @CsvSource({
        "table1.prior, code loss", "kpca.inSample[3], code loss", "kpca.dkaeOutOfSample, code loss",
        "landmarks.nystroem[0], code loss", "mapCosts.dkae.loss, code loss", "pck.idealLoss, code loss",
        "losses.dkae.code, code loss", "tradeoff.code[2], code loss", "robustness.q.idealLoss[1], code loss",
        "losses.dkae.reconstruction, mean squared error", "codeSize.reconstruction[0], mean squared error",
        "denoising.kpca, mean squared error", "denoisingClipped.byNoiseLevel.pca[1], mean squared error",
        "denoising.deviationByNoiseLevel.pca[1], standard deviation", "landmarks.deviation[0], standard deviation",
        "kpca.crossing, crossing", "kpca.crossingInSample, crossing",
        "kpca.explained[0], share", "pck.nearestNeighbour, share", "robustness.q.nearestNeighbour[0], share",
        "kpca.components[0], count or setting", "tradeoff.lambda[1], count or setting",
        "denoising.noiseLevels[0], count or setting", "pck.mixtures, count or setting",
        "seeds.seed[0], count or setting", "seeds.table1.prior[0], code loss",
        "seeds.denoising.dkaePca[2], mean squared error",
        "pck.fitSeconds, time or memory", "mapCosts.kpca.secondsPerSample, time or memory",
        "pck.priorMegabytes, time or memory", "stages[0].seconds, time or memory", "stages[0].share, time or memory",
        "zebra.stripes, other",
    })
    void everyKindOfFigureHasItsTolerance(String path, String kind) {
        assertEquals(kind, Tolerance.of(path).kind());
    }

    @Test
    void whatIsWithinHoldsAndWhatIsBeyondDoesNot() {
        Tolerance error = Tolerance.of("denoising.kpca");
        assertEquals(0.0022, error.allowed(0.04), 1e-12);
        assertTrue(error.holds(0.0421, 0.04));
        assertFalse(error.holds(0.0423, 0.04));
        Tolerance loss = Tolerance.of("table1.dkae");
        assertTrue(loss.holds(1.0055, 1));
        assertFalse(loss.holds(1.0065, 1));
        Tolerance count = Tolerance.of("pck.mixtures");
        assertTrue(count.holds(870, 870));
        assertFalse(count.holds(871, 870));
        assertFalse(Tolerance.of("pck.fitSeconds").compared());
    }

    @Test
    void tolerancesAreReadable() {
        assertEquals("0.0002 + 5 %", Tolerance.of("denoising.kpca").toString());
        assertEquals("0.003 + 0.3 %", Tolerance.of("table1.dkae").toString());
        assertEquals("0.01", Tolerance.of("pck.nearestNeighbour").toString());
        assertEquals("exact", Tolerance.of("pck.mixtures").toString());
    }
}
