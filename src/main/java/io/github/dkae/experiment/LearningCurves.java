package io.github.dkae.experiment;

import io.github.dkae.autoencoder.EpochRecord;
import io.github.dkae.autoencoder.TrainingHistory;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Palette;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Presentable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Fine-tuning of several networks side by side: validation losses as lines, training losses dashed. */
public final class LearningCurves implements Presentable {
    private final Map<String, List<EpochRecord>> networks = new LinkedHashMap<>();

    private LearningCurves() {}

    /** No networks yet. */
    public static LearningCurves create() {
        return new LearningCurves();
    }

    /** Adds a network, whose fine-tuning took at least one epoch. */
    public LearningCurves add(String name, TrainingHistory history) {
        List<EpochRecord> epochs = history.fineTuning();
        Arguments.atLeast("epochs of fine-tuning of " + name, epochs.size(), 1);
        networks.put(name, epochs);
        return this;
    }

    /** The reconstruction losses. */
    public CurveChart reconstruction() {
        return chart("Reconstruction loss", "mean squared error", e -> e.validation().reconstruction(),
                e -> e.training().reconstruction());
    }

    /** The code losses of the networks that measured them. */
    public CurveChart code() {
        return chart("Code loss", "code loss against the prior", e -> e.validation().code(), e -> e.training().code());
    }

    @Override
    public String title() {
        return "Learning curves";
    }

    /** Both charts, as far as there is something to show. */
    @Override
    public List<Object> parts() {
        boolean codes = networks.values().stream().flatMap(List::stream).anyMatch(e -> e.training().code() > 0);
        return networks.isEmpty() ? List.of() : codes ? List.of(reconstruction(), code()) : List.of(reconstruction());
    }

    private CurveChart chart(String title, String yTitle, ToDoubleFunction<EpochRecord> validation,
            ToDoubleFunction<EpochRecord> training) {
        if (networks.isEmpty()) {
            throw new IllegalStateException("there is no network yet");
        }
        CurveChart chart = CurveChart.of(title, "epoch of fine-tuning", yTitle);
        int index = 0;
        for (Map.Entry<String, List<EpochRecord>> network : networks.entrySet()) {
            double[] epochs = IntStream.rangeClosed(1, network.getValue().size()).asDoubleStream().toArray();
            double[] held = network.getValue().stream().mapToDouble(validation).toArray();
            double[] seen = network.getValue().stream().mapToDouble(training).toArray();
            // What was not measured is NaN throughout.
            if (Arrays.stream(held).anyMatch(v -> v > 0)) {
                chart.line(network.getKey() + ", validation", epochs, held).color(Palette.series(index));
            }
            if (Arrays.stream(seen).anyMatch(v -> v > 0)) {
                chart.dashed(network.getKey() + ", training", epochs, seen).color(Palette.series(index));
            }
            index++;
        }
        return chart;
    }

    @Override
    public String toString() {
        return "Learning curves of " + networks.keySet();
    }
}
