package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TwoMoonsTest {
    @Test
    void withoutNoiseTheSamplesLieOnTwoHalfCircles() {
        Dataset moons = TwoMoons.sample(50, 0, 1);
        int[] labels = moons.labels();
        for (int i = 0; i < 50; i++) {
            double side = labels[i] == 0 ? 1 : -1;
            double x = (moons.features().getDouble(i, 0) - 0.5) / 0.28 + 0.5 * side;
            double y = (moons.features().getDouble(i, 1) - 0.5) / 0.28 + 0.25 * side;
            assertEquals(1, Math.hypot(x, y), 1e-5);
            assertEquals(side, Math.signum(y), "the upper moon bends up, the lower one down");
        }
    }

    @Test
    void theSeedDecidesAndNoiseStaysInTheUnitSquare() {
        Dataset moons = TwoMoons.sample(2_000, 0.5, 7);
        assertEquals(moons.sha256(), TwoMoons.sample(2_000, 0.5, 7).sha256());
        assertNotEquals(moons.sha256(), TwoMoons.sample(2_000, 0.5, 8).sha256());
        assertEquals(2, moons.classes().length);
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TwoMoons.sample(1, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> TwoMoons.sample(10, 0.6, 1));
    }
}
