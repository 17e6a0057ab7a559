package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.InEveryLocale;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.Split;
import io.github.dkae.data.TwoMoons;
import io.github.dkae.experiment.CodeEvaluation.Measure;
import io.github.dkae.experiment.CodeEvaluation.Options;
import io.github.dkae.plot.Picture;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.Table;

@InEveryLocale
class CodeEvaluationTest {
    private static final Split MOONS = TwoMoons.sample(120, 0.05, 1).stratifiedSplit(0.5, 0.25, 0.25, 1);

    /** A representation in which each class is one point. */
    private static Representation ideal(Split data) {
        return new Representation("ideal", "ideal", point(data.train()), point(data.validation()), point(data.test()));
    }

    private static INDArray point(Dataset data) {
        return Nd4j.createFromArray(data.labels()).castTo(DataType.FLOAT).reshape(data.size(), 1);
    }

    @Test
    void separableClassesGiveFullMarks() {
        CodeEvaluationResult result = CodeEvaluation.of(MOONS, List.of(ideal(MOONS)), Options.defaults());
        for (Measure measure : Measure.values()) {
            assertEquals(1, result.spread("ideal", measure).mean(), 1e-12, measure.toString());
        }
        assertEquals(2, result.clusters());
    }

    @Test
    void moonsAreNearButNeitherLinearNorRound() {
        CodeEvaluationResult result = CodeEvaluation.of(MOONS, List.of(Representation.inputs(MOONS),
                Representation.principalComponents(MOONS, 2)), Options.defaults());
        for (String key : List.of("inputs", "pca")) {
            assertEquals(1, result.spread(key, Measure.NEIGHBOUR_ACCURACY).mean());
            double linear = result.spread(key, Measure.LINEAR_ACCURACY).mean();
            assertTrue(linear > 0.7 && linear < 1, "linear: " + linear);
            double rand = result.spread(key, Measure.ADJUSTED_RAND_INDEX).mean();
            assertTrue(rand > 0 && rand < 0.7, "adjusted Rand index: " + rand);
        }
    }

    @Test
    void thePlaneKeepsTheDistancesOfTwoDimensionsAndHasRoomForOne() {
        INDArray plane = Representation.inputs(MOONS).plane();
        INDArray points = MOONS.test().features();
        assertEquals(points.getRow(0).distance2(points.getRow(1)), plane.getRow(0).distance2(plane.getRow(1)), 1e-5);
        assertEquals(0, ideal(MOONS).plane().getColumn(1).norm2Number().doubleValue());
    }

    @Test
    void withoutLabelsThereAreClustersAlone() {
        Split unlabelled = new Split(MOONS.train().withoutLabels(), MOONS.validation().withoutLabels(),
                MOONS.test().withoutLabels());
        CodeEvaluationResult result = CodeEvaluation.of(unlabelled,
                List.of(Representation.inputs(unlabelled), ideal(MOONS)), Options.defaults().withClusters(2));
        assertEquals(1, result.spread("inputs", Measure.ADJUSTED_RAND_INDEX).mean(), "with itself");
        assertTrue(result.spread("ideal", Measure.ADJUSTED_RAND_INDEX).mean() < 0.7);
        assertThrows(IllegalArgumentException.class, () -> result.spread("ideal", Measure.LINEAR_ACCURACY));
        assertEquals(List.of("learned from", "dimensions", "k-means, ARI", "k-means, NMI"), result.table().columnNames());
        assertEquals(CodeEvaluation.CLUSTERS_WITHOUT_LABELS, CodeEvaluation.of(unlabelled,
                List.of(Representation.inputs(unlabelled)), Options.defaults()).clusters());
    }

    @Test
    void severalSeedsGiveMeansAndDeviations() {
        CodeEvaluationResult one = scores(1, 0.5);
        CodeEvaluationResult both = CodeEvaluationResult.joined(List.of(one, scores(2, 0.7)));
        assertEquals(List.of(1L, 2L), both.seeds());
        assertEquals(new Spread(0.6, Math.sqrt(0.02)), round(both.spread("a", Measure.LINEAR_ACCURACY)));
        assertEquals("60.0 ± 14.1", both.table().stringColumn("linear classifier, %").get(0));
        assertEquals("50.0", one.table().stringColumn("linear classifier, %").get(0));
        JsonObject json = both.json();
        assertEquals("[1,2]", json.get("seed").toString());
        assertEquals("[0.5,0.7]", json.getAsJsonObject("a").get("linearAccuracy").toString());
        for (Table table : both.tables().values()) {
            assertEquals(1, table.rowCount());
        }
        for (Picture picture : both.pictures().values()) {
            assertEquals(760, picture.shownWidth());
        }
    }

    private static Spread round(Spread spread) {
        return new Spread(Rounding.to(spread.mean(), 12), Math.sqrt(Rounding.to(spread.deviation() * spread.deviation(), 12)));
    }

    private static CodeEvaluationResult scores(long seed, double accuracy) {
        return new CodeEvaluationResult(List.of(seed), true, 2, Map.of("a", new CodeEvaluationResult.Scores("a",
                3, Map.of(Measure.LINEAR_ACCURACY, new double[] {accuracy}))));
    }

    @Test
    void badInputIsRefused() {
        Representation inputs = Representation.inputs(MOONS);
        Split oneClass = new Split(MOONS.train().ofClasses(0), MOONS.validation(), MOONS.test());
        assertRefused("number of classes", () -> CodeEvaluation.of(oneClass, List.of(Representation.inputs(oneClass)),
                Options.defaults()));
        assertRefused("'inputs' must have a row for each", () -> CodeEvaluation.of(oneClass, List.of(inputs),
                Options.defaults()));
        assertRefused("representations", () -> CodeEvaluation.of(MOONS, List.of(), Options.defaults()));
        assertRefused("clusters", () -> Options.defaults().withClusters(0));
        assertRefused("cost", () -> new Options(List.of(-1.0), List.of(1), OptionalInt.empty(), 0));
        assertRefused("same representations", () -> CodeEvaluationResult.joined(List.of(scores(1, 1),
                CodeEvaluation.of(MOONS, List.of(inputs), Options.defaults()))));
        assertRefused("validation", () -> new Representation("a", "a", inputs.train(),
                inputs.validation().getColumns(0), inputs.test()));
    }

    private static void assertRefused(String words, Runnable work) {
        String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
        assertTrue(message.contains(words), message);
    }
}
