package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.GaussianNoise;
import io.github.dkae.data.ImageShape;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.ImageGrid;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Gaussian noise on test samples, and what each {@link Denoiser} leaves of it.
 *
 * <p>Source: Kampffmeyer et al. 2017, section 4.3: digits 5 and 6, noise with a standard deviation of 0.25, 32
 * components, kernel PCA with a learned pre-image against PCA on the dkAE's codes.
 */
public final class Denoising {
    private Denoising() {}

    /**
     * What to try.
     *
     * @param noiseLevels standard deviations of the noise, ascending, each at least 0
     * @param shownLevel  the level whose table and pictures are shown; one of {@code noiseLevels}
     * @param clipped     whether noisy values are cut to [0, 1]; it can reverse the order of the methods
     * @param draws       draws of the noise, over which the spread is taken, at least 1
     * @param pictures    samples shown as pictures, at least 1
     * @param seed        seed of the noise
     */
    public record Options(List<Double> noiseLevels, double shownLevel, boolean clipped, int draws, int pictures,
            long seed) {
        public Options {
            noiseLevels = List.copyOf(noiseLevels);
            noiseLevels.forEach(level -> Arguments.notNegative("noiseLevels", level));
            if (!noiseLevels.contains(shownLevel)) {
                throw new IllegalArgumentException("shownLevel must be one of %s, but was %s".formatted(noiseLevels, shownLevel));
            }
            Arguments.atLeast("draws", draws, 1);
            Arguments.atLeast("pictures", pictures, 1);
        }

        /** The paper's noise of 0.25, not clipped, three draws. */
        public static Options paper(long seed) {
            return new Options(List.of(0.25), 0.25, false, 3, 10, seed);
        }

        public Options withNoiseLevels(Double... levels) {
            return new Options(List.of(levels), shownLevel, clipped, draws, pictures, seed);
        }

        public Options withClipped(boolean value) {
            return new Options(noiseLevels, shownLevel, value, draws, pictures, seed);
        }

        public Options withDraws(int value) {
            return new Options(noiseLevels, shownLevel, clipped, value, pictures, seed);
        }
    }

    /** Denoises noisy copies of {@code clean} with every method and measures what is left against the clean samples. */
    public static Result of(Dataset clean, List<Denoiser> methods, Options options) {
        Arguments.present("clean", clean);
        if (methods.isEmpty() || methods.stream().map(Denoiser::key).distinct().count() != methods.size()) {
            throw new IllegalArgumentException("methods must be at least one, with keys of their own, but are "
                    + methods.stream().map(Denoiser::key).toList());
        }
        INDArray x = clean.features();
        int levels = options.noiseLevels().size();
        double[][][] errors = new double[methods.size()][levels][options.draws()];
        for (int level = 0; level < levels; level++) {
            GaussianNoise noise = new GaussianNoise(options.noiseLevels().get(level), options.clipped());
            for (int draw = 0; draw < options.draws(); draw++) {
                try (INDArray noisy = noise.addTo(x, options.seed() + draw)) {
                    for (int m = 0; m < methods.size(); m++) {
                        try (INDArray denoised = methods.get(m).denoise(noisy)) {
                            errors[m][level][draw] = Spread.meanSquaredError(denoised, x);
                        }
                    }
                }
            }
        }
        return new Result(methods.stream().map(Denoiser::key).toList(), methods.stream().map(Denoiser::name).toList(),
                errors, options, clean.imageShape().map(shape -> pictures(clean, shape, methods, options)));
    }

    private static Picture pictures(Dataset clean, ImageShape shape, List<Denoiser> methods, Options options) {
        Dataset shown = clean.sample(Math.min(options.pictures(), clean.size()), options.seed()).sortedByClass();
        ImageGrid grid = ImageGrid.of("Noise σ = %s%s".formatted(options.shownLevel(), options.clipped() ? ", clipped" : ""),
                shape.height(), shape.width()).row("original", shown.features());
        try (INDArray noisy = new GaussianNoise(options.shownLevel(), options.clipped())
                .addTo(shown.features(), options.seed())) {
            for (Denoiser method : methods) {
                try (INDArray denoised = method.denoise(noisy)) {
                    grid.row(method.name(), denoised);
                }
            }
        }
        return grid.picture();
    }

