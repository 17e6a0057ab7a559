package io.github.dkae.plot;

import io.github.dkae.support.Arguments;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel matrices side by side as heat maps, each on its own scale from zero to its largest value. */
public final class HeatMaps implements Drawing {
    private static final int MARGIN = 10;
    private static final int TOP = 26;
    private static final int BOTTOM = 34;
    private static final int LEFT = 22;
    private final List<Panel> panels = new ArrayList<>();
    private int[] labels = new int[0];
    private int size = 240;

    private record Panel(String title, double[][] values, double largest) {}

    private HeatMaps() {}

    /** No heat maps yet. */
    public static HeatMaps create() {
        return new HeatMaps();
    }

    /** Edge length of each heat map in points; 240 by default. */
    public HeatMaps size(int points) {
        size = Arguments.between("points", points, 60, 1000);
        return this;
    }

    /** Labels of the samples, sorted: lines are drawn between the classes, and the classes named. */
    public HeatMaps classes(int[] sortedLabels) {
        labels = sortedLabels.clone();
        return this;
    }

    /** Adds a kernel matrix [n, n]. */
    public HeatMaps add(String title, INDArray matrix) {
        Arguments.matrix("matrix", matrix);
        double largest = Math.max(1e-12, matrix.maxNumber().doubleValue());
        panels.add(new Panel(title, averaged(matrix.toDoubleMatrix(), size), largest));
        return this;
    }

    /** Draws all heat maps in a row. */
    @Override
    public Picture picture() {
        if (panels.isEmpty()) {
            throw new IllegalStateException("there is no heat map yet");
        }
        int cell = LEFT + size + MARGIN;
        Picture picture = Picture.blank(panels.size() * cell + MARGIN, TOP + size + BOTTOM);
        Graphics2D g = picture.pen();
        for (int i = 0; i < panels.size(); i++) {
            draw(g, panels.get(i), LEFT + i * cell);
        }
        g.dispose();
        return picture;
    }

    private void draw(Graphics2D g, Panel panel, int x) {
        g.setFont(new Font(ChartStyle.FONT, Font.BOLD, 13));
        g.drawString(panel.title(), x, TOP - 9);
        g.setFont(new Font(ChartStyle.FONT, Font.PLAIN, 10));
        g.drawImage(image(panel), x, TOP, size, size, null);
        drawClasses(g, x);
        ColorBar.draw(g, x, TOP + size + 10, size, panel.largest());
    }

    private void drawClasses(Graphics2D g, int x) {
        int from = 0;
        for (int i = 1; i <= labels.length; i++) {
            if (i == labels.length || labels[i] != labels[i - 1]) {
                int start = TOP + (int) Math.round((double) size * from / labels.length);
                int end = TOP + (int) Math.round((double) size * i / labels.length);
                g.drawString(String.valueOf(labels[from]), x - 12, (start + end) / 2 + 4);
                if (i < labels.length) {
                    g.setColor(new Color(255, 255, 255, 110));
                    g.drawLine(x, end, x + size, end);
                    g.drawLine(x + end - TOP, TOP, x + end - TOP, TOP + size);
                    g.setColor(Palette.INK);
                }
                from = i;
            }
        }
    }

    private static BufferedImage image(Panel panel) {
        double[][] values = panel.values();
        BufferedImage image = new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                image.setRGB(j, i, Palette.sequential(values[i][j] / panel.largest()));
            }
        }
        return image;
    }

    /**
     * Averages blocks of a matrix with more than {@code most} rows or columns. One value a point is as fine as a reader sees,
     * and a notebook that holds it stays small.
     */
    private static double[][] averaged(double[][] values, int most) {
        int rows = values.length;
        int columns = values[0].length;
        int height = Math.min(rows, most);
        int width = Math.min(columns, most);
        double[][] averaged = new double[height][width];
        for (int i = 0; i < height; i++) {
            int top = (int) ((long) i * rows / height);
            int bottom = (int) ((long) (i + 1) * rows / height);
            for (int j = 0; j < width; j++) {
                int left = (int) ((long) j * columns / width);
                int right = (int) ((long) (j + 1) * columns / width);
                double sum = 0;
                for (int r = top; r < bottom; r++) {
                    for (int c = left; c < right; c++) {
                        sum += values[r][c];
                    }
                }
                averaged[i][j] = sum / ((bottom - top) * (right - left));
            }
        }
        return averaged;
    }
}
