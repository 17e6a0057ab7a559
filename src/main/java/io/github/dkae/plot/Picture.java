package io.github.dkae.plot;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * An image drawn at twice the density that it is shown at, so that its text stays crisp on any screen.
 *
 * <p>Every notebook kernel that shows images shows it; one that knows {@link #shownWidth()} shows it at its right size.
 */
public final class Picture extends BufferedImage {
    /** Pixels for each point. */
    public static final int DENSITY = 2;

    private Picture(int width, int height) {
        super(width * DENSITY, height * DENSITY, BufferedImage.TYPE_INT_RGB);
    }

    /** A chart as a picture, for notebook kernels that show images but know no charts. */
    public static Picture of(Chart<?, ?> chart) {
        Picture picture = new Picture(chart.getWidth(), chart.getHeight());
        Graphics2D g = picture.pen();
        chart.paint(g, chart.getWidth(), chart.getHeight());
        g.dispose();
        return picture;
    }

    /** Pictures side by side, from left to right, their upper edges in line; at least one. */
    public static Picture sideBySide(Picture... pictures) {
        Arguments.atLeast("number of pictures", pictures.length, 1);
        int width = Arrays.stream(pictures).mapToInt(Picture::shownWidth).sum();
        int height = Arrays.stream(pictures).mapToInt(Picture::shownHeight).max().orElseThrow();
        Picture all = blank(width, height);
        Graphics2D g = all.createGraphics();
        int x = 0;
        for (Picture picture : pictures) {
            g.drawImage(picture, x, 0, null);
            x += picture.getWidth();
        }
        g.dispose();
        return all;
    }

    /** A white picture of {@code width}×{@code height} points. */
    static Picture blank(int width, int height) {
        Picture picture = new Picture(width, height);
        Graphics2D g = picture.createGraphics();
        g.setColor(Palette.PAPER);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.dispose();
        return picture;
    }

    /** Width in points at which the picture is meant to be shown. */
    public int shownWidth() {
        return getWidth() / DENSITY;
    }

    /** Height in points at which the picture is meant to be shown. */
    public int shownHeight() {
        return getHeight() / DENSITY;
    }

    /** A pen whose unit is one point. */
    Graphics2D pen() {
        Graphics2D g = createGraphics();
        g.scale(DENSITY, DENSITY);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setColor(Palette.INK);
        g.setFont(new Font(ChartStyle.FONT, Font.PLAIN, 12));
        return g;
    }

    /** Width of {@code text} in points in the figures' plain font. */
    static int textWidth(String text) {
        BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scratch.createGraphics();
        try {
            FontMetrics metrics = g.getFontMetrics(new Font(ChartStyle.FONT, Font.PLAIN, 12));
            return metrics.stringWidth(text);
        } finally {
            g.dispose();
        }
    }

    @Override
    public String toString() {
        return Text.format("Picture, %d × %d", shownWidth(), shownHeight());
    }
}
