package io.github.dkae.jupyter.render;

import io.github.dkae.plot.Drawing;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Text;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts, pictures and images as PNG; charts and pictures with more pixels than they are shown with. */
final class ImageRenderer {
    private static final String PNG = "image/png";

    private ImageRenderer() {}

    static DisplayData chart(Chart<?, ?> chart) {
        String title = chart.getTitle();
        return picture(Picture.of(chart), title == null || title.isBlank() ? "chart" : "chart: " + title);
    }

    /** A drawing's picture, or why there is none yet. */
    static DisplayData drawing(Drawing drawing) {
        try {
            return picture(drawing.picture());
        } catch (IllegalStateException e) {
            return new DisplayData("nothing to draw: " + e.getMessage());
        }
    }

    static DisplayData picture(Picture picture) {
        return picture(picture, "picture");
    }

    private static DisplayData picture(Picture picture, String text) {
        int width = picture.shownWidth();
        int height = picture.shownHeight();
        return png(picture, width, height, text + size(width, height));
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
        DisplayData data = new DisplayData(text);
        data.putData(PNG, Base64.getEncoder().encodeToString(compressed(image)));
        data.putMetaData(PNG, Map.of("width", width, "height", height));
        return data;
    }

    /** As small as PNG gets: notebooks keep their pictures. */
    private static byte[] compressed(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(IndexedImage.of(image), null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static String size(int width, int height) {
        return Text.format(", %d × %d", width, height);
    }
}
