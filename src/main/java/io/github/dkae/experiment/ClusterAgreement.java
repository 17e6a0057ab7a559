package io.github.dkae.experiment;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;

/**
 * How well two partitions of the same samples agree, such as clusters and classes. Neither index depends on what the
 * groups are called, on their number or on which partition comes first.
 */
public final class ClusterAgreement {
    private ClusterAgreement() {}

    /**
     * The adjusted Rand index: 1 for equal partitions, 0 on average for random ones of the same group sizes, at worst
     * −0.5. Partitions that both have a single group, or both have no two samples together, are equal: 1.
     *
     * <p>Source: L. Hubert, P. Arabie, <i>Comparing partitions</i>, Journal of Classification 2, 1985.
     *
     * @param a group of each of the n ≥ 1 samples
     * @param b the same in the other partition
     */
    public static double adjustedRandIndex(int[] a, int[] b) {
        long[][] counts = contingency(a, b);
        double together = Arrays.stream(counts).flatMapToLong(Arrays::stream).mapToDouble(ClusterAgreement::pairs).sum();
        double inA = Arrays.stream(rows(counts)).mapToDouble(ClusterAgreement::pairs).sum();
        double inB = Arrays.stream(columns(counts)).mapToDouble(ClusterAgreement::pairs).sum();
        double all = pairs(a.length);
        double expected = all == 0 ? 0 : inA * inB / all;
        double most = (inA + inB) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    /**
     * Mutual information over the mean of both entropies, in [0, 1]: 1 for equal partitions, 0 for independent ones.
     * Two partitions of a single group are equal: 1. Not corrected for chance, so it grows with the number of groups.
     *
     * <p>Source: N. Vinh, J. Epps, J. Bailey, <i>Information theoretic measures for clusterings comparison</i>, Journal
     * of Machine Learning Research 11, 2010.
     *
     * @param a group of each of the n ≥ 1 samples
     * @param b the same in the other partition
     */
    public static double normalisedMutualInformation(int[] a, int[] b) {
        long[][] counts = contingency(a, b);
        double ofA = entropy(rows(counts), a.length);
        double ofB = entropy(columns(counts), a.length);
        double joint = entropy(Arrays.stream(counts).flatMapToLong(Arrays::stream).toArray(), a.length);
        double mean = (ofA + ofB) / 2;
        return mean == 0 ? 1 : Math.min(1, Math.max(0, (ofA + ofB - joint) / mean));
    }

    /** How many samples are in each pair of groups. */
    private static long[][] contingency(int[] a, int[] b) {
        Arguments.present("a", a);
        Arguments.present("b", b);
        Arguments.atLeast("number of samples", a.length, 1);
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    Text.format("a and b must have a group for each of the same samples, but have %d and %d",
                            a.length, b.length));
        }
        int[] groupsOfA = Arrays.stream(a).distinct().sorted().toArray();
        int[] groupsOfB = Arrays.stream(b).distinct().sorted().toArray();
        long[][] counts = new long[groupsOfA.length][groupsOfB.length];
        for (int i = 0; i < a.length; i++) {
            counts[Arrays.binarySearch(groupsOfA, a[i])][Arrays.binarySearch(groupsOfB, b[i])]++;
        }
        return counts;
    }

    private static long[] rows(long[][] counts) {
        return Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
    }

    private static long[] columns(long[][] counts) {
        long[] sums = new long[counts[0].length];
        for (long[] row : counts) {
            Arrays.setAll(sums, j -> sums[j] + row[j]);
        }
        return sums;
    }

    private static double pairs(long n) {
        return n * (n - 1) / 2.0;
    }

    private static double entropy(long[] counts, int n) {
        return Arrays.stream(counts).filter(count -> count > 0)
                .mapToDouble(count -> -(double) count / n * Math.log((double) count / n)).sum();
    }
}
