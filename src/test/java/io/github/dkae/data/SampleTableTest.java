package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTableTest {
    @TempDir
    private Path folder;

    /** Sixty rows of a number, a category and two columns whose last is the natural label. */
    private static String rows(String header) {
        return header + "\n" + IntStream.range(0, 60).mapToObj(i -> "%s,%s,%d,%s".formatted(i * 0.5,
                i % 3 == 0 ? "wood" : "stone", i % 7, i % 2 == 0 ? "yes" : "no")).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "size,kind,count,verdict | -       | verdict",
        "size,kind,count,verdict | kind    | kind",
        "size,kind,count,verdict | KIND    | kind",
        "size,kind,count,verdict | count   | count",
        "size,Class,count,other  | -       | Class",
        "size,kind,label,other   | -       | label",
        "size,kind,count,verdict | none    | -",
        "size,Class,count,other  | None    | -",
    })
    void theLabelIsTheColumnThatIsNamedOrFoundByTheConvention(String header, String asked, String found)
            throws IOException {
        SampleTable table = read(rows(header), Optional.ofNullable(asked));
        assertEquals(Optional.ofNullable(found), table.label());
        Split data = table.split(0.6, 0.2, 0.2, 1).transform(TableEncoder.fit(table.rows(), table.encoding()));
        assertEquals(found != null, data.train().hasLabels());
        assertEquals(36, data.train().size());
    }

    @Test
    void aLastColumnOfMeasurementsIsNoLabel() throws IOException {
        String table = "kind,size\n" + IntStream.range(0, 60).mapToObj(i -> "a," + i * 0.1).collect(Collectors.joining("\n"));
        assertEquals(Optional.empty(), read(table, Optional.empty()).label());
        assertEquals(2, read(table, Optional.of("size")).rows().columnCount());
    }

    @Test
    void whatCannotBeFeaturesIsLeftOutAndSaid() throws IOException {
        String text = "id,empty,day,x,y\n" + IntStream.range(0, 60).mapToObj(i -> "name%d,%s,2024-01-%02d,%d,%s".formatted(i,
                i == 4 ? "1" : "", 1 + i % 28, i, i % 2 == 0 ? "a" : "b")).collect(Collectors.joining("\n"));
        SampleTable table = read(text, Optional.empty());
        assertEquals(Map.of("id", "60 different texts", "empty", "no value in more than half of the rows", "day",
                "dates or times"), table.ignored());
        assertEquals(Set.of("id", "empty", "day"), Set.copyOf(table.encoding().ignored()));
        assertEquals("nothing: dates or times", table.columns().stringColumn("used as").get(2));
        assertEquals("label", table.columns().stringColumn("used as").get(4));
    }

    @Test
    void missingValuesAreRecognisedAndRowsWithoutLabelDropped() throws IOException {
        SampleTable table = read("x;kind;class\n1;a;p\n?;b;q\nNA;;p\n4;N/A;\n5;a;?\n6;b;q\n7;a;q\n8;b;q\n", Optional.empty());
        assertEquals(6, table.size());
        assertEquals(2, table.dropped());
        assertEquals(2, table.rows().column("x").countMissing());
        assertEquals(1, table.rows().column("kind").countMissing());
        assertTrue(ColumnEncoding.isNumeric(table.rows().column("x")));
        Dataset data = TableEncoder.fit(table.rows(), table.encoding()).transform(table.rows());
        assertEquals(3, data.dimension());
        // The median of 1, 6, 7, 8 is 6.5.
        assertEquals(5.5 / 7, data.features().getDouble(1, 0), 1e-6);
        assertTrue(table.columns().name().contains("2 without a label were dropped"));
    }

    @Test
    void columnsAreOfTheTypeThatAllRowsHave() throws IOException {
        String late = "x,y\n" + "1,a\n2,b\n".repeat(2_000) + "3.5,a\n";
        assertEquals(3.5, read(late, Optional.empty()).rows().doubleColumn("x").max());
    }

    @Test
    void samplesAreOfTheRows() throws IOException {
        SampleTable table = read(rows("size,kind,count,verdict"), Optional.empty());
        SampleTable some = table.sample(20, 1);
        assertEquals(20, some.size());
        assertEquals(some.sha256(), table.sample(20, 1).sha256());
        assertNotEquals(some.sha256(), table.sample(20, 2).sha256());
        assertEquals(60, table.sample(1_000, 1).rows().column("size").unique().size());
        assertThrows(IllegalArgumentException.class, () -> table.sample(0, 1));
    }

    @Test
    void aSingleRowIsATableButCannotBeSplit() throws IOException {
        SampleTable table = read("x,y\n1,2\n", Optional.empty());
        assertEquals(1, table.size());
        assertEquals(Optional.empty(), table.label());
        assertThrows(IllegalArgumentException.class, () -> table.split(0.6, 0.2, 0.2, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", value = {
        "x,y#1,a#2,b#3,a     | z | label must be 'none' or one of the columns [x, y] of table.csv, but was 'z'",
        "x,y#1,a#2,a#3,a     | y | label column 'y' of table.csv must have between 2 and 100 classes, but has 1",
        "class#a#b#a         | - | table.csv has no column that can be features: only the label class",
        "name,y#a,p#b,q#c,p  | y | table.csv has no column that can be features: {name=3 different texts}",
        "x,y                 | - | table.csv has no rows",
        "\"\"                | - | its first line must be a header",
        "x,X#1,2#2,3#3,4     | - | columns 1 and 2 are called 'x' and 'X', but must differ in more than case",
        "x,y#1,2#2,3,4,5     | - | table.csv can't be read as a table: line 3 has 4 values, but the header names 2 columns",
        "x,y#1,'2##,#3'#4    | - | line 6 has 1 values, but the header names 2 columns",
        "x,y,z#1,'2,3#3,4,5  | - | Unclosed quoted field at end of input (record starting at line 2)",
        "x,y#1,a#2,'b#3,a#4,b# | y | Unclosed quoted field at end of input (record starting at line 3)",
    })
    void whatNothingCanBeLearnedFromIsRefused(String text, String label, String expected) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> read(text.replace("#", "\n").replace("'", "\""), Optional.ofNullable(label))).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void quotationMarksWithinValuesAreCharacters() throws IOException {
        SampleTable table = read("x,size\n1,\"the \"\"big\"\" one, new\"\n2,5\" pipe\n3,5\" pipe\n4,\"two\nlines\"\n",
                Optional.of("size"));
        assertEquals(List.of("the \"big\" one, new", "5\" pipe", "5\" pipe", "two\nlines"),
                table.rows().column("size").asStringColumn().asList());
    }

    @Test
    void filesThatCannotBeReadAreRefused() throws IOException {
        assertThrows(NoSuchFileException.class, () -> SampleTable.read(folder.resolve("no.csv"), Optional.empty()));
        assertThrows(NoSuchFileException.class, () -> SampleTable.read(folder, Optional.empty()));
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "größe,y\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        String message = assertThrows(IOException.class, () -> SampleTable.read(latin, Optional.empty())).getMessage();
        assertTrue(message.contains("UTF-8"), message);
    }

    private SampleTable read(String text, Optional<String> label) throws IOException {
        return SampleTable.read(Files.writeString(folder.resolve("table.csv"), text), label);
    }
}
