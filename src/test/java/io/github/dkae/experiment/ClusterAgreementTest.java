package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterAgreementTest {
    private static final int[] TWO = {0, 0, 1, 1};

    @Test
    void smallTablesGiveTheirClosedForms() {
        // Of the six pairs, two are together in the first partition, one in the second, and that one in both.
        assertEquals((1 - 2 * 1 / 6.0) / (1.5 - 2 * 1 / 6.0), ClusterAgreement.adjustedRandIndex(TWO, new int[] {0, 0, 1, 2}),
                1e-12);
        assertEquals(-0.5, ClusterAgreement.adjustedRandIndex(TWO, new int[] {0, 1, 0, 1}), 1e-12);
        // The second partition determines the first: the mutual information is log 2, the entropies log 2 and 1.5 log 2.
        assertEquals(0.8, ClusterAgreement.normalisedMutualInformation(TWO, new int[] {0, 0, 1, 2}), 1e-12);
        assertEquals(0, ClusterAgreement.normalisedMutualInformation(TWO, new int[] {0, 1, 0, 1}), 1e-12);
    }

    @Test
    void neitherNamesNorTheOrderOfSamplesNorOfPartitionsMatter() {
        SplittableRandom random = RandomStreams.of(3, "partitions");
        int[] a = random.ints(200, 0, 4).toArray();
        int[] b = IntStream.of(a).map(group -> random.nextInt(3) == 0 ? random.nextInt(6) : group).toArray();
        int[] renamed = IntStream.of(b).map(group -> 100 - 7 * group).toArray();
        int[] order = RandomStreams.permutation(200, random);
        int[] shuffledA = IntStream.of(order).map(i -> a[i]).toArray();
        int[] shuffledB = IntStream.of(order).map(i -> b[i]).toArray();
        double rand = ClusterAgreement.adjustedRandIndex(a, b);
        double information = ClusterAgreement.normalisedMutualInformation(a, b);
        assertTrue(rand > 0.2 && rand < 0.9 && information > 0.2 && information < 0.9, rand + ", " + information);
        assertEquals(rand, ClusterAgreement.adjustedRandIndex(a, renamed), 1e-12);
        assertEquals(rand, ClusterAgreement.adjustedRandIndex(b, a), 1e-12);
        assertEquals(rand, ClusterAgreement.adjustedRandIndex(shuffledA, shuffledB), 1e-12);
        assertEquals(information, ClusterAgreement.normalisedMutualInformation(a, renamed), 1e-12);
        assertEquals(information, ClusterAgreement.normalisedMutualInformation(b, a), 1e-12);
        assertEquals(information, ClusterAgreement.normalisedMutualInformation(shuffledA, shuffledB), 1e-12);
        assertEquals(1, ClusterAgreement.adjustedRandIndex(b, renamed), 1e-12);
        assertEquals(1, ClusterAgreement.normalisedMutualInformation(b, renamed), 1e-12);
    }

    @Test
    void randomPartitionsHaveAnIndexOfZeroOnAverage() {
        SplittableRandom random = RandomStreams.of(1, "partitions");
        double mean = IntStream.range(0, 200).mapToDouble(i -> ClusterAgreement.adjustedRandIndex(
                random.ints(60, 0, 3).toArray(), random.ints(60, 0, 5).toArray())).average().orElseThrow();
        assertEquals(0, mean, 0.01);
    }

    @Test
    void singleGroupsAgreeWithEachOtherAndTellNothingOfOthers() {
        int[] one = {5, 5, 5, 5};
        assertEquals(1, ClusterAgreement.adjustedRandIndex(one, new int[4]));
        assertEquals(1, ClusterAgreement.normalisedMutualInformation(one, new int[4]));
        assertEquals(0, ClusterAgreement.adjustedRandIndex(one, TWO));
        assertEquals(0, ClusterAgreement.normalisedMutualInformation(one, TWO));
        assertEquals(1, ClusterAgreement.adjustedRandIndex(new int[] {1, 2, 3}, new int[] {3, 1, 2}));
        assertEquals(1, ClusterAgreement.adjustedRandIndex(new int[] {1}, new int[] {2}));
    }

    @Test
    void partitionsOfOtherSamplesAreRefused() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> ClusterAgreement.adjustedRandIndex(TWO, new int[3])).getMessage();
        assertTrue(message.contains("4 and 3"), message);
        assertThrows(IllegalArgumentException.class,
                () -> ClusterAgreement.normalisedMutualInformation(new int[0], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> ClusterAgreement.adjustedRandIndex(null, TWO));
    }
}
