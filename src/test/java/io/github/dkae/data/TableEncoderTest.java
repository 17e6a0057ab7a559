package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.data.TableEncoder.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableEncoderTest {
    private static final Table TRAIN = Table.read().csv("""
            size,city,open,flat,kind
            10,Oslo,true,7,b
            ,Rome,false,7,a
            30,,true,7,b
            20,Oslo,,7,c
            """, "shops");
    private static final Options KIND = Options.defaults().withLabel("kind");

    private static float[] row(Dataset data, int row) {
        return data.features().toFloatMatrix()[row];
    }

    private static Table table(String csv) {
        return Table.read().csv(csv, "other");
    }

    private static void refused(String reason, Executable action) {
        Exception e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void numbersAreScaledCategoriesSpreadAndGapsFilled() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND);
        Dataset data = encoder.transform(TRAIN);
        assertEquals(List.of("size", "city = Oslo", "city = Rome", "open", "flat"), encoder.featureNames());
        assertArrayEquals(new float[] {0, 1, 0, 1, 0}, row(data, 0));
        assertArrayEquals(new float[] {0.5f, 0, 1, 0, 0}, row(data, 1));
        assertArrayEquals(new float[] {1, 0, 0, 1, 0}, row(data, 2));
        assertArrayEquals(new float[] {0.5f, 1, 0, 1, 0}, row(data, 3));
        assertEquals(List.of("a", "b", "c"), encoder.labelNames());
        assertArrayEquals(new int[] {1, 0, 1, 2}, data.labels());
        assertEquals("shops", data.name());
    }

    @Test
    void indicatorsStandWhereTrainingValuesWereMissing() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND.withMissingIndicators(true));
        assertEquals(List.of("size", "size missing", "city = Oslo", "city = Rome", "city missing", "open",
                "open missing", "flat"), encoder.featureNames());
        Dataset data = encoder.transform(TRAIN);
        assertArrayEquals(new float[] {0.5f, 1, 0, 1, 0, 0, 0, 0}, row(data, 1));
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 1, 0, 0}, row(data, 2));
        assertArrayEquals(new float[] {0.5f, 0, 1, 0, 0, 1, 1, 0}, row(data, 3));
    }

    @Test
    void onlyTrainingRowsTeach() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND);
        Dataset data = encoder.transform(table("""
                kind,flat,open,city,size
                c,9,false,Paris,40
                a,5,true,Rome,-3
                a,7,,,
                """));
        assertArrayEquals(new float[] {1, 0, 0, 0, 0}, row(data, 0), "beyond the range, and an unknown city");
        assertArrayEquals(new float[] {0, 0, 1, 1, 0}, row(data, 1));
        assertArrayEquals(new float[] {0.5f, 0, 0, 1, 0}, row(data, 2), "the training median, not this table's");
        assertArrayEquals(new int[] {2, 0, 0}, data.labels());
    }

    @Test
    void withoutClippingValuesBeyondTheRangeAreRefused() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND.withClipping(false));
        assertEquals(4, encoder.transform(TRAIN).size());
        refused("column 'size' has 40.0 in row 1, beyond the training rows' range from 10.0 to 30.0",
                () -> encoder.transform(table("size,city,open,flat\n10,Oslo,true,7\n40,Oslo,true,7\n")));
    }

    @Test
    void rowsWithoutTheLabelColumnHaveNoLabels() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND);
        Table unlabelled = TRAIN.copy();
        unlabelled.removeColumns("kind");
        assertFalse(encoder.transform(unlabelled).hasLabels());
        TableEncoder plain = TableEncoder.fit(unlabelled, Options.defaults());
        assertThrows(IllegalStateException.class, plain::labelNames);
    }

    @Test
    void numericClassesAreOrderedByValueHoweverWritten() {
        Table train = Table.create(DoubleColumn.create("x", 0, 1, 2), IntColumn.create("y", 10, 9, -1));
        TableEncoder encoder = TableEncoder.fit(train, Options.defaults().withLabel("y"));
        assertEquals(List.of("-1", "9", "10"), encoder.labelNames());
        Table later = Table.create(DoubleColumn.create("x", 0.5, 1), DoubleColumn.create("y", 9.0, 10.0));
        assertArrayEquals(new int[] {1, 2}, encoder.transform(later).labels());
    }

    @Test
    void medianOfAnEvenCountIsTheMiddleOfTwo() {
        Table train = Table.create(DoubleColumn.create("x", 0, 10, 1, 3, Double.NaN));
        Dataset data = TableEncoder.fit(train, Options.defaults()).transform(train);
        assertEquals(0.2f, data.features().getFloat(4, 0), 1e-7);
    }

    @Test
    void extremeRangesStayInTheUnitInterval() {
        Table train = Table.create(DoubleColumn.create("x", 1e-300, 0.1, 0.3, 1e300),
                BooleanColumn.create("b", true, true, true, true));
        Dataset data = TableEncoder.fit(train, Options.defaults()).transform(train);
        assertArrayEquals(new float[] {0, 0, 0, 1}, data.features().getColumn(0).toFloatVector());
        assertArrayEquals(new float[4], data.features().getColumn(1).toFloatVector(), "a constant is 0");
    }

    @Test
    void columnsThatFitNothingAreNamed() {
        Table dates = Table.create(DoubleColumn.create("x", 1.0), DateColumn.create("day", java.time.LocalDate.EPOCH));
        refused("column 'day' is of type LOCAL_DATE", () -> TableEncoder.fit(dates, Options.defaults()));
        assertEquals(1, TableEncoder.fit(dates, Options.defaults().withIgnored("day")).featureNames().size());
        refused("no column 'night', only [x, day]",
                () -> TableEncoder.fit(dates, Options.defaults().withIgnored("night")));
        refused("no column 'kinds'", () -> TableEncoder.fit(TRAIN, Options.defaults().withLabel("kinds")));
        refused("no column for features", () -> TableEncoder.fit(dates, Options.defaults().withIgnored("x", "day")));
        refused("'x' has no value in the training rows",
                () -> TableEncoder.fit(Table.create(DoubleColumn.create("x", Double.NaN)), Options.defaults()));
        refused("'x' has an infinite value in row 1",
                () -> TableEncoder.fit(Table.create(DoubleColumn.create("x", 1, 1 / 0.0)), Options.defaults()));
        refused("'city' has 2 categories in the training rows, but must have 1 to 1",
                () -> TableEncoder.fit(TRAIN, Options.defaults().withMaxCategories(1)));
        refused("number of training rows must be at least 1", () -> TableEncoder.fit(TRAIN.emptyCopy(), KIND));
        refused("maxCategories must be at least 1", () -> Options.defaults().withMaxCategories(0));
    }

    @Test
    void rowsThatDoNotFitAreNamed() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND);
        refused("no column 'open'", () -> encoder.transform(table("size,city,flat\n1,Oslo,7\n")));
        refused("'size' held numbers in the training rows, but has 'big' in row 0",
                () -> encoder.transform(table("size,city,open,flat\nbig,Oslo,true,7\n")));
        refused("'kind' has 'z' in row 1, but the training rows have only [a, b, c]",
                () -> encoder.transform(table("size,city,open,flat,kind\n1,Oslo,true,7,a\n1,Oslo,true,7,z\n")));
        refused("'kind' has no value in row 0",
                () -> encoder.transform(table("size,city,open,flat,kind\n1,Oslo,true,7,\n1,Oslo,true,7,a\n")));
        refused("number of rows must be at least 1", () -> encoder.transform(TRAIN.emptyCopy()));
    }

    @Test
    void columnsThatAreAllMissingLaterAreFilled() {
        TableEncoder encoder = TableEncoder.fit(TRAIN, KIND);
        Table later = Table.create(StringColumn.create("size", "", ""), StringColumn.create("city", "", "Rome"),
                BooleanColumn.create("open", true, false), IntColumn.create("flat", 7, 7));
        assertArrayEquals(new float[] {0.5f, 0, 1, 0, 0}, row(encoder.transform(later), 1));
    }

    @Test
    void splitTablesBecomeSplitDatasets() {
        int[] numbers = IntStream.range(0, 100).toArray();
        String[] kinds = IntStream.of(numbers).mapToObj(i -> i % 5 == 0 ? "rare" : "common").toArray(String[]::new);
        Table table = Table.create(IntColumn.create("x", numbers), StringColumn.create("kind", kinds));
        for (TableSplit parts : List.of(TableSplit.of(table, 0.70, 0.15, 0.15, 1),
                TableSplit.stratified(table, "kind", 0.70, 0.15, 0.15, 1))) {
            TableEncoder encoder = TableEncoder.fit(parts.train(), KIND);
            Split split = parts.transform(encoder);
            assertEquals(70, split.train().size());
            assertEquals(15, split.validation().size());
            assertEquals(15, split.test().size());
            assertEquals(0, split.train().features().minNumber().doubleValue());
            assertEquals(1, split.train().features().maxNumber().doubleValue());
            int[] all = Stream.of(parts.train(), parts.validation(), parts.test())
                    .flatMap(part -> Arrays.stream(part.intColumn("x").asObjectArray())).mapToInt(i -> i).sorted()
                    .toArray();
            assertArrayEquals(numbers, all);
        }
        Table test = TableSplit.stratified(table, "kind", 0.70, 0.15, 0.15, 1).test();
        assertEquals(3, test.stringColumn("kind").countOccurrences("rare"), 1);
        refused("no column 'sort'", () -> TableSplit.stratified(table, "sort", 0.7, 0.15, 0.15, 1));
    }

    @Test
    void typesAreThoseOfTheTrainingRows(@TempDir Path folder) throws IOException {
        String header = "answer,zip,size,when,count,class\n";
        List<String> rows = List.of("Y,01,1.50,2024-01-31,7,T", "N,02,2.5,later,8.0,F", "U,A3,L,true,1e1,T",
                "T,1,1.5,0.5,9,F", "F,001,2.50,NaN,10,F");
        Table train = read(folder, header + String.join("\n", rows));
        TableEncoder encoder = TableEncoder.fit(train, Options.defaults().withLabel("class"));
        assertEquals(List.of("F", "T"), encoder.labelNames());
        float[][] all = encoder.transform(train).features().toFloatMatrix();
        int[] labels = encoder.transform(train).labels();
        for (int row = 0; row < rows.size(); row++) {
            Dataset alone = encoder.transform(read(folder, header + rows.get(row)));
            assertArrayEquals(all[row], row(alone, 0), rows.get(row));
            assertEquals(labels[row], alone.labels()[0]);
        }
        Table other = read(folder, "extra,count,size,answer,zip,when\n1,08,1.50,Y,01,true\n2,9,1.500,N,1,true\n");
        Dataset data = encoder.transform(other.rows(0, 1));
        assertEquals(1, row(data, 0)[encoder.featureNames().indexOf("size = 1.50")]);
        assertEquals(1, row(data, 0)[encoder.featureNames().indexOf("zip = 01")]);
        assertEquals(1 / 3.0, row(data, 0)[encoder.featureNames().indexOf("count")], 1e-6, "a code here, a number there");
        assertEquals(0, IntStream.range(0, encoder.featureNames().size())
                .filter(i -> encoder.featureNames().get(i).startsWith("size = ")).mapToDouble(i -> row(data, 1)[i]).sum(),
                "1.500 is no size of the training rows");
    }

    private static Table read(Path folder, String csv) throws IOException {
        return CsvTable.read(Files.writeString(folder.resolve("rows.csv"), csv), TableOptions.defaults().withHeader(true))
                .rows();
    }

    @Test
    void textsThatATypeHasLostAreNoCategories() {
        Table train = Table.create(StringColumn.create("zip", "01", "02", "A3"), DoubleColumn.create("x", 1, 2, 3));
        TableEncoder encoder = TableEncoder.fit(train, Options.defaults());
        refused("column 'zip' held texts in the training rows, but is of type INTEGER here, which doesn't keep them: '1' in"
                + " row 0", () -> encoder.transform(table("zip,x\n01,1\n02,2\n")));
        Table none = Table.create(DoubleColumn.create("zip", Double.NaN), DoubleColumn.create("x", 1.0));
        assertArrayEquals(new float[4], row(encoder.transform(none), 0));
    }

    @Test
    void truthValuesAreClassesAsWritten() {
        Table train = Table.create(DoubleColumn.create("x", 0, 1), BooleanColumn.create("y", true, false));
        assertEquals(List.of("false", "true"), TableEncoder.fit(train, Options.defaults().withLabel("y")).labelNames());
    }
}
