package io.github.dkae.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One look for every chart: white paper, thin grid, no boxes, the palette's colours. */
final class ChartStyle {
    static final String FONT = Font.SANS_SERIF;

    private ChartStyle() {}

    static void apply(AxesChartStyler style) {
        style.setBaseFont(new Font(FONT, Font.PLAIN, 12));
        style.setChartTitleFont(new Font(FONT, Font.BOLD, 14));
        style.setAxisTitleFont(new Font(FONT, Font.PLAIN, 12));
        style.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11));
        style.setLegendFont(new Font(FONT, Font.PLAIN, 12));
        style.setChartBackgroundColor(Palette.PAPER);
        style.setPlotBackgroundColor(Palette.PAPER);
        style.setChartFontColor(Palette.INK);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(Palette.FAINT);
        style.setPlotGridLinesStroke(new BasicStroke(0.8f));
        style.setAxisTickMarksColor(Palette.INK);
        style.setLegendBorderColor(Palette.FAINT);
        style.setLegendBackgroundColor(Palette.PAPER);
        style.setSeriesColors(Palette.series());
        style.setSeriesMarkers(new Marker[] {
            SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN
        });
        style.setMarkerSize(6);
        style.setLocale(Locale.ROOT);
        style.setXAxisDecimalPattern("0.######");
        style.setYAxisDecimalPattern("0.######");
        style.setChartPadding(10);
        style.setChartTitlePadding(8);
        style.setAntiAlias(true);
        style.setTextAntiAlias(true);
    }
}
