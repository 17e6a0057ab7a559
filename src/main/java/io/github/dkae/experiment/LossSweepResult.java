package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.NumberColumns;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Losses on held-out samples, as {@link LossSweep} measures them.
 *
 * @param section     key in {@code results.json}
 * @param key         what was varied, as a key in {@code results.json}
 * @param axis        what was varied, for tables and axes
 * @param logarithmic whether the axis is
 * @param values      its values
 * @param points      the network at each value
 */
public record LossSweepResult(String section, String key, String axis, boolean logarithmic, double[] values,
        List<Point> points) implements ExperimentResult {

    /**
     * A network's losses on the validation samples.
     *
     * @param network its name
     * @param losses  its losses
     * @param seconds that its training took, without the pretrained layers: its share of the time where several were
     *                trained at a time, and 0 where it was there already
     */
    public record Point(String network, Losses losses, double seconds) {
        static Point of(String network, double lambda, StageStore.Outcome outcome) {
            double reconstruction = outcome.figures().get("reconstruction").getAsDouble();
            double code = outcome.figures().get("code").getAsDouble();
            return new Point(network, new Losses((1 - lambda) * reconstruction + lambda * code, reconstruction, code),
                    outcome.seconds());
        }
    }

    /** The losses at each value. */
    public List<Losses> losses() {
        return points.stream().map(Point::losses).toList();
    }

    private double[] reconstruction() {
        return points.stream().mapToDouble(point -> point.losses().reconstruction()).toArray();
    }

    private double[] code() {
        return points.stream().mapToDouble(point -> point.losses().code()).toArray();
    }

    /** Both losses at each value. */
    public Table table() {
        DoubleColumn value = NumberColumns.doubles(axis, values);
        DoubleColumn reconstruction = NumberColumns.doubles("reconstruction loss");
        DoubleColumn code = NumberColumns.doubles("code loss");
        for (Losses loss : losses()) {
            reconstruction.append(Rounding.to(loss.reconstruction(), 4));
            code.append(Rounding.to(loss.code(), 4));
        }
        return Table.create(title(), value, reconstruction, code);
    }

    /** The reconstruction loss. */
    public CurveChart reconstructionCurve() {
        return curve("Reconstruction loss, validation data", "mean squared error", "L_r", reconstruction());
    }

    /** The code loss. */
    public CurveChart codeCurve() {
        return curve("Code loss, validation data", "code loss", "L_c", code());
    }

    private CurveChart curve(String heading, String yTitle, String name, double[] y) {
        CurveChart chart = CurveChart.of(heading, axis, yTitle);
        if (logarithmic) {
            chart.logarithmicX();
        }
        return chart.line(name, values, y);
    }

    @Override
    public String title() {
        return "Losses on validation data against " + axis;
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.add(key, JsonArrays.of(values));
        json.add("reconstruction", JsonArrays.of(reconstruction()));
        json.add("code", JsonArrays.of(code()));
        return json;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of(section, table());
    }

    @Override
    public Map<String, Picture> pictures() {
        return Map.of(section + "-reconstruction", reconstructionCurve().picture(),
                section + "-code", codeCurve().picture());
    }
}
