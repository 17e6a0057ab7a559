package io.github.dkae.data;

import io.github.dkae.support.Arguments;

/**
 * The shape of grey-scale images whose pixels are a sample's features, row after row.
 *
 * @param height rows of pixels, at least 1
 * @param width  pixels in a row, at least 1
 */
public record ImageShape(int height, int width) {
    public ImageShape {
        Arguments.atLeast("height", height, 1);
        Arguments.atLeast("width", width, 1);
        Arguments.between("height × width", (double) height * width, 1, Integer.MAX_VALUE);
    }

    /** Number of pixels, height × width. */
    public int pixels() {
        return height * width;
    }

    @Override
    public String toString() {
        return height + "×" + width;
    }
}
