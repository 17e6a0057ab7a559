package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.KernelAlignment;
import io.github.dkae.kernel.Normalisation;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.mixture.GaussianMixtureEnsemble;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much kernels depend on their hyper-parameters: the probabilistic cluster kernel on Q, G and the samples that its
 * mixtures are fitted on, the RBF kernel on its width.
 *
 * <p>A kernel is measured by its code loss against the ideal kernel, and by how often the nearest neighbour has the
 * same class.
 */
public final class KernelRobustness {
    private static final double[] COMPONENT_FACTORS = {0.125, 0.25, 0.5, 1, 2};
    private static final double[] START_FACTORS = {0.1, 0.2, 0.5, 1};
    private static final double[] WIDTH_FACTORS = {0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10};

    private KernelRobustness() {}

    /**
     * Measures on labelled samples; O(n²) memory in their number n.
     *
     * @param train   samples, of which {@link Scale#MIXTURE_SAMPLES} at random are taken in each repeat
     * @param test    labelled samples that nothing is fitted on
     * @param options the kernel's, with Q and G as the factor 1; Q is varied up to twice that
     * @param repeats how often all is done, each time with other samples and random starts
     */
    public static Result of(Dataset train, Dataset test, ProbabilisticClusterKernel.Options options, int repeats,
            long seed, Progress progress) {
        GaussianMixtureEnsemble.Options mixtures = Arguments.present("options", options).mixtures();
        Arguments.atLeast("repeats", repeats, 1);
        int q = mixtures.maximumComponents();
        int g = mixtures.starts();
        Map<Setting, List<double[]>> measured = new LinkedHashMap<>();
        int[] labels = test.labels();
        try (INDArray ideal = IdealKernel.matrix(labels)) {
            for (int r = 0; r < repeats; r++) {
                progress.report("robustness", r, repeats, "");
                long own = RandomStreams.seed(seed, "robustness", r);
                INDArray subset = train.sample(Scale.MIXTURE_SAMPLES, own).features();
                try (GaussianMixtureEnsemble all = GaussianMixtureEnsemble.fit(subset,
                        mixtures.withMaximumComponents(2 * q).withSeed(own))) {
                    Function<Setting, Kernel> kernels = kernels(all, q, g, RbfKernel.medianHeuristic(subset).width());
                    for (Setting setting : settings(q, g)) {
                        try (INDArray matrix = kernels.apply(setting).matrix(test.features())) {
                            measured.computeIfAbsent(setting, s -> new ArrayList<>()).add(new double[] {
                                KernelAlignment.codeLoss(matrix, ideal), NearestNeighbour.leaveOneOut(matrix, labels)});
                        }
                    }
                }
            }
        }
        progress.report("robustness", repeats, repeats, "");
        List<Reading> readings = new ArrayList<>();
        measured.forEach((setting, values) -> readings.add(new Reading(setting.parameter(), setting.factor(),
                Spread.of(values.stream().mapToDouble(v -> v[0]).toArray()),
                Spread.of(values.stream().mapToDouble(v -> v[1]).toArray()))));
        return new Result(readings, repeats);
    }

    /** What is varied. */
    public enum Parameter {
        COMPONENTS("PCK, Q"), STARTS("PCK, G"), WIDTH("RBF, width");

        private final String label;

        Parameter(String label) {
            this.label = label;
        }
    }

    /** @param factor of the default: Q, G or the median distance */
    private record Setting(Parameter parameter, double factor) {}

    private static LinkedHashSet<Setting> settings(int q, int g) {
        LinkedHashSet<Setting> settings = new LinkedHashSet<>();
        for (double factor : COMPONENT_FACTORS) {
            settings.add(new Setting(Parameter.COMPONENTS, (double) Math.max(2, Math.round(q * factor)) / q));
        }
        for (double factor : START_FACTORS) {
            settings.add(new Setting(Parameter.STARTS, (double) Math.max(1, Math.round(g * factor)) / g));
        }
        for (double factor : WIDTH_FACTORS) {
            settings.add(new Setting(Parameter.WIDTH, factor));
        }
        return settings;
    }

