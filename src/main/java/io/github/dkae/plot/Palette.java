package io.github.dkae.plot;

import java.awt.Color;

/** The colours of every figure: told apart by colour-blind readers, and in print. */
public final class Palette {
    /** Ten colours for classes or curves: Okabe and Ito's eight (2008), then two darker ones. */
    private static final int[] SERIES = {
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0xB8A800, 0x7A4A9E, 0x8C564B
    };
    /** Anchors of a map from dark violet through teal to yellow, of evenly rising lightness. */
    private static final int[] SEQUENTIAL = {
        0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725
    };

    /** Steps of the sequential map: no coarser to the eye than a continuous one, and images take half the space. */
    private static final int LEVELS = 48;

    static final Color INK = new Color(0x222222);
    static final Color FAINT = new Color(0xDDDDDD);
    static final Color PAPER = Color.WHITE;

    private Palette() {}

    /** The colour of the {@code index}-th class or curve, repeating after ten. */
    public static Color series(int index) {
        return new Color(SERIES[Math.floorMod(index, SERIES.length)]);
    }

    /** All series colours in order. */
    static Color[] series() {
        Color[] colors = new Color[SERIES.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = series(i);
        }
        return colors;
    }

    /** RGB of {@code value} in [0, 1] on the sequential map; values outside are clipped, NaN is grey. */
    static int sequential(double value) {
        if (Double.isNaN(value)) {
            return 0x999999;
        }
        double level = Math.rint(Math.min(1, Math.max(0, value)) * LEVELS) / LEVELS;
        double position = level * (SEQUENTIAL.length - 1);
        int below = Math.min((int) position, SEQUENTIAL.length - 2);
        return blend(SEQUENTIAL[below], SEQUENTIAL[below + 1], position - below);
    }

    /** RGB of {@code value} in [−1, 1]: blue below zero, white at zero, red above. */
    static int diverging(double value) {
        double v = Math.min(1, Math.max(-1, value));
        return v < 0 ? blend(0xFFFFFF, 0x2166AC, -v) : blend(0xFFFFFF, 0xB2182B, v);
    }

    /** RGB of {@code value} in [0, 1] as ink on paper: 0 white, 1 black; clipped. */
    static int ink(double value) {
        int level = 255 - (int) Math.round(255 * Math.min(1, Math.max(0, value)));
        return level << 16 | level << 8 | level;
    }

    private static int blend(int from, int to, double share) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            rgb |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return rgb;
    }
}
