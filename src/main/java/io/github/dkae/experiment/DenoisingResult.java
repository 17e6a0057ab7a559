package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link Denoising} measured: mean squared errors to the clean samples.
 *
 * @param keys    short names of the methods
 * @param names   their names
 * @param errors  [methods][noise levels][draws]
 * @param options what was tried
 * @param subject what the samples are, for titles
 * @param grid    pictures, when the samples are images
 */
public record DenoisingResult(List<String> keys, List<String> names, double[][][] errors, Denoising.Options options,
        String subject, Optional<Picture> grid) implements ExperimentResult {

    /** Mean over the draws of the method called {@code key} at the shown level. */
    public double error(String key) {
        return atShown(indexOf(key)).mean();
    }

    private int indexOf(String key) {
        int method = keys.indexOf(key);
        if (method < 0) {
            throw new IllegalArgumentException(Text.format("key must be one of %s, but was '%s'", keys, key));
        }
        return method;
    }

    private double[] shown(int m) {
        return errors[m][options.noiseLevels().indexOf(options.shownLevel())];
    }

    /** Errors over the draws of method {@code m} at the shown level. */
    private Spread atShown(int m) {
        return Spread.of(shown(m));
    }

    /** Peak signal-to-noise ratios in dB, for a peak of 1, over the draws of method {@code m} at the shown level. */
    private Spread ratio(int m) {
        return Spread.of(Arrays.stream(shown(m)).map(error -> -10 * Math.log10(error)).toArray());
    }

    /** Error and peak signal-to-noise ratio of each method at the shown level, best first, with their spread. */
    public Table table() {
        Table table = Table.create(title(), StringColumn.create("method", names),
                Rounding.column("MSE", 4, each(m -> atShown(m).mean())),
                Rounding.column("± sd", 5, each(m -> atShown(m).deviation())),
                Rounding.column("PSNR, dB", 2, each(m -> ratio(m).mean())),
                Rounding.column("± sd, dB", 2, each(m -> ratio(m).deviation())));
        if (!options.clipped() && options.shownLevel() == Paper.DENOISING_NOISE) {
            table.addColumns(StringColumn.create("paper's MSE", keys.stream().map(DenoisingResult::paper).toList()));
        }
        return table.sortAscendingOn("MSE");
    }

    private static String paper(String key) {
        return switch (key) {
            case "kpca" -> String.valueOf(Paper.DENOISING_KPCA);
            case "dkaePca" -> String.valueOf(Paper.DENOISING_DKAE);
            default -> "";
        };
    }

    private double[] each(IntToDoubleFunction value) {
        return IntStream.range(0, keys.size()).mapToDouble(value).toArray();
    }

    /**
     * The mean errors at the shown level beside those of {@code other}, the same methods with the noise clipped or not,
     * in the order of this result's errors.
     */
    public Table beside(DenoisingResult other) {
        Arguments.present("other", other);
        if (!keys.equals(other.keys) || options.clipped() == other.options.clipped()) {
            throw new IllegalArgumentException(
                    Text.format("other must have the methods %s with noise that is %s, but has %s, %s",
                            keys, Denoising.clipping(options.withClipped(!options.clipped())), other.keys,
                                    Denoising.clipping(other.options)));
        }
        String ours = "MSE, " + Denoising.clipping(options);
        return Table.create("What clipping changes: " + subject, StringColumn.create("method", names),
                Rounding.column(ours, 4, each(m -> atShown(m).mean())),
                Rounding.column("MSE, " + Denoising.clipping(other.options), 4, each(m -> other.atShown(m).mean())),
                Rounding.column("ratio", 2, each(m -> other.atShown(m).mean() / atShown(m).mean())))
                .sortAscendingOn(ours);
    }

    /** Error of every method against the standard deviation of the noise. */
    public CurveChart curves() {
        return curves(keys.toArray(String[]::new));
    }

    /**
     * Error of some methods against the standard deviation of the noise. The noisy input's error is dashed and leaves
     * the chart where it exceeds all others by far.
     *
     * @param some keys of methods, at least one
     */
    public CurveChart curves(String... some) {
        Arguments.atLeast("number of keys", some.length, 1);
        CurveChart chart = CurveChart.of(heading(), "standard deviation of the noise", "mean squared error");
        double[] x = options.noiseLevels().stream().mapToDouble(Double::doubleValue).toArray();
        double largest = 0;
        for (String key : some) {
            int m = indexOf(key);
            double[] mean = perLevel(m, Spread::mean);
            if (key.equals(Denoiser.NONE)) {
                chart.dashed(names.get(m), x, mean);
            } else {
                chart.line(names.get(m), x, mean, perLevel(m, Spread::deviation));
                largest = Math.max(largest, Arrays.stream(mean).max().orElseThrow());
            }
        }
        if (largest > 0) {
            chart.yRange(0, 1.1 * largest);
        }
        chart.chart().getStyler().setXAxisMin(0.0);
        return chart;
    }

    private double[] perLevel(int m, ToDoubleFunction<Spread> value) {
        return Arrays.stream(errors[m]).mapToDouble(draws -> value.applyAsDouble(Spread.of(draws))).toArray();
    }

    @Override
    public String section() {
        return options.section() + (options.clipped() ? "Clipped" : "");
    }

    private String heading() {
        return Text.format("Denoising, %s, noise %s", subject, Denoising.clipping(options));
    }

    @Override
    public String title() {
        return heading() + ", σ = " + options.shownLevel();
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        keys.forEach(key -> json.addProperty(key, error(key)));
        JsonArray levels = new JsonArray();
        options.noiseLevels().forEach(levels::add);
        json.add("noiseLevels", levels);
        json.add("byNoiseLevel", byNoiseLevel(Spread::mean));
        json.add("deviationByNoiseLevel", byNoiseLevel(Spread::deviation));
        return json;
    }

    private JsonObject byNoiseLevel(ToDoubleFunction<Spread> value) {
        JsonObject byMethod = new JsonObject();
        for (int m = 0; m < keys.size(); m++) {
            JsonArray values = new JsonArray();
            Arrays.stream(perLevel(m, value)).forEach(values::add);
            byMethod.add(keys.get(m), values);
        }
        return byMethod;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of(section(), table());
    }

    @Override
    public Map<String, Picture> pictures() {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        grid.ifPresent(picture -> pictures.put(section() + "-images", picture));
        if (options.noiseLevels().size() > 1) {
            pictures.put(section() + "-levels", curves().picture());
        }
        return pictures;
    }
}
