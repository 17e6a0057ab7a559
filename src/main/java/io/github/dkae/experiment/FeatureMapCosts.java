package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.EpochRecord;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.plot.Picture;
import io.github.dkae.spectral.KernelApproximation;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What maps from samples to coordinates cost, and how well the coordinates' inner products approximate a kernel. */
public final class FeatureMapCosts {
    private static final int REPETITIONS = 3;

    private FeatureMapCosts() {}

    /**
     * A map, and how long it took to fit.
     *
     * @param key        short name for {@code results.json}, such as "kpca"
     * @param name       name for tables
     * @param fitSeconds time of fitting, at least 0
     * @param map        samples [n, d] to coordinates [n, m], a new array
     */
    public record FittedMap(String key, String name, double fitSeconds, UnaryOperator<INDArray> map) {
        public FittedMap {
            Arguments.present("key", key);
            Arguments.present("name", name);
            Arguments.notNegative("fitSeconds", fitSeconds);
            Arguments.present("map", map);
        }

        /** Fits a map and takes the time. */
        public static FittedMap timed(String key, String name, Supplier<UnaryOperator<INDArray>> fit) {
            long start = System.nanoTime();
            UnaryOperator<INDArray> map = fit.get();
            return new FittedMap(key, name, (System.nanoTime() - start) / 1e9, map);
        }

        /** A dkAE's encoder, with the time that its training took. */
        public static FittedMap encoder(String key, String name, DeepKernelizedAutoencoder model) {
            double seconds = model.history().epochs().stream().mapToDouble(EpochRecord::seconds).sum();
            return new FittedMap(key, name, seconds, model::encode);
        }
    }

    /**
     * Maps all samples with each map, {@value #REPETITIONS} times, and takes the shortest time.
     *
     * @param samples samples that nothing was fitted on; O(n²) memory in their number
     * @param prior   the kernel that the maps approximate
     */
    public static Result of(Dataset samples, Kernel prior, List<FittedMap> maps) {
        Arguments.atLeast("number of maps", maps.size(), 1);
        INDArray x = samples.features();
        List<Cost> costs = new ArrayList<>();
        try (INDArray p = prior.matrix(x)) {
            for (FittedMap map : maps) {
                double shortest = Double.POSITIVE_INFINITY;
                for (int i = 1; i < REPETITIONS; i++) {
                    long start = System.nanoTime();
                    map.map().apply(x).close();
                    shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9);
                }
                long start = System.nanoTime();
                try (INDArray coordinates = map.map().apply(x)) {
                    shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9);
                    costs.add(new Cost(map.key(), map.name(), coordinates.columns(), map.fitSeconds(),
                            shortest / x.rows(), KernelApproximation.losses(coordinates, p, coordinates.columns())[0]));
                }
            }
        }
        return new Result(costs);
    }

    /**
     * What one map costs.
     *
     * @param features         number of coordinates
     * @param fitSeconds       time of fitting
     * @param secondsPerSample time to map one new sample among many
     * @param loss             L_c of the coordinates' inner products against the kernel, in [0, √2]
     */
    public record Cost(String key, String name, int features, double fitSeconds, double secondsPerSample,
            double loss) {}

    /** Costs in the order of the maps. */
    public record Result(List<Cost> costs) implements ExperimentResult {
        public Result {
            costs = List.copyOf(costs);
        }

        /** A row for each map. */
        public Table table() {
            return Table.create(title(),
                    StringColumn.create("map", costs.stream().map(Cost::name).toList()),
                    NumberColumns.integers("features", costs.stream().mapToInt(Cost::features).toArray()),
                    Rounding.column("fitting, s", 2, values(Cost::fitSeconds)),
                    Rounding.column("a new sample, µs", 1, values(cost -> 1e6 * cost.secondsPerSample())),
                    Rounding.column("code loss, test", 4, values(Cost::loss)));
        }

        private double[] values(ToDoubleFunction<Cost> value) {
            return costs.stream().mapToDouble(value).toArray();
        }

        @Override
        public String section() {
            return "mapCosts";
        }

        @Override
        public String title() {
            return "Cost of each map on this machine";
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            for (Cost cost : costs) {
                JsonObject one = new JsonObject();
                one.addProperty("features", cost.features());
                one.addProperty("fitSeconds", cost.fitSeconds());
                one.addProperty("secondsPerSample", cost.secondsPerSample());
                one.addProperty("loss", cost.loss());
                json.add(cost.key(), one);
            }
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of(section(), table());
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of();
        }
    }
}
