package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The linear classifier, nearest neighbours and k-means. */
class LearnersTest {
    /** Samples around the corners of a square, label by label from 0 to 3. */
    private static INDArray corners(int n, long seed) {
        SplittableRandom random = RandomStreams.of(seed, "corners");
        float[][] points = new float[n][];
        for (int i = 0; i < n; i++) {
            points[i] = new float[] {(float) (i % 4 / 2 + 0.1 * random.nextGaussian()),
                (float) (i % 2 + 0.1 * random.nextGaussian())};
        }
        return Nd4j.createFromArray(points);
    }

    private static int[] labels(int n) {
        return IntStream.range(0, n).map(i -> i % 4).toArray();
    }

    @Test
    void separableClassesAreLearnedByAll() {
        INDArray train = corners(80, 1);
        INDArray test = corners(40, 2);
        assertArrayEquals(labels(40),
                LinearClassifier.fit(train, labels(80), LinearClassifier.Options.defaults()).predict(test));
        assertArrayEquals(labels(40), KNearestNeighbours.fit(train, labels(80), 5).predict(test));
        int[] clusters = KMeans.fit(train, KMeans.Options.of(4).withSeed(1)).assign(test);
        assertEquals(1, ClusterAgreement.adjustedRandIndex(clusters, labels(40)));
    }

    @Test
    void oppositeCornersAreNotLinearButNear() {
        int[] opposite = IntStream.range(0, 80).map(i -> i % 4 / 2 ^ i % 2).toArray();
        INDArray x = corners(80, 1);
        int[] linear = LinearClassifier.fit(x, opposite, LinearClassifier.Options.defaults().withCost(100)).predict(x);
        long right = IntStream.range(0, 80).filter(i -> linear[i] == opposite[i]).count();
        assertTrue(right <= 62, "a line can get three of the four corners right, but %d of 80 are".formatted(right));
        assertArrayEquals(opposite, KNearestNeighbours.fit(x, opposite, 3).predict(x));
    }

    @Test
    void theInterceptIsNotPenalised() {
        // Two classes far from the origin, a weak cost: without a free intercept, all would be of one class.
        INDArray x = Nd4j.createFromArray(new float[][] {{100.0f}, {100.2f}, {100.8f}, {101.0f}});
        int[] labels = {7, 7, 3, 3};
        assertArrayEquals(labels,
                LinearClassifier.fit(x, labels, new LinearClassifier.Options(10, 1e-6)).predict(x));
    }

    @Test
    void aSingleClassIsPredicted() {
        INDArray x = corners(12, 1);
        int[] same = IntStream.generate(() -> 9).limit(12).toArray();
        assertArrayEquals(same, LinearClassifier.fit(x, same, LinearClassifier.Options.defaults()).predict(x));
        assertArrayEquals(same, KNearestNeighbours.fit(x, same, 12).predict(x));
    }

    @Test
    void ofEqualVotesTheNearestWins() {
        INDArray x = Nd4j.createFromArray(new float[][] {{0}, {1}, {4}, {5}});
        KNearestNeighbours two = KNearestNeighbours.fit(x, new int[] {1, 2, 2, 1}, 2);
        assertArrayEquals(new int[] {1, 2, 2, 1}, two.predict(Nd4j.createFromArray(new float[][] {{0.4f}, {0.6f}, {4.4f}, {6}})));
        assertArrayEquals(new int[] {2},
                KNearestNeighbours.fit(x, new int[] {1, 2, 2, 1}, 3).predict(Nd4j.createFromArray(new float[][] {{0}})));
    }

    @Test
    void meansOfKMeansAreThoseOfTheirSamples() {
        INDArray x = Nd4j.createFromArray(new float[][] {{0}, {1}, {10}, {12}});
        KMeans two = KMeans.fit(x, KMeans.Options.of(2));
        // The border lies halfway between the means 0.5 and 11.
        int[] found = two.assign(Nd4j.createFromArray(new float[][] {{5.7f}, {5.8f}, {-3}, {99}}));
        assertEquals(found[2], found[0]);
        assertEquals(found[3], found[1]);
        assertTrue(found[0] != found[1]);
        assertArrayEquals(two.assign(x), KMeans.fit(x, KMeans.Options.of(2)).assign(x));
        assertArrayEquals(new int[4], KMeans.fit(x, KMeans.Options.of(1)).assign(x));
    }

    @Test
    void equalSamplesCanBeClustered() {
        INDArray same = Nd4j.ones(6, 3);
        int[] found = KMeans.fit(same, KMeans.Options.of(2)).assign(same);
        assertEquals(1, IntStream.of(found).distinct().count());
    }

    @Test
    void badInputIsRefused() {
        INDArray x = corners(8, 1);
        assertRefused("clusters", () -> KMeans.fit(x, KMeans.Options.of(9)));
        assertRefused("clusters", () -> KMeans.Options.of(0));
        assertRefused("starts", () -> KMeans.Options.of(2).withStarts(0));
        assertRefused("iterations", () -> KMeans.Options.of(2).withIterations(0));
        assertRefused("x", () -> KMeans.fit(x, KMeans.Options.of(2)).assign(Nd4j.ones(2, 3)));
        assertRefused("labels", () -> LinearClassifier.fit(x, labels(7), LinearClassifier.Options.defaults()));
        assertRefused("cost", () -> LinearClassifier.Options.defaults().withCost(0));
        assertRefused("tolerance", () -> LinearClassifier.Options.defaults().withTolerance(2));
        assertRefused("x", () -> LinearClassifier.fit(Nd4j.ones(2, 2).div(0), labels(2), LinearClassifier.Options.defaults()));
        assertRefused("neighbours", () -> KNearestNeighbours.fit(x, labels(8), 9));
        assertRefused("labels", () -> KNearestNeighbours.fit(x, labels(9), 1));
        assertRefused("x", () -> KNearestNeighbours.fit(x, labels(8), 1).predict(Nd4j.ones(2, 3)));
    }

    private static void assertRefused(String argument, Runnable work) {
        String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
        assertTrue(message.contains(argument), message);
    }
}
