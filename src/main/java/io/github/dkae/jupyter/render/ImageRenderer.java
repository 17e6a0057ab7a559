package io.github.dkae.jupyter.render;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts and images as PNG. */
final class ImageRenderer {
    private static final String PNG = "image/png";
    /** Charts are drawn with this many pixels for each of their own, so that they are crisp on dense screens. */
    private static final int CHART_DENSITY = 2;

    private ImageRenderer() {}

    static DisplayData chart(Chart<?, ?> chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        BufferedImage image = new BufferedImage(CHART_DENSITY * width, CHART_DENSITY * height,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
                    RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.scale(CHART_DENSITY, CHART_DENSITY);
            chart.paint(graphics, width, height);
        } finally {
            graphics.dispose();
        }
        String title = chart.getTitle();
        return png(image, width, height, (title == null || title.isBlank() ? "chart" : "chart: " + title)
                + size(width, height));
    }

    static DisplayData image(BufferedImage image) {
        return image(image, "image" + size(image.getWidth(), image.getHeight()));
    }

    /** @param text what the picture shows, for clients without pictures */
    static DisplayData image(BufferedImage image, String text) {
        return png(image, image.getWidth(), image.getHeight(), text);
    }

    /** @param width shown width in CSS pixels; {@code height} likewise */
    private static DisplayData png(BufferedImage image, int width, int height, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalArgumentException("The image's colour model can't be written as PNG: "
                        + image.getColorModel());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DisplayData data = new DisplayData(text);
        data.putData(PNG, Base64.getEncoder().encodeToString(bytes.toByteArray()));
        data.putMetaData(PNG, Map.of("width", width, "height", height));
        return data;
    }

    private static String size(int width, int height) {
        return ", %d × %d".formatted(width, height);
    }
}
