package io.github.dkae.plot;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;

/** Groups of bars with error bars; {@link #chart()} is an ordinary XChart chart that can be styled further. */
public final class BarChart implements Drawing {
    private final CategoryChart chart;
    private final List<String> groups;

    private BarChart(String title, List<String> groups) {
        this.groups = groups;
        chart = new CategoryChart(760, 400);
        chart.setTitle(title);
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setAvailableSpaceFill(0.8);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
    }

    /** An empty chart of 760×400 points with these groups of bars along the x axis, at least one. */
    public static BarChart of(String title, List<String> groups) {
        Arguments.atLeast("number of groups", Arguments.present("groups", groups).size(), 1);
        return new BarChart(title, List.copyOf(groups));
    }

    /** Adds a bar to each group, with an error bar of one {@code deviation} either way. */
    public BarChart add(String name, double[] values, double[] deviation) {
        if (values.length != groups.size() || deviation.length != groups.size()) {
            throw new IllegalArgumentException(
                    Text.format("bars '%s' need a value and a deviation for each of %d groups, but have %d and %d", name,
                            groups.size(), values.length, deviation.length));
        }
        chart.addSeries(name, groups, Arrays.stream(values).boxed().toList(), Arrays.stream(deviation).boxed().toList());
        return this;
    }

    /** The chart. */
    public CategoryChart chart() {
        return chart;
    }

    @Override
    public Picture picture() {
        return Picture.of(chart);
    }
}
