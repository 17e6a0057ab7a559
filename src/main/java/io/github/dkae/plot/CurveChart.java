package io.github.dkae.plot;

import io.github.dkae.support.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over a common axis; {@link #chart()} is an ordinary XChart chart that can be styled further. */
public final class CurveChart implements Drawing {
    private static final BasicStroke SOLID = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {6f, 4f}, 0f);
    private final XYChart chart;
    private XYSeries latest;
    private boolean logarithmicX;
    private boolean logarithmicY;
    private double smallestY = Double.POSITIVE_INFINITY;
    private double largestY = Double.NEGATIVE_INFINITY;

    private CurveChart(String title, String xTitle, String yTitle) {
        chart = new XYChart(640, 400);
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    }

    /** An empty chart of 640×400 points. */
    public static CurveChart of(String title, String xTitle, String yTitle) {
        return new CurveChart(title, xTitle, yTitle);
    }

    /** A curve through the points (x, y), marked where there are at most 40. Points whose y is NaN are left out. */
    public CurveChart line(String name, double[] x, double[] y) {
        add(name, x, y, null).setLineStyle(SOLID);
        return this;
    }

    /** A curve with error bars of one {@code deviation} either way. */
    public CurveChart line(String name, double[] x, double[] y, double[] deviation) {
        add(name, x, y, deviation).setLineStyle(SOLID);
        return this;
    }

    /** A dashed curve without markers, such as a reference. */
    public CurveChart dashed(String name, double[] x, double[] y) {
        XYSeries series = add(name, x, y, null);
        series.setLineStyle(DASHED);
        series.setMarker(SeriesMarkers.NONE);
        return this;
    }

    /** A dashed horizontal line at {@code y} from {@code from} to {@code to}. */
    public CurveChart level(String name, double y, double from, double to) {
        return dashed(name, new double[] {from, to}, new double[] {y, y});
    }

    /** Gives the latest curve a colour of its own. */
    public CurveChart color(Color color) {
        if (latest == null) {
            throw new IllegalStateException("there is no curve yet to give a colour to");
        }
        latest.setLineColor(color);
        latest.setMarkerColor(color);
        return this;
    }

    /** Logarithmic x axis; all x must be positive. */
    public CurveChart logarithmicX() {
        logarithmicX = true;
        chart.getStyler().setXAxisLogarithmic(true);
        return this;
    }

    /** Logarithmic y axis; points that are not positive are left out. */
    public CurveChart logarithmicY() {
        logarithmicY = true;
        chart.getStyler().setYAxisLogarithmic(true);
        labelTicks();
        return this;
    }

    /** Labels every tick of a logarithmic axis of about a decade, which would else have one label or none. */
    private void labelTicks() {
        chart.getStyler().setYAxisLogarithmicDecadeOnly(largestY > 12 * smallestY);
    }

    /** The range of the y axis. */
    public CurveChart yRange(double min, double max) {
        chart.getStyler().setYAxisMin(min);
        chart.getStyler().setYAxisMax(max);
        return this;
    }

    /** The chart. */
    public XYChart chart() {
        return chart;
    }

    /** The chart as a picture. */
    @Override
    public Picture picture() {
        return Picture.of(chart);
    }

    private XYSeries add(String name, double[] x, double[] y, double[] deviation) {
        if (x.length != y.length || x.length == 0 || deviation != null && deviation.length != x.length) {
            throw new IllegalArgumentException(
                    Text.format("curve '%s' needs as many x as y and at least one, but has %d and %d",
                            name, x.length, y.length));
        }
        if (logarithmicX && Arrays.stream(x).anyMatch(v -> v <= 0)) {
            throw new IllegalArgumentException("x must be positive on a logarithmic axis, but was " + Arrays.toString(x));
        }
        int[] shown = IntStream.range(0, x.length).filter(i -> !Double.isNaN(y[i]) && (!logarithmicY || y[i] > 0)).toArray();
        if (shown.length == 0) {
            throw new IllegalArgumentException(Text.format("curve '%s' has no point that can be drawn", name));
        }
        XYSeries series = deviation == null
                ? chart.addSeries(name, at(shown, x), at(shown, y))
                : chart.addSeries(name, at(shown, x), at(shown, y), at(shown, deviation));
        if (shown.length > 40) {
            series.setMarker(SeriesMarkers.NONE);
        }
        for (int i : shown) {
            smallestY = Math.min(smallestY, y[i]);
            largestY = Math.max(largestY, y[i]);
        }
        labelTicks();
        chart.getStyler().setLegendVisible(chart.getSeriesCollection().size() > 1);
        latest = series;
        return series;
    }

    private static double[] at(int[] indices, double[] values) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }
}