    private static Function<Setting, Kernel> kernels(GaussianMixtureEnsemble all, int q, int g, double median) {
        return setting -> switch (setting.parameter()) {
            case COMPONENTS -> pck(all.select(2, (int) Math.round(q * setting.factor()), g));
            case STARTS -> pck(all.select(2, q, (int) Math.round(g * setting.factor())));
            case WIDTH -> new RbfKernel(median * setting.factor());
        };
    }

    private static Kernel pck(GaussianMixtureEnsemble mixtures) {
        return ProbabilisticClusterKernel.of(mixtures, Normalisation.MIXTURES);
    }

    /**
     * One setting's quality over the repeats.
     *
     * @param parameter        what was varied
     * @param factor           by which it differs from its default
     * @param idealLoss        L_c against the ideal kernel, in [0, √2]
     * @param nearestNeighbour share of samples that have the label of their nearest other one, in [0, 1]
     */
    public record Reading(Parameter parameter, double factor, Spread idealLoss, Spread nearestNeighbour) {}

    /**
     * @param readings by parameter, each in the order of its factor
     * @param repeats  how often each was measured
     */
    public record Result(List<Reading> readings, int repeats) implements ExperimentResult {
        /** Mean and standard deviation of each setting. */
        public Table table() {
            StringColumn names = StringColumn.create("varied");
            DoubleColumn factors = NumberColumns.doubles("times its default");
            StringColumn losses = StringColumn.create("code loss against the ideal kernel");
            StringColumn shares = StringColumn.create("1-NN, %");
            for (Reading reading : readings) {
                names.append(reading.parameter().label);
                factors.append(Rounding.to(reading.factor(), 2));
                losses.append(Text.format("%.3f ± %.3f", reading.idealLoss().mean(), reading.idealLoss().deviation()));
                shares.append(Text.format("%.1f ± %.1f", 100 * reading.nearestNeighbour().mean(),
                        100 * reading.nearestNeighbour().deviation()));
            }
            return Table.create(title(), names, factors, losses, shares);
        }

        /** The reading of a parameter at its default. */
        public Reading atDefault(Parameter parameter) {
            return readings.stream().filter(r -> r.parameter() == parameter && r.factor() == 1).findFirst()
                    .orElseThrow();
        }

        /** The code loss against the ideal kernel, with error bars of one standard deviation. */
        public CurveChart idealLossCurves() {
            return curves("Code loss against the ideal kernel", "code loss", 1, Reading::idealLoss);
        }

        /** How often the nearest neighbour has the same class, with error bars of one standard deviation. */
        public CurveChart nearestNeighbourCurves() {
            return curves("Nearest neighbour has the same class", "per cent", 100, Reading::nearestNeighbour);
        }

        private CurveChart curves(String heading, String yTitle, double unit, Function<Reading, Spread> quantity) {
            CurveChart chart = CurveChart.of(heading, "hyper-parameter, times its default", yTitle).logarithmicX();
            for (Parameter parameter : Parameter.values()) {
                chart.line(parameter.label, values(parameter, Reading::factor),
                        values(parameter, r -> unit * quantity.apply(r).mean()),
                        values(parameter, r -> unit * quantity.apply(r).deviation()));
            }
            return chart;
        }

        private double[] values(Parameter parameter, ToDoubleFunction<Reading> value) {
            return readings.stream().filter(r -> r.parameter() == parameter).mapToDouble(value).toArray();
        }

        @Override
        public String section() {
            return "robustness";
        }

        @Override
        public String title() {
            return "Dependence on hyper-parameters, mean ± standard deviation of " + repeats;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("repeats", repeats);
            for (Parameter parameter : Parameter.values()) {
                JsonObject entry = new JsonObject();
                entry.add("factor", JsonArrays.of(values(parameter, Reading::factor)));
                entry.add("idealLoss", JsonArrays.of(values(parameter, r -> r.idealLoss().mean())));
                entry.add("nearestNeighbour", JsonArrays.of(values(parameter, r -> r.nearestNeighbour().mean())));
                json.add(parameter.name().toLowerCase(java.util.Locale.ROOT), entry);
            }
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of("robustness", table());
        }

        @Override
        public Map<String, Picture> pictures() {
            Map<String, Picture> pictures = new LinkedHashMap<>();
            pictures.put("robustness-ideal", idealLossCurves().picture());
            pictures.put("robustness-neighbour", nearestNeighbourCurves().picture());
            return pictures;
        }
    }
}
