package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

class TrainingHistoryTest {
    private static final Losses NONE = new Losses(Double.NaN, Double.NaN, Double.NaN);

    private static TrainingHistory history() {
        Stream<EpochRecord> first = IntStream.rangeClosed(1, 2).mapToObj(e -> new EpochRecord(0, "layer 1 of 2", e,
                new Losses(1.0 / e, 1.0 / e, Double.NaN), NONE, 3, 1e-3, 0.5));
        Stream<EpochRecord> last = IntStream.rangeClosed(1, 3).mapToObj(e -> new EpochRecord(2, "fine-tuning", e,
                new Losses(0.5 / e, 0.4 / e, 0.6 / e), new Losses(0.6 / e, 0.5 / e, 0.7 / e), 2, 1e-3, 2));
        return new TrainingHistory(Stream.concat(first, last).toList(), false, 0);
    }

    @Test
    void tableHasARowForEachEpoch() {
        Table table = history().table();
        assertEquals(5, table.rowCount());
        assertEquals(List.of("layer 1 of 2", "layer 1 of 2", "fine-tuning", "fine-tuning", "fine-tuning"),
                table.stringColumn("stage").asList());
        assertTrue(table.doubleColumn("code").isMissing(0));
        assertEquals(0.2, table.doubleColumn("code").get(4), 1e-12);
        assertTrue(table.doubleColumn("validation loss").isMissing(1));
        assertEquals(7, history().seconds());
    }

    @Test
    void chartShowsWhatWasMeasured() throws Exception {
        XYChart chart = history().chart();
        assertEquals(4, chart.getSeriesCollection().size());
        assertEquals(3, chart.getSeries("L_c, validation").getXData().length);
        assertTrue(BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG).length > 1000);
        TrainingHistory pretraining = new TrainingHistory(history().epochs().subList(0, 2), true, 0);
        assertEquals(1, pretraining.chart().getSeriesCollection().size());
    }
}
