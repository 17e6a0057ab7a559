package io.github.dkae.support;

import java.util.SplittableRandom;

/**
 * Independent random streams that depend on a seed, a purpose and a position alone.
 *
 * <p>Whatever draws random numbers asks for its own stream, such as {@code of(seed, "mixture-start", q, g)}. No draw
 * depends on how many others came before it, so that work can be resumed, reordered or spread over threads and still
 * give the same numbers. {@link SplittableRandom}'s algorithm is part of its specification.
 */
public final class RandomStreams {
    private RandomStreams() {}

    /** The stream of {@code purpose} at {@code position} under {@code seed}. */
    public static SplittableRandom of(long seed, String purpose, long... position) {
        return new SplittableRandom(seed(seed, purpose, position));
    }

    /** A seed derived from {@code seed}, for a component that takes a seed itself. */
    public static long seed(long seed, String purpose, long... position) {
        long state = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            state = mix(state ^ purpose.charAt(i));
        }
        for (long p : position) {
            state = mix(state ^ p);
        }
        return state;
    }

    /** A random permutation of 0 … n−1 (Fisher–Yates). */
    public static int[] permutation(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** One step of SplitMix64: the increment by the golden ratio, then Stafford's variant 13 of the finaliser. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
