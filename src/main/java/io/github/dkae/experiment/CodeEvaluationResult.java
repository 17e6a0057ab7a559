package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.experiment.CodeEvaluation.Measure;
import io.github.dkae.plot.BarChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How learners did on representations, for one or several seeds.
 *
 * @param seeds    the seeds
 * @param labelled whether there were classes; without, clusters are compared with the first representation's
 * @param clusters number of clusters
 * @param scores   by the representations' keys
 */
public record CodeEvaluationResult(List<Long> seeds, boolean labelled, int clusters, Map<String, Scores> scores)
        implements ExperimentResult {
    public CodeEvaluationResult {
        seeds = List.copyOf(seeds);
        Arguments.atLeast("number of seeds", seeds.size(), 1);
    }

    /**
     * A representation's.
     *
     * @param name       the representation's name
     * @param dimensions its dimensions
     * @param values     what was measured, a value for each seed
     */
    public record Scores(String name, int dimensions, Map<Measure, double[]> values) {}

    /**
     * Results of the same representations and measures as one, in the order given.
     *
     * @throws IllegalArgumentException when they are of different ones
     */
    public static CodeEvaluationResult joined(List<CodeEvaluationResult> results) {
        Arguments.atLeast("number of results", Arguments.present("results", results).size(), 1);
        CodeEvaluationResult first = results.get(0);
        List<Long> seeds = new ArrayList<>();
        Map<String, Scores> all = new LinkedHashMap<>();
        for (CodeEvaluationResult result : results) {
            if (!result.scores.keySet().equals(first.scores.keySet()) || result.labelled != first.labelled) {
                throw new IllegalArgumentException(
                        Text.format("results must be of the same representations %s, but one is of %s",
                                first.scores.keySet(), result.scores.keySet()));
            }
            seeds.addAll(result.seeds);
            result.scores.forEach((key, scores) -> all.merge(key, scores, CodeEvaluationResult::append));
        }
        return new CodeEvaluationResult(seeds, first.labelled, first.clusters, all);
    }

    private static Scores append(Scores some, Scores more) {
        Map<Measure, double[]> values = new EnumMap<>(Measure.class);
        some.values.forEach((measure, value) -> values.put(measure,
                DoubleStream.concat(Arrays.stream(value), Arrays.stream(more.values.get(measure))).toArray()));
        return new Scores(some.name, some.dimensions, values);
    }

    /**
     * Mean and standard deviation over the seeds.
     *
     * @param key the representation's
     * @throws IllegalArgumentException when it was not measured
     */
    public Spread spread(String key, Measure measure) {
        if (!scores.containsKey(key) || !scores.get(key).values.containsKey(measure)) {
            throw new IllegalArgumentException(Text.format("key must be one of %s with a measure of %s, but was '%s', %s",
                    scores.keySet(), measures(), key, measure));
        }
        return Spread.of(scores.get(key).values.get(measure));
    }

    /** A row for each representation; with several seeds, means ± standard deviations. */
    public Table table() {
        StringColumn names = StringColumn.create("learned from");
        IntColumn dimensions = NumberColumns.integers("dimensions");
        scores.values().forEach(score -> {
            names.append(score.name);
            dimensions.append(score.dimensions);
        });
        Table table = Table.create(title(), names, dimensions);
        for (Measure measure : measures()) {
            StringColumn column = StringColumn.create(measure.title());
            scores.keySet().forEach(key -> column.append(text(spread(key, measure), measure)));
            table.addColumns(column);
        }
        return table;
    }

    private String text(Spread spread, Measure measure) {
        double unit = measure.isAccuracy() ? 100 : 1;
        String format = measure.isAccuracy() ? "%.1f" : "%.3f";
        return seeds.size() == 1 ? Text.format(format, unit * spread.mean())
                : Text.format(format + " ± " + format, unit * spread.mean(), unit * spread.deviation());
    }

    /** All figures as bars, with a standard deviation either way. */
    public Picture bars() {
        List<Measure> measures = measures();
        BarChart chart = BarChart.of(title(), measures.stream().map(CodeEvaluationResult::shortTitle).toList());
        scores.forEach((key, score) -> chart.add(score.name,
                measures.stream().mapToDouble(measure -> spread(key, measure).mean()).toArray(),
                measures.stream().mapToDouble(measure -> spread(key, measure).deviation()).toArray()));
        return chart.picture();
    }

    private static String shortTitle(Measure measure) {
        return measure.title().replace(", %", "");
    }

    private List<Measure> measures() {
        return List.copyOf(scores.values().iterator().next().values.keySet());
    }

    @Override
    public String section() {
        return "codes";
    }

    @Override
    public String title() {
        return (labelled ? "Learners on test samples" : "Clusters beside those of the inputs")
                + (seeds.size() == 1 ? "" : Text.format(", mean ± standard deviation over %d seeds", seeds.size()));
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        JsonArray seed = new JsonArray();
        seeds.forEach(seed::add);
        json.add("seed", seed);
        json.addProperty("clusters", clusters);
        scores.forEach((key, score) -> {
            JsonObject own = new JsonObject();
            own.addProperty("size", score.dimensions);
            score.values.forEach((measure, values) -> own.add(measure.key(), JsonArrays.of(values)));
            json.add(key, own);
        });
        return json;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("codes", table());
    }

    @Override
    public Map<String, Picture> pictures() {
        return Map.of("codes-learners", bars());
    }
}
