package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

class SyntheticPartsTest {
    private static final Path SHIPPED = Path.of("notebooks", "data", "synthetic-parts.csv");

    @Test
    void theShippedFileIsWhatIsGenerated() throws IOException {
        assertEquals(csv(SyntheticParts.generate(1_500, 1)), Files.readString(SHIPPED));
        SampleTable table = SampleTable.read(SHIPPED, Optional.empty());
        assertEquals(Optional.of("verdict"), table.label());
        assertTrue(table.ignored().isEmpty(), table.ignored().toString());
    }

    @Test
    void theVerdictFollowsFromTheMachineAndOneNumber() {
        int known = 0;
        int right = 0;
        for (Row row : SyntheticParts.generate(5_000, 2)) {
            String machine = row.getString("machine");
            double number = machine.equals("C") ? row.getDouble("vibration") - 4 : row.getDouble("temperature") - 60;
            if (!machine.isEmpty() && !Double.isNaN(number)) {
                boolean faulty = machine.equals("B") ? number < 0 : number > 0;
                known++;
                right += row.getString("verdict").equals(faulty ? "faulty" : "fine") ? 1 : 0;
            }
        }
        assertEquals(0.95 * 0.95, known / 5_000.0, 0.02);
        // The groups' means are four of their standard deviations, 2.86 to either side of the border, apart.
        assertEquals(0.998, (double) right / known, 0.002);
    }

    @Test
    void temperatureAloneTellsNothingVibrationALittleAndMaterialMore() {
        Table table = SyntheticParts.generate(20_000, 3);
        Table faulty = table.where(table.stringColumn("verdict").isEqualTo("faulty"));
        assertEquals(0.5, faulty.rowCount() / 20_000.0, 0.02);
        double all = faulty.rowCount();
        double hot = faulty.where(faulty.doubleColumn("temperature").isGreaterThan(60)).rowCount() / all;
        assertEquals(0.95 * 0.5, hot, 0.02);
        double vibrating = faulty.where(faulty.doubleColumn("vibration").isGreaterThan(4)).rowCount() / all;
        assertEquals(0.95 * 2 / 3, vibrating, 0.02);
        double brass = faulty.stringColumn("material").isEqualTo("brass").size() / all;
        assertEquals(0.95 * 0.8, brass, 0.02);
    }

    @Test
    void oneInTwentyIsMissingOfEachFeature() {
        Table table = SyntheticParts.generate(20_000, 4);
        for (Column<?> column : table.columns()) {
            double expected = column.name().equals("verdict") ? 0 : 0.05;
            assertEquals(expected, column.countMissing() / 20_000.0, 0.005, column.name());
        }
    }

    @Test
    void theSeedDecides() {
        assertEquals(csv(SyntheticParts.generate(50, 7)), csv(SyntheticParts.generate(50, 7)));
        assertNotEquals(csv(SyntheticParts.generate(50, 7)), csv(SyntheticParts.generate(50, 8)));
        assertThrows(IllegalArgumentException.class, () -> SyntheticParts.generate(0, 1));
    }

    private static String csv(Table table) {
        StringWriter text = new StringWriter();
        table.write().csv(text);
        return text.toString();
    }
}
