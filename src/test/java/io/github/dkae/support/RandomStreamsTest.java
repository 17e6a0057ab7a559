package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    @Test
    void theSameSeedPurposeAndPositionGiveTheSameStream() {
        assertEquals(RandomStreams.of(7, "shuffle", 3, 1).nextLong(), RandomStreams.of(7, "shuffle", 3, 1).nextLong());
    }

    @Test
    void anyDifferenceGivesAnotherStream() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (String purpose : new String[] {"", "a", "b", "ab", "ba"}) {
                seeds.add(RandomStreams.seed(seed, purpose));
                for (long q = 0; q < 10; q++) {
                    seeds.add(RandomStreams.seed(seed, purpose, q));
                    for (long g = 0; g < 10; g++) {
                        seeds.add(RandomStreams.seed(seed, purpose, q, g));
                    }
                }
            }
        }
        assertEquals(20 * 5 * (1 + 10 + 100), seeds.size());
    }

    @Test
    void streamsOfNeighbouringPositionsAreUncorrelated() {
        int n = 20_000;
        double product = 0;
        for (int i = 0; i < n; i++) {
            product += (RandomStreams.of(1, "x", i).nextDouble() - 0.5) * (RandomStreams.of(1, "x", i + 1).nextDouble() - 0.5);
        }
        // The correlation of n independent pairs has a standard deviation of 1/√n.
        assertEquals(0, 12 * product / n, 4 / Math.sqrt(n));
    }

    @Test
    void permutationsHoldEachIndexOnceAndAreUniform() {
        int[] counts = new int[6];
        SplittableRandom random = RandomStreams.of(1, "permutation");
        for (int i = 0; i < 6_000; i++) {
            int[] p = RandomStreams.permutation(3, random);
            assertArrayEquals(new int[] {0, 1, 2}, Arrays.stream(p).sorted().toArray());
            counts[p[0] * 2 + (p[1] > p[2] ? 1 : 0)]++;
        }
        double chiSquared = IntStream.of(counts).mapToDouble(c -> (c - 1000.0) * (c - 1000.0) / 1000).sum();
        // The 99.9 % quantile of χ² with five degrees of freedom.
        assertEquals(0, Math.max(0, chiSquared - 20.5));
    }
}
