package io.github.dkae.plot;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Functions on the plane as maps side by side, with the samples that they come from on top: evaluate a function at the
 * rows of {@link #grid()}, and add its values.
 */
public final class PlaneMaps implements Drawing {
    private static final int NODES = 121;
    private static final int GAP = 12;
    private static final int TOP = 26;
    private static final int BOTTOM = 30;
    private static final double BORDER = 0.08;

    private final double[] points;
    private final double left;
    private final double top;
    private final double step;
    private final int columns;
    private final int rows;
    private final List<Panel> panels = new ArrayList<>();
    private int width = 220;

    /** What lies below the samples: colours at the nodes, lines, and a largest value for the scale unless NaN. */
    private record Panel(String title, BufferedImage shading, List<Line> lines, double largest, double[] marked) {}

    private record Line(Path2D path, Color color, float weight) {}

    private PlaneMaps(double[] points) {
        this.points = points;
        double[] x = extent(points, 0);
        double[] y = extent(points, 1);
        double span = Math.max(Math.max(x[1] - x[0], y[1] - y[0]), 1e-9) * (1 + 2 * BORDER);
        double border = span * BORDER / (1 + 2 * BORDER);
        step = Math.max(x[1] - x[0] + 2 * border, 1e-9) / (NODES - 1);
        columns = NODES;
        rows = Math.max(2, (int) Math.round((y[1] - y[0] + 2 * border) / step) + 1);
        left = x[0] - border;
        top = y[1] + border;
    }

    /** Maps of the rectangle around {@code points} [n, 2] and a little more, to equal scale in both directions. */
    public static PlaneMaps around(INDArray points) {
        Arguments.samples("points", points, 2);
        return new PlaneMaps(HostArrays.doubles(points));
    }

    /** The nodes at which functions are to be evaluated: float32 [g, 2], row by row from the upper left. */
    public INDArray grid() {
        float[] nodes = new float[2 * rows * columns];
        for (int i = 0; i < rows * columns; i++) {
            nodes[2 * i] = (float) (left + i % columns * step);
            nodes[2 * i + 1] = (float) (top - i / columns * step);
        }
        return HostArrays.matrix(nodes, rows * columns, 2);
    }

    /** Width of each map in points; 220 by default. */
    public PlaneMaps width(int points) {
        width = Arguments.between("points", points, 60, 1000);
        return this;
    }

    /**
     * Adds a map of shares, such as a mixture's responsibilities: a colour for each, mixed where several have a part,
     * and lines where one has a half (strong) and nine tenths (fine).
     *
     * @param shares [g, q] at the grid's nodes, each row in [0, 1] and summing to 1
     */
    public PlaneMaps addShares(String title, INDArray shares) {
        double[][][] fields = fields("shares", shares);
        BufferedImage shading = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                shading.setRGB(column, row, mixed(fields, row, column));
            }
        }
        List<Line> lines = new ArrayList<>();
        for (int q = 0; q < fields.length; q++) {
            lines.add(new Line(ContourLines.at(fields[q], 0.9), Palette.series(q), 0.7f));
            lines.add(new Line(ContourLines.at(fields[q], 0.5), Palette.series(q), 1.8f));
        }
        panels.add(new Panel(title, shading, lines, Double.NaN, new double[0]));
        return this;
    }

    /**
     * Adds a map of heights, such as a kernel's values with a sample: on a scale from zero to the largest, with lines
     * at every fifth of that.
     *
     * @param heights [g, 1] at the grid's nodes, not negative
     * @param marked  [m, 2], samples to mark
     */
    public PlaneMaps addHeights(String title, INDArray heights, INDArray marked) {
        double[][] field = fields("heights", Arguments.matrix("heights", heights, 1))[0];
        double largest = Math.max(1e-12, heights.maxNumber().doubleValue());
        BufferedImage shading = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                shading.setRGB(column, row, Palette.sequential(field[row][column] / largest));
            }
        }
        List<Line> lines = new ArrayList<>();
        for (int fifth = 1; fifth < 5; fifth++) {
            lines.add(new Line(ContourLines.at(field, largest * fifth / 5), new Color(255, 255, 255, 190), 0.8f));
        }
        panels.add(new Panel(title, shading, lines, largest,
                HostArrays.doubles(Arguments.matrix("marked", marked, 2))));
        return this;
    }

    /** Draws all maps in a row. */
    @Override
    public Picture picture() {
        if (panels.isEmpty()) {
            throw new IllegalStateException("there is no map yet");
        }
        int height = Math.max(1, Math.round((float) width * (rows - 1) / (columns - 1)));
        boolean bars = panels.stream().anyMatch(panel -> !Double.isNaN(panel.largest()));
        Picture picture = Picture.blank(GAP + panels.size() * (width + GAP), TOP + height + (bars ? BOTTOM : GAP));
        Graphics2D g = picture.pen();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < panels.size(); i++) {
            draw(g, panels.get(i), GAP + i * (width + GAP), height);
        }
        g.dispose();
        return picture;
    }

    private void draw(Graphics2D g, Panel panel, int x, int height) {
        double scale = (double) width / (columns - 1);
        g.setFont(new Font(ChartStyle.FONT, Font.BOLD, 13));
        g.drawString(panel.title(), x, TOP - 9);
        Graphics2D map = (Graphics2D) g.create();
        map.clipRect(x, TOP, width, height);
        map.translate(x, TOP);
        // A pixel's colour belongs to its centre, which is to come to lie on its node.
        AffineTransform centred = AffineTransform.getScaleInstance(scale, scale);
        centred.translate(-0.5, -0.5);
        map.drawImage(panel.shading(), centred, null);
        for (Line line : panel.lines()) {
            map.setColor(line.color());
            map.setStroke(new BasicStroke(line.weight(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            map.draw(AffineTransform.getScaleInstance(scale, scale).createTransformedShape(line.path()));
        }
        drawDots(map, points, scale, 2.2, Palette.INK);
        drawDots(map, panel.marked(), scale, 7, new Color(0xE6002D));
        map.dispose();
        g.setColor(Palette.FAINT);
        g.drawRect(x, TOP, width, height);
        g.setColor(Palette.INK);
        if (!Double.isNaN(panel.largest())) {
            ColorBar.draw(g, x, TOP + height + 10, width, panel.largest());
        }
    }

    private void drawDots(Graphics2D g, double[] dots, double scale, double size, Color color) {
        for (int i = 0; i < dots.length; i += 2) {
            double x = (dots[i] - left) / step * scale;
            double y = (top - dots[i + 1]) / step * scale;
            g.setColor(new Color(255, 255, 255, 200));
            g.fill(new Ellipse2D.Double(x - size / 2 - 0.5, y - size / 2 - 0.5, size + 1, size + 1));
            g.setColor(color);
            g.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
        }
    }

    private static int mixed(double[][][] fields, int row, int column) {
        double[] rgb = new double[3];
        for (int q = 0; q < fields.length; q++) {
            float[] color = Palette.series(q).getRGBColorComponents(null);
            for (int c = 0; c < 3; c++) {
                rgb[c] += fields[q][row][column] * (0.55 + 0.45 * color[c]);
            }
        }
        int packed = 0;
        for (double component : rgb) {
            // Steps of 5 of 255 look continuous, and the image takes half the space.
            packed = packed << 8 | 5 * (int) Math.round(51 * Math.min(1, Math.max(0, component)));
        }
        return packed;
    }

    /** The columns of {@code values} [g, q], each as a field of rows × columns. */
    private double[][][] fields(String name, INDArray values) {
        if (Arguments.matrix(name, values).rows() != rows * columns) {
            throw new IllegalArgumentException(
                    Text.format("%s must have a row for each of the grid's %d nodes, but has %d",
                            name, rows * columns, values.rows()));
        }
        double[] flat = HostArrays.doubles(values);
        int q = values.columns();
        double[][][] fields = new double[q][rows][columns];
        for (int i = 0; i < flat.length; i++) {
            int node = i / q;
            fields[i % q][node / columns][node % columns] = flat[i];
        }
        return fields;
    }

    private static double[] extent(double[] points, int axis) {
        double[] extent = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = axis; i < points.length; i += 2) {
            extent[0] = Math.min(extent[0], points[i]);
            extent[1] = Math.max(extent[1], points[i]);
        }
        return extent;
    }
}
