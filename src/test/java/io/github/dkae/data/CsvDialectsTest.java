package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.support.RandomStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Random tables, written as the world's programs write them. */
class CsvDialectsTest {
    private static final List<String> TEXTS = List.of("oak", "#N/A", "Y", "F", "01", "1.50", "10D", "2%", "a b", "0x10",
            "#ff0000", "say \"so\"", "a,b", "a;b", "a|b", "two\nlines", "NA-", "Infinity", "''", "\t", "é", "1,5", "TRUE");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    @TempDir
    private Path folder;

    /** How a file is written. */
    private record Dialect(char delimiter, char decimal, String thousands, String lineEnd, boolean allQuoted,
            boolean blanks, boolean byteOrderMark) {

        static Dialect random(SplittableRandom random) {
            char decimal = random.nextBoolean() ? '.' : ',';
            String thousands = List.of("", decimal == '.' ? "," : ".", " ", "\u202F").get(random.nextInt(4));
            return new Dialect(",;\t|".charAt(random.nextInt(4)), decimal, thousands,
                    LINE_ENDS.get(random.nextInt(LINE_ENDS.size())), random.nextBoolean(), random.nextBoolean(),
                    random.nextBoolean());
        }

        /** A number in thousandths. */
        String number(long thousandths) {
            long whole = Math.abs(thousandths) / 1000;
            long fraction = Math.abs(thousandths) % 1000;
            String text = Long.toString(whole);
            if (whole >= 1000 && !thousands.isEmpty()) {
                text = whole / 1000 + thousands + "%03d".formatted(whole % 1000);
            }
            return (thousandths < 0 ? "-" : "") + text + (fraction == 0 ? "" : decimal + "%03d".formatted(fraction));
        }

        String row(List<String> cells, SplittableRandom random) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                boolean quoted = allQuoted || cell.matches("(?s).*[\",;|\\s#].*") || random.nextInt(5) == 0;
                row.append(i == 0 ? "" : delimiter).append(blanks && random.nextBoolean() ? " " : "")
                        .append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .append(blanks && random.nextBoolean() ? " " : "");
            }
            return row + lineEnd;
        }
    }

    @Test
    void aTableIsTheSameHoweverItIsWritten() throws IOException {
        SplittableRandom random = RandomStreams.of(1, "dialects");
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(12);
            Dialect dialect = Dialect.random(random);
            long[] numbers = IntStream.range(0, n).mapToLong(row -> random.nextLong(-2_000_000, 2_000_000)).toArray();
            // Tells the decimal sign, as it is no thousands.
            numbers[0] = 500;
            List<String> texts = IntStream.range(0, n).mapToObj(row -> TEXTS.get(random.nextInt(TEXTS.size()))).toList();
            List<List<String>> rows = new ArrayList<>(List.of(List.of("x", "größe, \"cm\"", "mixed")));
            for (int row = 0; row < n; row++) {
                rows.add(List.of(dialect.number(numbers[row]), texts.get(row), row == n - 1 ? "z" : Long.toString(row)));
            }
            StringBuilder file = new StringBuilder(dialect.byteOrderMark() ? "\uFEFF" : "");
            rows.forEach(row -> file.append(dialect.row(row, random)).append(random.nextInt(4) == 0 ? dialect.lineEnd() : ""));
            Table table = CsvTable.read(Files.writeString(folder.resolve("table.csv"), file),
                    TableOptions.defaults().withCategorical("größe, \"cm\"").withDelimiter(dialect.delimiter())).rows();
            String written = dialect + "\n" + file;
            assertEquals(n, table.rowCount(), written);
            assertEquals(rows.get(0), table.columnNames());
            assertArrayEquals(IntStream.range(0, n).mapToDouble(row -> numbers[row] / 1000.0).toArray(),
                    table.doubleColumn("x").asDoubleArray(), written);
            assertEquals(texts, table.stringColumn(1).asList(), written);
            assertEquals(rows.get(n).get(2), table.stringColumn("mixed").get(n - 1), written);
        }
    }

    @Test
    void delimitersAreFoundWhateverTheNumbersAreWrittenLike() throws IOException {
        SplittableRandom random = RandomStreams.of(2, "dialects");
        for (int round = 0; round < 200; round++) {
            Dialect dialect = Dialect.random(random);
            StringBuilder file = new StringBuilder(dialect.row(List.of("a", "b", "c", "class"), random));
            for (int row = 0; row < 20; row++) {
                file.append(dialect.row(List.of(dialect.number(row * 137L + 1), dialect.number(random.nextInt(9_000_000)),
                        dialect.number(500), row % 2 == 0 ? "yes" : "no"), random));
            }
            Table table = CsvTable.read(Files.writeString(folder.resolve("table.csv"), file), TableOptions.defaults()).rows();
            assertEquals(List.of("a", "b", "c", "class"), table.columnNames(), dialect.toString());
            assertEquals(20, table.rowCount());
            assertEquals(19 * 0.137 + 0.001, table.doubleColumn("a").max(), 1e-12, dialect + "\n" + file);
        }
    }
}