    /**
     * Mean squared errors to the clean samples.
     *
     * @param keys    short names of the methods
     * @param names   their names
     * @param errors  [methods][noise levels][draws]
     * @param options what was tried
     * @param grid    pictures, when the samples are images
     */
    public record Result(List<String> keys, List<String> names, double[][][] errors, Options options,
            Optional<Picture> grid) implements ExperimentResult {

        /** Mean over the draws of the method called {@code key} at the shown level. */
        public double error(String key) {
            int method = keys.indexOf(key);
            if (method < 0) {
                throw new IllegalArgumentException("key must be one of %s, but was '%s'".formatted(keys, key));
            }
            return Spread.of(errors[method][shown()]).mean();
        }

        private int shown() {
            return options.noiseLevels().indexOf(options.shownLevel());
        }

        /** Error and peak signal-to-noise ratio of each method at the shown level, best first. */
        public Table table() {
            StringColumn method = StringColumn.create("method");
            DoubleColumn error = DoubleColumn.create("MSE");
            DoubleColumn deviation = DoubleColumn.create("± sd");
            DoubleColumn ratio = DoubleColumn.create("PSNR, dB");
            StringColumn paper = StringColumn.create("paper's MSE");
            for (int m = 0; m < keys.size(); m++) {
                Spread spread = Spread.of(errors[m][shown()]);
                method.append(names.get(m));
                error.append(Rounding.to(spread.mean(), 4));
                deviation.append(Rounding.to(spread.deviation(), 4));
                ratio.append(Rounding.to(-10 * Math.log10(spread.mean()), 2));
                paper.append(switch (keys.get(m)) {
                    case "kpca" -> String.valueOf(Paper.DENOISING_KPCA);
                    case "dkaePca" -> String.valueOf(Paper.DENOISING_DKAE);
                    default -> "";
                });
            }
            return Table.create(title(), method, error, deviation, ratio, paper).sortAscendingOn("MSE");
        }

        /** Error against the standard deviation of the noise. */
        public CurveChart curves() {
            CurveChart chart = CurveChart.of("Denoising", "standard deviation of the noise", "mean squared error");
            double[] x = options.noiseLevels().stream().mapToDouble(Double::doubleValue).toArray();
            for (int m = 0; m < keys.size(); m++) {
                double[] mean = new double[x.length];
                double[] deviation = new double[x.length];
                for (int level = 0; level < x.length; level++) {
                    Spread spread = Spread.of(errors[m][level]);
                    mean[level] = spread.mean();
                    deviation[level] = spread.deviation();
                }
                chart.line(names.get(m), x, mean, deviation);
            }
            return chart;
        }

        @Override
        public String section() {
            return options.clipped() ? "denoisingClipped" : "denoising";
        }

        @Override
        public String title() {
            return "Denoising, noise σ = %s, %s".formatted(options.shownLevel(),
                    options.clipped() ? "clipped to [0, 1]" : "not clipped");
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            keys.forEach(key -> json.addProperty(key, error(key)));
            if (options.noiseLevels().size() > 1) {
                JsonArray levels = new JsonArray();
                options.noiseLevels().forEach(levels::add);
                json.add("noiseLevels", levels);
                JsonObject byMethod = new JsonObject();
                for (int m = 0; m < keys.size(); m++) {
                    JsonArray means = new JsonArray();
                    for (double[] draws : errors[m]) {
                        means.add(Spread.of(draws).mean());
                    }
                    byMethod.add(keys.get(m), means);
                }
                json.add("byNoiseLevel", byMethod);
            }
            return json;
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
}
