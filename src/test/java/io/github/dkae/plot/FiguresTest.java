package io.github.dkae.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@InEveryLocale
class FiguresTest {
    @Test
    void anImageGridShowsInkAsDarkPixelsWhereTheImagesAre() {
        INDArray images = Nd4j.createFromArray(new float[][] {{1, 0, 0, 0}, {0, 0, 0, 2}});
        Picture picture = ImageGrid.of("", 2, 2).row("", images).zoom(8).picture();
        // Cells start 4 points from the edges; each image pixel is 8 points wide; the second cell is 16 + 3 further.
        assertEquals(Color.BLACK.getRGB(), at(picture, 4 + 4, 4 + 4));
        assertEquals(Color.WHITE.getRGB(), at(picture, 4 + 12, 4 + 4));
        assertEquals(Color.BLACK.getRGB(), at(picture, 4 + 19 + 12, 4 + 12), "values above 1 are clipped");
    }

    @Test
    void filtersAreBlueBelowZeroAndRedAbove() {
        Picture picture = ImageGrid.of("", 1, 2).row("", Nd4j.createFromArray(new float[][] {{-3, 1.5f}}))
                .zoom(8).asFilters().picture();
        Color negative = new Color(at(picture, 4 + 4, 4 + 4));
        Color positive = new Color(at(picture, 4 + 12, 4 + 4));
        assertTrue(negative.getBlue() > negative.getRed() + 50, negative.toString());
        assertTrue(positive.getRed() > positive.getBlue() + 50, positive.toString());
    }

    @Test
    void aHeatMapRunsFromDarkAtZeroToYellowAtTheLargestValue() {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{5, 0}, {0, 5}});
        Picture picture = HeatMaps.create().size(100).add("K", matrix).picture();
        assertEquals(Palette.sequential(1), at(picture, 22 + 25, 26 + 25) & 0xFFFFFF);
        assertEquals(Palette.sequential(0), at(picture, 22 + 75, 26 + 25) & 0xFFFFFF);
    }

    @Test
    void aLargeMatrixIsAveragedNotSampled() {
        // A checkerboard of 0 and 2, finer than the pixels, must come out as half of the largest value.
        INDArray board = Nd4j.zeros(480, 480);
        for (int i = 0; i < 480; i++) {
            for (int j = i % 2; j < 480; j += 2) {
                board.putScalar(i, j, 2);
            }
        }
        Picture picture = HeatMaps.create().size(60).add("K", board).picture();
        assertEquals(Palette.sequential(0.5), at(picture, 22 + 30, 26 + 30) & 0xFFFFFF);
    }

    @Test
    void barsComeInGroupsWithErrorBars() {
        BarChart chart = BarChart.of("t", List.of("a", "b")).add("x", new double[] {1, 2}, new double[] {0.1, 0.2})
                .add("y", new double[] {-1, 0}, new double[2]);
        assertEquals(List.of("x", "y"),
                chart.chart().getSeriesCollection().stream().map(series -> series.getName()).toList());
        assertArrayEquals(new double[] {0.1, 0.2},
                chart.chart().getSeriesCollection().iterator().next().getExtraValues());
        assertEquals(760, chart.picture().shownWidth());
        assertThrows(IllegalArgumentException.class, () -> chart.add("z", new double[1], new double[2]));
        assertThrows(IllegalArgumentException.class, () -> BarChart.of("t", List.of()));
    }

    @Test
    void chartsAreTheSameInEveryLocale() {
        Locale locale = Locale.getDefault();
        List<Picture> here = charts();
        Locale.setDefault(Locale.ROOT);
        try {
            List<Picture> elsewhere = charts();
            for (int i = 0; i < here.size(); i++) {
                assertArrayEquals(pixels(elsewhere.get(i)), pixels(here.get(i)), "chart " + i);
            }
        } finally {
            Locale.setDefault(locale);
        }
    }

    private static List<Picture> charts() {
        double[] x = {0.25, 1200.5, 98765.125};
        INDArray matrix = Nd4j.createFromArray(new float[][] {{0.125f, 1234.5f}, {-5, 5}});
        return List.of(
                CurveChart.of("t", "x", "y").line("a", x, new double[] {0.001, 0.0025, -0.5}).picture(),
                CurveChart.of("t", "x", "y").line("a", x, new double[] {1e-5, 0.25, 12345.5}).logarithmicX().logarithmicY().picture(),
                BarChart.of("t", List.of("a", "b")).add("x", new double[] {0.5, 1234.5}, new double[2]).picture(),
                Picture.of(ScatterChart.of("t", "x", "y", matrix, new int[] {0, 1})),
                HeatMaps.create().size(100).add("K", matrix).picture());
    }

    private static int[] pixels(Picture picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    @Test
    void curvesKeepTheirPointsAndErrorBars() {
        XYChart chart = CurveChart.of("t", "x", "y")
                .line("a", new double[] {1, 2}, new double[] {3, 4}, new double[] {0.1, 0.2})
                .level("b", 7, 1, 2).chart();
        assertEquals(2, chart.getSeriesCollection().size());
        assertEquals(0.2, chart.getSeries("a").getExtraValues()[1]);
        assertEquals(7, chart.getSeries("b").getYData()[1]);
    }

    @Test
    void badInputIsRefused() {
        CurveChart chart = CurveChart.of("t", "x", "y").logarithmicX();
        assertThrows(IllegalArgumentException.class, () -> chart.line("a", new double[] {0, 1}, new double[] {1, 1}));
        assertThrows(IllegalArgumentException.class, () -> chart.line("a", new double[] {1}, new double[] {1, 1}));
        assertThrows(IllegalStateException.class, () -> chart.color(Color.RED));
        assertThrows(IllegalArgumentException.class,
                () -> ImageGrid.of("t", 2, 2).row("", Nd4j.zeros(3, 5)));
        assertThrows(IllegalStateException.class, () -> ImageGrid.of("t", 2, 2).picture());
        assertThrows(IllegalArgumentException.class,
                () -> ScatterChart.of("t", "x", "y", Nd4j.zeros(3, 2), new int[] {1}));
    }

    private static int at(Picture picture, int x, int y) {
        return picture.getRGB(x * Picture.DENSITY, y * Picture.DENSITY);
    }
}
