package io.github.dkae.data;

import java.util.List;

/**
 * A pen stroke as a fine polyline: points (x[i], y[i]) with the pen's radius there, changed in place on its way from a
 * skeleton to pixels.
 */
final class PenStroke {
    private static final int STEPS = 8;
    final double[] x;
    final double[] y;
    final double[] radius;

    private PenStroke(int size) {
        x = new double[size];
        y = new double[size];
        radius = new double[size];
    }

    /**
     * The smooth curve through points: a uniform Catmull–Rom spline, broken at corners.
     *
     * @param px     x of the points
     * @param py     y of the points
     * @param points the points' corners
     */
    static PenStroke through(double[] px, double[] py, List<DigitShapes.Point> points) {
        int spans = px.length - 1;
        PenStroke stroke = new PenStroke(spans * STEPS + 1);
        for (int span = 0; span < spans; span++) {
            // A span that begins or ends the curve, or a part of it between corners, has itself as its neighbour.
            int before = span == 0 || points.get(span).corner() ? span : span - 1;
            int after = span == spans - 1 || points.get(span + 1).corner() ? span + 1 : span + 2;
            for (int step = 0; step < STEPS; step++) {
                double t = step / (double) STEPS;
                stroke.x[span * STEPS + step] = spline(px[before], px[span], px[span + 1], px[after], t);
                stroke.y[span * STEPS + step] = spline(py[before], py[span], py[span + 1], py[after], t);
            }
        }
        stroke.x[spans * STEPS] = px[spans];
        stroke.y[spans * STEPS] = py[spans];
        return stroke;
    }

    int size() {
        return x.length;
    }

    private static double spline(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /**
     * Draws the stroke into an image of {@code size}² pixels, row after row from {@code offset} on, where pixel (i, j)
     * covers the square around (j + ½, i + ½). A pixel's darkness is how deep its centre lies in the stroke, over an
     * edge {@code edge} pixels wide, and the darkest stroke over it counts.
     */
    void draw(float[] image, int offset, int size, double edge) {
        for (int k = 0; k + 1 < size(); k++) {
            double reach = Math.max(radius[k], radius[k + 1]) + edge / 2;
            int left = clamp(Math.min(x[k], x[k + 1]) - reach - 0.5, size);
            int right = clamp(Math.max(x[k], x[k + 1]) + reach - 0.5, size);
            int top = clamp(Math.min(y[k], y[k + 1]) - reach - 0.5, size);
            int bottom = clamp(Math.max(y[k], y[k + 1]) + reach - 0.5, size);
            double dx = x[k + 1] - x[k];
            double dy = y[k + 1] - y[k];
            double squared = Math.max(dx * dx + dy * dy, 1e-12);
            for (int i = top; i <= bottom; i++) {
                for (int j = left; j <= right; j++) {
                    double fromX = j + 0.5 - x[k];
                    double fromY = i + 0.5 - y[k];
                    double along = Math.max(0, Math.min(1, (fromX * dx + fromY * dy) / squared));
                    double acrossX = fromX - along * dx;
                    double acrossY = fromY - along * dy;
                    double depth = radius[k] + along * (radius[k + 1] - radius[k])
                            - Math.sqrt(acrossX * acrossX + acrossY * acrossY);
                    double darkness = Math.max(0, Math.min(1, depth / edge + 0.5));
                    int pixel = offset + i * size + j;
                    image[pixel] = Math.max(image[pixel], (float) darkness);
                }
            }
        }
    }

    private static int clamp(double position, int size) {
        return (int) Math.max(0, Math.min(size - 1, Math.rint(position)));
    }
}
