package io.github.dkae.autoencoder;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What training measured, epoch by epoch.
 *
 * @param epochs      all epochs of all stages, in order
 * @param interrupted whether training was stopped before its end
 * @param bestEpoch   epoch of fine-tuning whose weights were kept because of early stopping; 0 when the last were
 */
public record TrainingHistory(List<EpochRecord> epochs, boolean interrupted, int bestEpoch) {
    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /** Seconds over all epochs. */
    public double seconds() {
        return epochs.stream().mapToDouble(EpochRecord::seconds).sum();
    }

    /** The epochs of fine-tuning. */
    public List<EpochRecord> fineTuning() {
        return epochs.stream().filter(e -> e.stageName().equals(Stage.FINE_TUNING)).toList();
    }

    /** One row for each epoch; what was not measured is missing. */
    public Table table() {
        return Table.create("training",
                StringColumn.create("stage", epochs.stream().map(EpochRecord::stageName)),
                IntColumn.create("epoch", epochs.stream().mapToInt(EpochRecord::epoch).toArray()),
                column("loss", e -> e.training().total()),
                column("reconstruction", e -> e.training().reconstruction()),
                column("code", e -> e.training().code()),
                column("validation loss", e -> e.validation().total()),
                column("validation reconstruction", e -> e.validation().reconstruction()),
                column("validation code", e -> e.validation().code()),
                column("gradient norm", EpochRecord::gradientNorm),
                column("learning rate", EpochRecord::learningRate),
                column("seconds", EpochRecord::seconds));
    }

    private DoubleColumn column(String name, ToDoubleFunction<EpochRecord> value) {
        return DoubleColumn.create(name, epochs.stream().mapToDouble(value).toArray());
    }

    /** Learning curves of fine-tuning, or of pretraining when that is all there is; losses on a logarithmic axis. */
    public XYChart chart() {
        List<EpochRecord> shown = fineTuning().isEmpty() ? epochs : fineTuning();
        XYChart chart = new XYChartBuilder().width(800).height(450).title("Training").xAxisTitle("epoch")
                .yAxisTitle("loss").build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        curve(chart, shown, "L_r, training", e -> e.training().reconstruction());
        curve(chart, shown, "L_r, validation", e -> e.validation().reconstruction());
        curve(chart, shown, "L_c, training", e -> e.training().code());
        curve(chart, shown, "L_c, validation", e -> e.validation().code());
        return chart;
    }

    private static void curve(XYChart chart, List<EpochRecord> epochs, String name,
                              ToDoubleFunction<EpochRecord> value) {
        double[] y = epochs.stream().mapToDouble(value).toArray();
        // A logarithmic axis takes positive values only.
        int[] shown = IntStream.range(0, y.length).filter(i -> y[i] > 0).toArray();
        if (shown.length > 0) {
            chart.addSeries(name, Arrays.stream(shown).mapToDouble(i -> i + 1).toArray(),
                    Arrays.stream(shown).mapToDouble(i -> y[i]).toArray()).setMarker(SeriesMarkers.NONE);
        }
    }
}
