package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HyperbolicTangentTest {
    @Test
    void isExactToSinglePrecision() {
        for (int i = -120_000; i <= 120_000; i++) {
            float x = i * 1e-4f;
            assertEquals(Math.tanh(x), HyperbolicTangent.of(x), 4e-7 * Math.abs(Math.tanh(x)));
        }
    }

    @Test
    void neverLeavesItsRange() {
        for (float x : new float[] {8.9f, 9, 10, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertTrue(HyperbolicTangent.of(x) <= 1 && HyperbolicTangent.of(x) > 0.9999999f);
            assertEquals(-HyperbolicTangent.of(x), HyperbolicTangent.of(-x));
        }
        assertEquals(0, HyperbolicTangent.of(0));
        assertTrue(Float.isNaN(HyperbolicTangent.of(Float.NaN)));
    }

    @Test
    void sigmoidStaysBetweenZeroAndOne() {
        float[] z = {-200, -20, 0, 20, 200};
        TransferFunction.SIGMOID.apply(z, z.length);
        assertEquals(0, z[0]);
        assertEquals(0, z[1], 2e-7);
        assertEquals(0.5f, z[2]);
        assertEquals(1, z[3], 2e-7);
        assertEquals(1, z[4]);
    }
}
