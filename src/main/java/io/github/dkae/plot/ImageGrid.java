package io.github.dkae.plot;

import io.github.dkae.support.Arguments;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of small grey images, such as digits, their noisy versions and what each method makes of them. */
public final class ImageGrid implements Drawing {
    private static final int GAP = 3;
    private static final int ROW_GAP = 6;
    private final String title;
    private final int height;
    private final int width;
    private final List<String> captions = new ArrayList<>();
    private final List<INDArray> rows = new ArrayList<>();
    private boolean filters;
    private int zoom = 2;

    private ImageGrid(String title, int height, int width) {
        this.title = title;
        this.height = Arguments.atLeast("height", height, 1);
        this.width = Arguments.atLeast("width", width, 1);
    }

    /** An empty grid of images of {@code height}×{@code width} pixels. */
    public static ImageGrid of(String title, int height, int width) {
        return new ImageGrid(title, height, width);
    }

    /**
     * Adds a row.
     *
     * @param caption words left of the row; may be empty
     * @param images  [n, height · width], values in [0, 1] (clipped for display)
     */
    public ImageGrid row(String caption, INDArray images) {
        Arguments.matrix("images", images, (long) height * width);
        captions.add(caption);
        rows.add(images.dup('c'));
        return this;
    }

    /** Adds all {@code images} [n, height · width] in rows of {@code columns}. */
    public ImageGrid rows(INDArray images, int columns) {
        Arguments.atLeast("columns", columns, 1);
        for (int from = 0; from < images.rows(); from += columns) {
            int to = Math.min(images.rows(), from + columns);
            row("", images.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to),
                    org.nd4j.linalg.indexing.NDArrayIndex.all()));
        }
        return this;
    }

    /** Points for each image pixel; 2 by default. */
    public ImageGrid zoom(int points) {
        zoom = Arguments.between("points", points, 1, 16);
        return this;
    }

    /** Shows each image on a diverging scale of its own around zero, as suits weights. */
    public ImageGrid asFilters() {
        filters = true;
        return this;
    }

    /** Draws the grid. */
    @Override
    public Picture picture() {
        if (rows.isEmpty()) {
            throw new IllegalStateException("the grid '" + title + "' has no rows yet");
        }
        int captionWidth = captions.stream().mapToInt(Picture::textWidth).max().orElse(0);
        int left = captionWidth == 0 ? 4 : captionWidth + 12;
        int top = title.isEmpty() ? 4 : 28;
        int columns = rows.stream().mapToInt(INDArray::rows).max().orElse(1);
        int cellWidth = width * zoom + GAP;
        int cellHeight = height * zoom + ROW_GAP;
        int titleWidth = title.isEmpty() ? 0 : (int) (Picture.textWidth(title) * 1.25) + 12;
        Picture picture = Picture.blank(Math.max(left + columns * cellWidth + 4, titleWidth),
                top + rows.size() * cellHeight);
        Graphics2D g = picture.pen();
        if (!title.isEmpty()) {
            g.setFont(new Font(ChartStyle.FONT, Font.BOLD, 14));
            g.drawString(title, 4, 18);
            g.setFont(new Font(ChartStyle.FONT, Font.PLAIN, 12));
        }
        for (int r = 0; r < rows.size(); r++) {
            int y = top + r * cellHeight;
            g.drawString(captions.get(r), 4, y + height * zoom / 2 + 4);
            double[][] values = rows.get(r).toDoubleMatrix();
            for (int c = 0; c < values.length; c++) {
                int x = left + c * cellWidth;
                g.drawImage(image(values[c]), x, y, width * zoom, height * zoom, null);
                g.setColor(Palette.FAINT);
                g.drawRect(x, y, width * zoom, height * zoom);
                g.setColor(Palette.INK);
            }
        }
        g.dispose();
        return picture;
    }

    private BufferedImage image(double[] values) {
        double largest = 1e-12;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            image.setRGB(i % width, i / width,
                    filters ? Palette.diverging(values[i] / largest) : Palette.ink(values[i]));
        }
        return image;
    }
}
