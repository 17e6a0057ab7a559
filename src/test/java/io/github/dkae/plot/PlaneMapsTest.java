package io.github.dkae.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@InEveryLocale
class PlaneMapsTest {
    private final INDArray corners = Nd4j.createFromArray(new float[][] {{0, 0}, {4, 2}});

    @Test
    void theGridCoversThePointsToEqualScaleFromTheUpperLeft() {
        INDArray grid = PlaneMaps.around(corners).grid();
        assertTrue(grid.getFloat(0, 0) < 0 && grid.getFloat(0, 1) > 2, "begins above and left of all points");
        long last = grid.rows() - 1;
        assertTrue(grid.getFloat(last, 0) > 4 && grid.getFloat(last, 1) < 0, "ends below and right of them");
        float step = grid.getFloat(1, 0) - grid.getFloat(0, 0);
        assertEquals(step, grid.getFloat(0, 1) - grid.getFloat(121, 1), 1e-5);
    }

    @Test
    void sharesTakeTheirComponentsColours() {
        PlaneMaps maps = PlaneMaps.around(corners);
        INDArray grid = maps.grid();
        INDArray shares = Nd4j.zeros(grid.rows(), 2);
        for (int i = 0; i < grid.rows(); i++) {
            shares.putScalar(i, grid.getFloat(i, 0) < 2 ? 0 : 1, 1);
        }
        Picture picture = maps.addShares("", shares).picture();
        Color left = new Color(picture.getRGB(100, 100));
        Color right = new Color(picture.getRGB(picture.getWidth() - 100, 100));
        assertTrue(left.getBlue() > left.getRed(), "the first colour is blue, but was " + left);
        assertTrue(right.getRed() > right.getBlue(), "the second colour is orange, but was " + right);
    }

    @Test
    void heightsRunFromZeroToTheLargest() {
        PlaneMaps maps = PlaneMaps.around(corners);
        INDArray grid = maps.grid();
        INDArray heights = grid.getColumns(0).add(1);
        Picture picture = maps.addHeights("", heights, corners.getRow(0, true)).picture();
        int y = 100;
        assertTrue(new Color(picture.getRGB(40, y)).getGreen() + 100
                < new Color(picture.getRGB(picture.getWidth() - 40, y)).getGreen(), "yellow is at the right");
    }

    @Test
    void contourLinesLieWhereALinearFunctionHasTheLevel() {
        double[][] values = new double[5][7];
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 7; column++) {
                values[row][column] = column + 2.0 * row;
            }
        }
        Path2D path = ContourLines.at(values, 5.5);
        double[] at = new double[2];
        int count = 0;
        for (PathIterator it = path.getPathIterator(null); !it.isDone(); it.next()) {
            it.currentSegment(at);
            assertEquals(5.5, at[0] + 2 * at[1], 1e-9);
            count++;
        }
        assertTrue(count >= 8, "the line crosses the whole grid, but has only " + count + " ends");
        assertTrue(ContourLines.at(values, 99).getPathIterator(null).isDone(), "no line where no value is that large");
    }

    @Test
    void aSaddleIsCutByTwoLinesThatDoNotCross() {
        Path2D path = ContourLines.at(new double[][] {{1, 0}, {0, 1}}, 0.6);
        // The middle, at 0.5, is below the level: each line cuts off one of the corners that are above.
        double[][] lines = new double[4][6];
        int i = 0;
        for (PathIterator it = path.getPathIterator(null); !it.isDone(); it.next()) {
            it.currentSegment(lines[i++]);
        }
        for (int line = 0; line < 4; line += 2) {
            double middle = (lines[line][0] + lines[line + 1][0] + lines[line][1] + lines[line + 1][1]) / 4;
            assertTrue(Math.abs(middle - 0.2) < 1e-9 || Math.abs(middle - 0.8) < 1e-9, "cuts the middle: " + middle);
        }
    }

    @Test
    void badInputIsRefused() {
        PlaneMaps maps = PlaneMaps.around(corners);
        assertThrows(IllegalStateException.class, maps::picture);
        assertThrows(IllegalArgumentException.class, () -> maps.addShares("", Nd4j.zeros(3, 2)));
        assertThrows(IllegalArgumentException.class, () -> maps.addHeights("", maps.grid(), corners));
        assertThrows(IllegalArgumentException.class, () -> PlaneMaps.around(Nd4j.zeros(3, 3)));
    }
}
