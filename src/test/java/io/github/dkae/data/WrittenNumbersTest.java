package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

class WrittenNumbersTest {
    private static final List<String> TEXTS = List.of("1,50", "1,5", "2", "-0", "3,0", "1e3", "0,10", "7");

    private static WrittenNumbers written(List<String> texts) {
        WrittenNumbers column = new WrittenNumbers("x", DecimalSign.COMMA);
        texts.forEach(column::write);
        return column;
    }

    private static Table table(List<String> texts) {
        return Table.create("t", written(texts), IntColumn.create("row", IntStream.range(0, texts.size()).toArray()));
    }

    static List<Map.Entry<String, UnaryOperator<Table>>> selections() {
        return List.of(Map.entry("rows", table -> table.rows(1, 3, 4)), Map.entry("first", table -> table.first(3)),
                Map.entry("where", table -> table.where(Selection.with(0, 5))), Map.entry("copy", Table::copy),
                Map.entry("sort", table -> table.sortDescendingOn("x")), Map.entry("drop", table -> table.dropRows(0, 2)),
                Map.entry("range", table -> table.inRange(2, 6)), Map.entry("sample", table -> table.sampleN(4)),
                Map.entry("append", table -> table.copy().append(table)),
                Map.entry("missing", Table::dropRowsWithMissingValues),
                Map.entry("columns", table -> Table.create("u", table.column("x").copy(), table.column("row").copy())),
                Map.entry("subset", table -> Table.create("u",
                        table.column("x").subset(new int[] {6, 0}), table.column("row").subset(new int[] {6, 0}))));
    }

    @ParameterizedTest
    @MethodSource("selections")
    void rowsKeepTheirTexts(Map.Entry<String, UnaryOperator<Table>> selection) {
        Table some = selection.getValue().apply(table(TEXTS));
        WrittenNumbers numbers = assertInstanceOf(WrittenNumbers.class, some.column("x"));
        assertTrue(some.rowCount() > 0);
        for (int row = 0; row < some.rowCount(); row++) {
            assertEquals(TEXTS.get(some.intColumn("row").get(row)), numbers.text(row));
        }
    }

    @Test
    void noTextIsOfAnotherNumber() {
        SplittableRandom random = RandomStreams.of(1, "written-numbers");
        WrittenNumbers column = written(TEXTS);
        List<Runnable> changes = List.of(() -> column.set(random.nextInt(column.size()), random.nextInt(4) / 2.0),
                column::sortAscending, column::sortDescending, () -> column.append(1.5), column::appendMissing,
                () -> column.setMissing(random.nextInt(column.size())),
                () -> column.append(DoubleColumn.create("y", 0.1, 7)), () -> column.write("1,500"),
                () -> column.set(random.nextInt(column.size()), written(TEXTS), random.nextInt(TEXTS.size())));
        for (int i = 0; i < 2_000; i++) {
            changes.get(random.nextInt(changes.size())).run();
            int row = random.nextInt(column.size());
            // Zeros of both signs are equal.
            assertEquals(column.getDouble(row) + 0.0, column.isMissing(row) ? Double.NaN
                    : DecimalSign.COMMA.value(column.text(row).replace('.', ',')) + 0.0);
        }
    }

    @Test
    void computedNumbersHavePlainTexts() {
        WrittenNumbers column = written(List.of("1,50"));
        column.append(3.0);
        column.append(-0.25);
        assertEquals(List.of("1,50", "3", "-0.25"), IntStream.range(0, 3).mapToObj(column::text).toList());
    }
}
