package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

class CsvTableTest {
    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @TempDir
    private Path folder;

    private CsvTable read(String text, TableOptions options) throws IOException {
        return CsvTable.read(Files.writeString(folder.resolve("table.csv"), text), options);
    }

    /** A file of tabs with a column v and one of texts that says nothing about numbers. */
    private CsvTable column(String values, TableOptions options) throws IOException {
        return read("v\tk\n" + Arrays.stream(values.split(";")).map(value -> value + "\ta\n")
                .collect(Collectors.joining()), options);
    }

    private static List<String> values(Column<?> column) {
        return IntStream.range(0, column.size()).mapToObj(row -> column.isMissing(row) ? "-"
                : column instanceof StringColumn ? "'" + column.getString(row) + "'"
                : WrittenNumbers.plain(ColumnEncoding.number(column, row))).toList();
    }

    private void refused(String text, TableOptions options, String... words) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(text, options)).getMessage();
        assertEquals(1, message.lines().count(), message);
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", quoteCharacter = '`', value = {
        "0,5;1,25;10,0             | 0.5;1.25;10              | decimal comma",
        "1.234,5;999,0             | 1234.5;999               | decimal comma, thousands separated by '.'",
        "1.234.567,25;-0,5         | 1234567.25;-0.5          | decimal comma, thousands separated by '.'",
        "1 234,5;12                | 1234.5;12                | decimal comma, thousands separated by ' '",
        "1'234.5;12                | 1234.5;12                | thousands separated by '''",
        "1,234.5;12                | 1234.5;12                | thousands separated by ','",
        "1,234;1,234,567           | 1234;1234567             | thousands separated by ','",
        "1.234;1.234.567           | 1234;1234567             | thousands separated by '.'",
        "1,234;0,5                 | 1.234;0.5                | decimal comma",
        "0,123;1,234               | 0.123;1.234              | decimal comma",
        "1234,567;1,234            | 1234.567;1.234           | decimal comma",
        "1.234;0.5                 | 1.234;0.5                | none",
        "1e5;-2E-3;+5;.5;5.        | 100000;-0.002;5;0.5;5    | none",
        "−1;2                      | -1;2                     | none",
        "1,5e3;2                   | 1500;2                   | decimal comma",
        "9007199254740992;1        | 9007199254740992;1       | none",
        "1;NA;;n/a                 | 1;-;-;-                  | missing where 'n/a'",
        "10D;12F;7D                | '10D';'12F';'7D'         | "
                + "not numbers because of '10D' in line 2, unless the option numeric (DKAE_NUMERIC) names the column",
        "2%;2.5f                   | '2%';'2.5f'              | "
                + "not numbers because of '2%' in line 2, unless the option numeric (DKAE_NUMERIC) names the column",
        "01;02;10                  | '01';'02';'10'           | "
                + "not numbers because of '01' in line 2, unless the option numeric (DKAE_NUMERIC) names the column",
        "9007199254740993;1        | '9007199254740993';'1'   | not numbers because of '9007199254740993' in line 2, "
                + "unless the option numeric (DKAE_NUMERIC) names the column",
        "0.5;1,5                   | '0.5';'1,5'              | not numbers because of '1,5' in line 3",
        "1 234;5'678               | '1 234';'5'678'          | not numbers because of '5'678' in line 3",
        "1;2;x                     | '1';'2';'x'              | not numbers because of 'x' in line 4",
        "0x10;1_000;١٢;1e;1e+;--1  | '0x10';'1_000';'١٢';'1e';'1e+';'--1' | none",
        "Y;N                       | 'Y';'N'                  | none",
        "true;false                | 'true';'false'           | none",
        "F;F                       | 'F';'F'                  | none",
        "20240101;20240131         | 20240101;20240131        | none",
        "2024-01-31;12:30          | '2024-01-31';'12:30'     | none",
        "Infinity;x                | 'Infinity';'x'           | none",
        "12.34.56;1.2              | '12.34.56';'1.2'         | not numbers because of '12.34.56' in line 2",
        "-;x                       | '-';'x'                  | none",
    })
    void theWholeColumnDecidesWhatItIsAndThatIsSaid(String cells, String expected, String note) throws IOException {
        CsvTable table = column(cells, DEFAULTS);
        assertEquals(List.of(expected.split(";")), values(table.rows().column("v")));
        assertEquals(note, table.notes().get("v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,234", "-1,234;999", "1.234", "12.345;1.234;7", "1,234;5.678"})
    void whatMayBeAFractionOrThousandsIsForOthersToTellOrForAnOption(String cells) throws IOException {
        String message = assertThrows(IllegalArgumentException.class, () -> column(cells, DEFAULTS)).getMessage();
        assertTrue(message.contains("of column 'v' may have a fraction or thousands; the option decimal (DKAE_DECIMAL)"),
                message);
        for (char sign : new char[] {'.', ','}) {
            double value = values(column(cells, DEFAULTS.withDecimal(sign)).rows().column("v")).stream()
                    .mapToDouble(Double::parseDouble).sum();
            String other = cells.split(";")[0] + "\t" + (sign == '.' ? "0.5" : "0,5");
            String told = "v\tw\n" + other + "\n" + Arrays.stream(cells.split(";")).skip(1).map(cell -> cell + "\t1\n")
                    .collect(Collectors.joining());
            assertEquals(value, values(read(told, DEFAULTS).rows().column("v")).stream().mapToDouble(Double::parseDouble)
                    .sum());
        }
        assertEquals(List.of(cells.split(";")), column(cells, DEFAULTS.withCategorical("v")).rows().stringColumn("v")
                .asList());
    }

    @Test
    void inAFileOfCommasAPointIsADecimalPoint() throws IOException {
        assertEquals(List.of("1.234", "12.345"), values(read("v,k\n1.234,a\n12.345,b\n", DEFAULTS).rows().column("v")));
        refused("v,k\n\"1,234\",a\n", DEFAULTS, "'1,234' in line 2 of column 'v'", "DKAE_DECIMAL");
        assertEquals(List.of("1234"), values(read("v,w\n1.234,\"0,5\"\n", DEFAULTS).rows().column("v")));
        refused("v,w,x\n\"1,234\",\"0,5\",0.5\n", DEFAULTS, "column 'v'");
    }

    @Test
    void optionsMakeNumbers() throws IOException {
        CsvTable table = column("007;10D;2%;2.5f;−1;29 %", DEFAULTS.withNumeric("v"));
        assertEquals(List.of("7", "10", "0.02", "2.5", "-1", "0.29"), values(table.rows().column("v")));
        assertEquals(Map.of("v", "by option"), table.notes());
        assertEquals("by option, decimal comma", column("01;0,5", DEFAULTS.withNumeric("v")).notes().get("v"));
        String message = assertThrows(IllegalArgumentException.class,
                () -> column("1;x;2", DEFAULTS.withNumeric("v"))).getMessage();
        assertTrue(message.contains("column 'v', which the option numeric names, has 'x' in line 3"), message);
        message = assertThrows(IllegalArgumentException.class, () -> column("1", DEFAULTS.withNumeric("w"))).getMessage();
        assertTrue(message.contains("no column 'w', which an option names, only [v, k]"), message);
    }

    @Test
    void optionsNameMissingValuesAndComments() throws IOException {
        assertEquals(List.of("'NA'", "-", "'-'"), values(column("NA;none;-", DEFAULTS.withMissing("none")).rows().column("v")));
        String hashes = "# a,b\n#new,1\nold,2\n#N/A,3\n";
        CsvTable all = read(hashes, DEFAULTS);
        assertEquals(List.of("# a", "b"), all.rows().columnNames());
        assertEquals(List.of("'#new'", "'old'", "'#N/A'"), values(all.rows().column(0)));
        assertEquals(1, read("#x\na,b\nold,2\n#N/A,3\n", DEFAULTS.withComment('#')).rows().rowCount());
        refused("# unit: mm\na;b\n1;2\n", DEFAULTS, "line 2 has 2 values, but the header names 1 columns",
                "the option comment (DKAE_COMMENT) leaves out lines that begin with '#'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "0.67,0.8,x#2.01,2.48,y      | 2 | c1, c2, c3 | no header, so columns are called c1, c2, …",
        "1,-1#2,3                    | 2 | c1, c2     | no header, so columns are called c1, c2, …",
        "0,1,2#5,6,7                 | 1 | 0, 1, 2    | "
                + "the first row is taken for names, unless the option header (DKAE_HEADER) says no",
        "a,2020#x,2.5                | 0 | ``         | ``",
        "2019,k#2.5,x                | 0 | ``         | ``",
        "id,2019,2020#7,2,3          | 1 | id, 2019, 2020 | ``",
        ",a,b#0,1,2#1,3,4            | 2 | c1, a, b   | ``",
        "a;b;#1;2;#3;4;              | 2 | a, b, c3   | values separated by ';'",
        "sep=;#a;b#0,5;1             | 1 | a, b       | values separated by ';'",
        "a¦b#1¦2                     | 1 | a, b       | values separated by '¦'",
        "\"a; b; c\",x#1,2           | 1 | a; b; c, x | ``",
        "a,b##1,2###3,4##            | 2 | a, b       | ``",
        "a#\"\"#1                    | 2 | a          | ``",
    })
    void headersAndDelimitersAreFoundAndNoRowIsLost(String text, int rows, String names, String remark) throws IOException {
        String file = text.replace('#', '\n').replace('¦', '|');
        if (rows == 0) {
            refused(file, DEFAULTS, "its first line may be a header or a row", "DKAE_HEADER");
            assertEquals(1, read(file, DEFAULTS.withHeader(true)).rows().rowCount());
            assertEquals(2, read(file, DEFAULTS.withHeader(false)).rows().rowCount());
        } else {
            CsvTable table = read(file, DEFAULTS);
            assertEquals(rows, table.rows().rowCount());
            assertEquals(names, String.join(", ", table.rows().columnNames()));
            assertEquals(remark.replace('¦', '|'), String.join("", table.remarks()));
        }
    }

    @Test
    void whatCannotBeToldOrReadIsRefused() throws IOException {
        refused("a,b;c\n1,2;3\n", DEFAULTS, "',' and ';' both split its rows into 2 values", "DKAE_DELIMITER");
        refused("v,k\n0.5,a\nInfinity,b\n", DEFAULTS, "'Infinity' in line 3 of column 'v' is no finite number", "DKAE_MISSING");
        refused("v,k\n0.5,a\n1e400,b\n", DEFAULTS, "'1e400' in line 3");
        assertEquals("not numbers with a decimal comma", column("0.5", DEFAULTS.withDecimal(',')).notes().get("v"));
        refused("v,k\n0.5,\"a\"b\n", DEFAULTS, "record starting at line 2");
        refused("a\0b,c\n1,2\n", DEFAULTS, "line 1 has a NUL character");
        refused("\n\n", DEFAULTS, "its first line must be a header, but is empty");
    }

    @Test
    void onlyUtf8IsTextAndAByteOrderMarkIsNone() throws IOException {
        assertEquals(List.of("größe", "y"), read("\uFEFFgröße,y\n1,2\n", DEFAULTS).rows().columnNames());
        for (Charset other : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
            Path file = Files.write(folder.resolve("other.csv"), "größe,y\n1,2\n".getBytes(other));
            assertTrue(assertThrows(IOException.class, () -> CsvTable.read(file, DEFAULTS)).getMessage().contains("UTF-8"));
        }
    }

    @Test
    void blanksInQuotationMarksBelongToTextsAndNotToNumbers() throws IOException {
        CsvTable table = read("v,t\n\" 1.50\",\" a\"\n 2 , b \n", DEFAULTS);
        assertEquals(List.of("1.5", "2"), values(table.rows().column("v")));
        assertEquals(List.of(" a", "b"), table.rows().stringColumn("t").asList());
        assertEquals(" 1.50", ColumnEncoding.text(table.rows().column("v"), 0));
    }

    @Test
    void digitsWithoutEndAreATextAndNoCrash() throws IOException {
        String digits = "9".repeat(400);
        assertEquals(List.of("'" + digits + "'"), values(column(digits, DEFAULTS).rows().column("v")));
        String message = assertThrows(IllegalArgumentException.class,
                () -> column("1e9999999999%", DEFAULTS.withNumeric("v"))).getMessage();
        assertTrue(message.contains("'1e9999999999%' in line 2 of column 'v' is no finite number"), message);
    }

    @Test
    void longCellsAndManyColumnsAreRead() throws IOException {
        String cell = "q".repeat(100_000);
        assertEquals(cell, read("t,k\n" + cell + ",a\n", DEFAULTS).rows().stringColumn("t").get(0));
        String names = IntStream.range(0, 3_000).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
        assertEquals(3_000, read(names + "\n" + "1,".repeat(2_999) + "1\n", DEFAULTS).rows().columnCount());
    }
}
