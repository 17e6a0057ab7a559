package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GaussianNoiseTest {
    private static final INDArray CLEAN = Nd4j.valueArrayOf(new long[] {2000, 100}, 0.5f);

    @Test
    void unclippedNoiseHasTheMomentsAsked() {
        INDArray noise = new GaussianNoise(0.25, false).addTo(CLEAN, 1).subi(CLEAN);
        assertEquals(0, noise.meanNumber().doubleValue(), 4 * 0.25 / Math.sqrt(200_000));
        assertEquals(0.25, noise.stdNumber().doubleValue(), 0.002);
        double fourth = noise.mul(noise).mul(noise).mul(noise).meanNumber().doubleValue();
        assertEquals(3 * Math.pow(0.25, 4), fourth, 0.0004);
        assertTrue(noise.maxNumber().doubleValue() > 0.75, "unclipped noise leaves [0, 1]");
        assertEquals(0.5, CLEAN.minNumber().doubleValue(), "the clean samples stay as they were");
    }

    @Test
    void clippedNoiseIsUnclippedNoiseCut() {
        float[] free = new GaussianNoise(0.4, false).addTo(CLEAN, 2).data().asFloat();
        float[] clipped = new GaussianNoise(0.4, true).addTo(CLEAN, 2).data().asFloat();
        for (int i = 0; i < free.length; i++) {
            assertEquals(Math.min(1, Math.max(0, free[i])), clipped[i]);
        }
    }

    @Test
    void noiseOfARowDependsOnSeedAndIndexAlone() {
        INDArray all = new GaussianNoise(0.25, false).addTo(CLEAN, 3);
        INDArray start = CLEAN.get(NDArrayIndex.interval(0, 7), NDArrayIndex.all());
        INDArray first = new GaussianNoise(0.25, false).addTo(start, 3);
        assertArrayEquals(first.toFloatMatrix()[6], all.getRow(6).toFloatVector());
        assertNotEquals(all.getFloat(0, 0), new GaussianNoise(0.25, false).addTo(CLEAN, 4).getFloat(0, 0));
        assertNotEquals(all.getFloat(0, 0), all.getFloat(1, 0));
    }

    @Test
    void noNoiseIsACopy() {
        INDArray same = new GaussianNoise(0, false).addTo(CLEAN, 1);
        assertEquals(CLEAN, same);
        assertTrue(same != CLEAN);
    }

    @Test
    void noisyDatasetsStayInTheUnitInterval() {
        Dataset noisy = Dataset.of("grey", CLEAN.dup()).withClippedNoise(1, 1);
        assertEquals(0, noisy.features().minNumber().doubleValue());
        assertEquals(1, noisy.features().maxNumber().doubleValue());
    }

    @Test
    void badArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(-0.1, true));
        assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(Double.NaN, true));
        assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(0.1, true).addTo(Nd4j.scalar(1f), 1));
    }

    @Test
    void interruptedThreadsStop() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> new GaussianNoise(0.1, true).addTo(CLEAN, 1));
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt stays set");
        }
    }
}
