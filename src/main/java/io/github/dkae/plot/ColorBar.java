package io.github.dkae.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Locale;

/** The scale below a heat map: the sequential colours from zero to the largest value. */
final class ColorBar {
    /** Height in points that the bar and its numbers take. */
    static final int HEIGHT = 8;

    private ColorBar() {}

    /** Draws the bar in the middle of {@code width} points from {@code x} on. */
    static void draw(Graphics2D g, int x, int y, int width, double largest) {
        int bar = width / 2;
        for (int i = 0; i < bar; i++) {
            g.setColor(new Color(Palette.sequential(i / (bar - 1.0))));
            g.fillRect(x + width / 4 + i, y, 1, HEIGHT);
        }
        g.setColor(Palette.INK);
        g.setFont(new Font(ChartStyle.FONT, Font.PLAIN, 10));
        g.drawString("0", x + width / 4 - 10, y + HEIGHT);
        g.drawString(String.format(Locale.ROOT, largest >= 100 ? "%.0f" : "%.2f", largest),
                x + width / 4 + bar + 5, y + HEIGHT);
    }
}
