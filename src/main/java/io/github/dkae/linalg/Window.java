package io.github.dkae.linalg;

/**
 * Where a convolution's window lies on the larger of its two images; first of heights, then of widths.
 *
 * @param strides   steps between windows, at least 1
 * @param dilations steps between a window's values, at least 1
 * @param before    zeros before the image, not negative
 * @param after     zeros after it, not negative
 */
public record Window(long[] strides, long[] dilations, long[] before, long[] after) {
    /** As oneDNN counts them, from 0. */
    long[] dilationsFromZero() {
        return new long[] {dilations[0] - 1, dilations[1] - 1};
    }
}
