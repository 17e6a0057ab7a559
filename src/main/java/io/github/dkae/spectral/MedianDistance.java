package io.github.dkae.spectral;

import io.github.dkae.support.HostArrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The median Euclidean distance between the rows of a matrix, exact for any number of rows in O(n) memory.
 *
 * <p>A radix selection: distances are computed anew, block by block, in each of four or five passes that fix 16 bits of
 * the median each; O(n²·m) a pass.
 */
final class MedianDistance {
    private static final int BUCKETS = 1 << 16;

    private MedianDistance() {}

    /**
     * Over the n(n−1)/2 distinct pairs of rows of {@code z} [n, m], n ≥ 2; the mean of the middle two when their number
     * is even.
     */
    static double of(INDArray z) {
        if (z.rows() < 2) {
            throw new IllegalArgumentException("z must have at least 2 rows for a median distance, but has 1");
        }
        long pairs = (long) z.rows() * (z.rows() - 1) / 2;
        long lowerRank = (pairs - 1) / 2;
        double lower = select(z, lowerRank);
        double upper = pairs % 2 == 1 ? lower : atNextRank(z, lower, lowerRank + 1);
        return (Math.sqrt(lower) + Math.sqrt(upper)) / 2;
    }

    /** The squared distance of the given rank, counted from 0. */
    private static double select(INDArray z, long rank) {
        // Non-negative doubles are in the order of their bits. Widened floats end in 29 zero bits, one digit of which
        // needs no pass.
        int lastShift = z.dataType() == DataType.DOUBLE ? 0 : 16;
        long prefix = 0;
        long remaining = rank;
        for (int shift = 48; shift >= lastShift; shift -= 16) {
            long[] counts = new long[BUCKETS];
            long chosen = prefix;
            int above = shift + 16;
            int digit = shift;
            forEachPair(z, value -> {
                long bits = Double.doubleToRawLongBits(value);
                if (above == 64 || bits >>> above == chosen) {
                    counts[(int) (bits >>> digit) & BUCKETS - 1]++;
                }
            });
            int bucket = 0;
            while (bucket < BUCKETS - 1 && remaining >= counts[bucket]) {
                remaining -= counts[bucket++];
            }
            prefix = prefix << 16 | bucket;
        }
        return Double.longBitsToDouble(prefix << lastShift);
    }

    /** The squared distance of rank {@code rank}, given the one before it in rank. */
    private static double atNextRank(INDArray z, double before, long rank) {
        long[] upToBefore = {0};
        double[] next = {Double.POSITIVE_INFINITY};
        forEachPair(z, value -> {
            if (value <= before) {
                upToBefore[0]++;
            } else {
                next[0] = Math.min(next[0], value);
            }
        });
        return upToBefore[0] > rank ? before : next[0];
    }

    private interface Values {
        void accept(double value);
    }

    private static void forEachPair(INDArray z, Values values) {
        int n = z.rows();
        for (int from = 0; from < n; from += Matrices.ROW_BLOCK) {
            int to = Math.min(n, from + Matrices.ROW_BLOCK);
            try (INDArray block = squared(Matrices.rows(z, from, to), Matrices.rows(z, from, n))) {
                double[] distances = HostArrays.doubles(block);
                int width = n - from;
                for (int row = 0; row < to - from; row++) {
                    for (int column = row + 1; column < width; column++) {
                        // Adding zero turns −0 into 0, whose bits are in order.
                        values.accept(distances[row * width + column] + 0.0);
                    }
                }
            }
        }
    }

    /** Squared distances of the rows of {@code a} [k, d] and {@code b} [n, d]: [k, n]. */
    private static INDArray squared(INDArray a, INDArray b) {
        // Distances don't change with a shift; small coordinates lose less in ‖a‖² + ‖b‖² − 2aᵀb.
        try (INDArray mean = b.mean(true, 0); INDArray left = a.sub(mean); INDArray right = b.sub(mean);
                INDArray leftNorms = squaredRowNorms(left); INDArray rightNorms = squaredRowNorms(right);
                INDArray rightRow = rightNorms.dup().reshape(1, rightNorms.length())) {
            INDArray distances = Matrices.product(left, right.transpose());
            distances.muli(-2).addiColumnVector(leftNorms).addiRowVector(rightRow);
            return Transforms.max(distances, 0, false);
        }
    }

    private static INDArray squaredRowNorms(INDArray a) {
        try (INDArray squares = a.mul(a)) {
            return squares.sum(true, 1);
        }
    }
}
