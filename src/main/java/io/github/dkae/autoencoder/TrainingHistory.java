package io.github.dkae.autoencoder;

import io.github.dkae.plot.CurveChart;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import io.github.dkae.support.Presentable;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What training measured, epoch by epoch.
 *
 * @param epochs      all epochs of all stages, in order
 * @param interrupted whether training was stopped before its end
 * @param bestEpoch   epoch of fine-tuning whose weights were kept because of early stopping; 0 when the last were
 */
public record TrainingHistory(List<EpochRecord> epochs, boolean interrupted, int bestEpoch) implements Presentable {
    /** What the history and a training's progress call the last stage, which trains all layers. */
    public static final String FINE_TUNING = "fine-tuning";

    public TrainingHistory {
        epochs = List.copyOf(epochs);
        Arguments.between("bestEpoch", bestEpoch, 0, fineTuning(epochs).size());
    }

    /**
     * For those who need what training was asked for, whole.
     *
     * @throws CancellationException with this message when it was interrupted
     */
    public void requireFinished(String message) {
        if (interrupted) {
            throw new CancellationException(message);
        }
    }

    /** Seconds over all epochs. */
    public double seconds() {
        return epochs.stream().mapToDouble(EpochRecord::seconds).sum();
    }

    /** The epochs of fine-tuning. */
    public List<EpochRecord> fineTuning() {
        return fineTuning(epochs);
    }

    private static List<EpochRecord> fineTuning(List<EpochRecord> epochs) {
        return epochs.stream().filter(e -> e.stageName().equals(FINE_TUNING)).toList();
    }

    /** One row for each epoch; what was not measured is missing. */
    public Table table() {
        return Table.create("training",
                StringColumn.create("stage", epochs.stream().map(EpochRecord::stageName)),
                NumberColumns.integers("epoch", epochs.stream().mapToInt(EpochRecord::epoch).toArray()),
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
        return NumberColumns.doubles(name, epochs.stream().mapToDouble(value).toArray());
    }

    /** Learning curves of fine-tuning, or of pretraining when that is all there is; losses on a logarithmic axis. */
    public CurveChart curves() {
        List<EpochRecord> shown = fineTuning().isEmpty() ? epochs : fineTuning();
        CurveChart chart = CurveChart.of("Training", "epoch", "loss").logarithmicY();
        curve(chart, shown, "L_r, training", e -> e.training().reconstruction());
        curve(chart, shown, "L_r, validation", e -> e.validation().reconstruction());
        curve(chart, shown, "L_c, training", e -> e.training().code());
        curve(chart, shown, "L_c, validation", e -> e.validation().code());
        return chart;
    }

    /** The chart of {@link #curves()}. */
    public XYChart chart() {
        return curves().chart();
    }

    @Override
    public String title() {
        return "Training: " + this;
    }

    /** The learning curves and the table. */
    @Override
    public List<Object> parts() {
        return epochs.isEmpty() ? List.of(table()) : List.of(curves(), table());
    }

    private static void curve(CurveChart chart, List<EpochRecord> epochs, String name,
                              ToDoubleFunction<EpochRecord> value) {
        double[] y = epochs.stream().mapToDouble(value).toArray();
        // What was not measured is NaN throughout.
        if (Arrays.stream(y).anyMatch(v -> v > 0)) {
            chart.line(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
        }
    }

    @Override
    public String toString() {
        return Text.format("%d epochs in %.1f s%s%s", epochs.size(), seconds(), interrupted ? ", interrupted" : "",
                bestEpoch > 0 ? Text.format(", weights of epoch %d of fine-tuning", bestEpoch) : "");
    }
}
