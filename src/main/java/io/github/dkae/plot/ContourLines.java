package io.github.dkae.plot;

import java.awt.geom.Path2D;

/**
 * Lines along which a function on a regular grid has a given value, by marching squares (Lorensen and Cline, 1987, in
 * two dimensions): linear between neighbouring nodes, saddles decided by the cell's mean.
 */
final class ContourLines {
    private ContourLines() {}

    /** The lines at {@code level} of {@code values[row][column]}, in units of the grid: x along columns, y along rows. */
    static Path2D at(double[][] values, double level) {
        Path2D path = new Path2D.Double();
        for (int row = 0; row + 1 < values.length; row++) {
            for (int column = 0; column + 1 < values[row].length; column++) {
                addCell(path, values, level, row, column);
            }
        }
        return path;
    }

    private static void addCell(Path2D path, double[][] values, double level, int row, int column) {
        double[] corners = {values[row][column], values[row][column + 1], values[row + 1][column + 1],
            values[row + 1][column]};
        // Edges in the order top, right, bottom, left; each runs from its corner to the next, clockwise.
        double[][] crossings = new double[4][];
        int count = 0;
        for (int edge = 0; edge < 4; edge++) {
            double from = corners[edge];
            double to = corners[(edge + 1) % 4];
            if (from >= level != to >= level) {
                double share = (level - from) / (to - from);
                crossings[edge] = switch (edge) {
                    case 0 -> new double[] {column + share, row};
                    case 1 -> new double[] {column + 1, row + share};
                    case 2 -> new double[] {column + 1 - share, row + 1};
                    default -> new double[] {column, row + 1 - share};
                };
                count++;
            }
        }
        if (count == 2) {
            double[] first = null;
            for (double[] crossing : crossings) {
                if (crossing != null && first != null) {
                    addLine(path, first, crossing);
                }
                first = crossing != null ? crossing : first;
            }
        } else if (count == 4) {
            boolean middleAbove = (corners[0] + corners[1] + corners[2] + corners[3]) / 4 >= level;
            boolean aroundSecond = corners[0] >= level == middleAbove;
            addLine(path, crossings[0], crossings[aroundSecond ? 1 : 3]);
            addLine(path, crossings[2], crossings[aroundSecond ? 3 : 1]);
        }
    }

    private static void addLine(Path2D path, double[] from, double[] to) {
        path.moveTo(from[0], from[1]);
        path.lineTo(to[0], to[1]);
    }
}
