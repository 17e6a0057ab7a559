package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.SampleTable;
import io.github.dkae.data.SyntheticParts;
import io.github.dkae.data.TableEncoder;
import io.github.dkae.data.TableSplit;
import io.github.dkae.data.TwoMoons;
import io.github.dkae.experiment.CodeEvaluation.Measure;
import io.github.dkae.support.RandomStreams;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableExperimentTest {
    @Test
    void settingsFollowTheNumberOfSamples() {
        Dataset few = TwoMoons.sample(12, 0.1, 1);
        TableSettings small = TableSettings.of(Scale.TUTORIAL, few, 5);
        assertEquals(10, small.training().batchSize());
        assertEquals(12, small.mixtureSamples());
        assertEquals(2, small.kernel().mixtures().maximumComponents());
        assertEquals(5, small.training().seed());
        TableSettings middle = TableSettings.of(Scale.TUTORIAL, TwoMoons.sample(300, 0.1, 1), 5);
        assertEquals(30, middle.training().batchSize());
        assertEquals(Scale.MIXTURE_SAMPLES, middle.mixtureSamples());
        assertEquals(50, TableSettings.of(Scale.PAPER, TwoMoons.sample(2_000, 0.1, 1), 5).training().batchSize());
        assertThrows(IllegalArgumentException.class,
                () -> TableSettings.of(Scale.SMOKE, TwoMoons.sample(9, 0.1, 1), 5));
    }

    @Test
    void theSmallestTableGoesAllTheWay() {
        SampleTable table = SampleTable.of(SyntheticParts.generate(TableExperiment.MINIMUM_ROWS, 1), Optional.empty());
        CodeEvaluationResult result = TableExperiment.repeated(table, ReportRun.of(Scale.SMOKE, "digits", 3), 2);
        assertEquals(List.of(3L, 4L), result.seeds());
        assertEquals(List.of("inputs", "sae", "dkae"), List.copyOf(result.scores().keySet()));
        double accuracy = result.spread("dkae", Measure.LINEAR_ACCURACY).mean();
        // Five test samples a seed.
        assertEquals(Math.rint(10 * accuracy), 10 * accuracy, 1e-9);
    }

    @Test
    void principalComponentsAreAddedWhereTheCodeIsSmaller() {
        Table wide = Table.create("wide");
        SplittableRandom random = RandomStreams.of(1, "wide");
        for (int column = 0; column < 51; column++) {
            wide.addColumns(DoubleColumn.create("c" + column, random.doubles(100).toArray()));
        }
        TableExperiment fitted = TableExperiment.fit(SampleTable.of(wide, Optional.empty()), Scale.SMOKE, 1,
                TrainingContext.none());
        assertFalse(fitted.data().train().hasLabels());
        List<Representation> all = fitted.representations();
        assertEquals(List.of("inputs", "pca", "sae", "dkae"), all.stream().map(Representation::key).toList());
        assertEquals(List.of(51, 50, 50, 50), all.stream().map(Representation::dimensions).toList());
    }

    @Test
    void anInterruptGivesNoFiguresOfUnfinishedNetworks() {
        SampleTable table = SampleTable.of(SyntheticParts.generate(40, 1), Optional.empty());
        TrainingContext context = TrainingContext.none()
                .withProgress((task, done, total, detail) -> Thread.currentThread().interrupt());
        assertThrows(CancellationException.class, () -> TableExperiment.fit(table, Scale.SMOKE, 1, context));
        assertFalse(Thread.interrupted());
    }

    @Test
    void tooFewRowsAreRefused() {
        SampleTable table = SampleTable.of(SyntheticParts.generate(19, 1), Optional.empty());
        String message = assertThrows(IllegalArgumentException.class, () -> TableExperiment.split(table, 1)).getMessage();
        assertEquals("rows of the table must be at least 20, but was 19", message);
        assertThrows(IllegalArgumentException.class,
                () -> TableExperiment.repeated(table, ReportRun.of(Scale.SMOKE, "digits", 3), 0));
    }

    @Test
    void classesOfOneRowAreRefusedAndNeverLackTrainingRows() {
        String[] classes = IntStream.range(0, 40).mapToObj(i -> i < 15 ? "only" + i : i % 2 == 0 ? "even" : "odd")
                .toArray(String[]::new);
        SampleTable table = SampleTable.of(Table.create("few", DoubleColumn.create("x", IntStream.range(0, 40).toArray()),
                StringColumn.create("class", classes)), Optional.empty());
        String message = assertThrows(IllegalArgumentException.class, () -> TableExperiment.requireEnough(table))
                .getMessage();
        assertEquals("label column 'class' of few must have at least 2 rows of each class, but has fewer of 15 of its 17,"
                + " such as 'only0'", message);
        // A sample of a larger table can have such classes all the same.
        for (int seed = 0; seed < 20; seed++) {
            TableSplit parts = TableExperiment.split(table, seed);
            assertEquals(17, TableEncoder.fit(parts.train(), table.encoding()).labelNames().size());
            parts.transform(TableEncoder.fit(parts.train(), table.encoding()));
        }
    }
}
