package io.github.dkae.plot;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Points in the plane, coloured by class. */
public final class ScatterChart {
    private ScatterChart() {}

    /**
     * @param points [n, m] with m ≥ 2; the first two columns are drawn
     * @param labels n class labels, drawn in ascending order
     */
    public static XYChart of(String title, String xTitle, String yTitle, INDArray points, int[] labels) {
        return of(title, xTitle, yTitle, points, labels, List.of());
    }

    /**
     * As above, with the classes' names in the legend.
     *
     * @param names by label; labels beyond them are shown as numbers
     */
    public static XYChart of(String title, String xTitle, String yTitle, INDArray points, int[] labels,
            List<String> names) {
        Arguments.matrix("points", points);
        if (points.columns() < 2 || points.rows() != labels.length) {
            throw new IllegalArgumentException(
                    Text.format("points must be [n, m] with m ≥ 2 and a label for each row, but are %s with %d labels",
                            java.util.Arrays.toString(points.shape()), labels.length));
        }
        XYChart chart = new XYChart(620, 480);
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(4);
        double[] x = points.getColumn(0).toDoubleVector();
        double[] y = points.getColumn(1).toDoubleVector();
        Map<Integer, int[]> members = new TreeMap<>();
        for (int label : IntStream.of(labels).distinct().sorted().toArray()) {
            members.put(label, IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray());
        }
        members.forEach((label, rows) -> {
            XYSeries series = chart.addSeries(label < names.size() ? names.get(label) : String.valueOf(label),
                    IntStream.of(rows).mapToDouble(i -> x[i]).toArray(),
                    IntStream.of(rows).mapToDouble(i -> y[i]).toArray());
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(Palette.series(label));
        });
        return chart;
    }
}
