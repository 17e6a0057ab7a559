package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;

/** Two interlocking half circles in the plane with Gaussian noise: clusters that no Gaussian describes. */
public final class TwoMoons {
    private static final double RADIUS = 0.28;

    private TwoMoons() {}

    /**
     * Draws samples: [n, 2] in the unit square, in turn from the upper moon, labelled 0, and the lower, labelled 1; those
     * of a moon are evenly spaced before noise, and in the order along it.
     *
     * @param n     number of samples, at least 2
     * @param noise standard deviation in each direction, relative to the moons' radius, in [0, 0.5]; samples that would
     *              leave the unit square are drawn again
     */
    public static Dataset sample(int n, double noise, long seed) {
        Arguments.atLeast("n", n, 2);
        Arguments.between("noise", noise, 0, 0.5);
        SplittableRandom random = RandomStreams.of(seed, "two-moons");
        float[] points = new float[2 * n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2;
            double angle = Math.PI * (i / 2 + 0.5) / ((n + 1) / 2);
            double side = labels[i] == 0 ? 1 : -1;
            double x;
            double y;
            do {
                x = 0.5 + RADIUS * (side * (Math.cos(angle) - 0.5) + noise * random.nextGaussian());
                y = 0.5 + RADIUS * (side * (Math.sin(angle) - 0.25) + noise * random.nextGaussian());
            } while (x < 0 || x > 1 || y < 0 || y > 1);
            points[2 * i] = (float) x;
            points[2 * i + 1] = (float) y;
        }
        return Dataset.of("two moons", HostArrays.matrix(points, n, 2), labels);
    }
}
