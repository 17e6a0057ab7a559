package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;

/**
 * A table of samples, a row each, of which it is known what each column is for: features, the class label, or nothing.
 *
 * <p>Without a name, the label is the column called "label" or "class" in any case, else the last one if it has between
 * 2 and 20 different values and on average five rows for each, else there is none. Rows without a label are dropped. A
 * column is left out if it has no value in more than half of the rows, is neither numbers nor text, or is text that are
 * dates or times, that has more than 100 different values, or different values in more than half of the rows.
 *
 * @param rows    the samples, all of whose columns are here
 * @param label   the column of class labels, if there is one
 * @param ignored columns that are left out, and why
 * @param dropped rows that had no label
 * @param remarks as {@link CsvTable}
 * @param notes   as {@link CsvTable}
 */
public record SampleTable(Table rows, Optional<String> label, Map<String, String> ignored, int dropped,
        List<String> remarks, Map<String, String> notes) {
    /** The name by which users ask for no label. */
    public static final String NO_LABEL = "none";

    private static final int MOST_CATEGORIES = TableEncoder.Options.defaults().maxCategories();
    private static final int MOST_CLASSES_UNASKED = 20;
    private static final int ROWS_A_CLASS = 5;
    private static final int COLUMNS_NAMED = 5;
    private static final Pattern DATE_OR_TIME;

    static {
        String date = "(?:\\d{4}([-./])\\d{1,2}\\1\\d{1,2}|\\d{1,2}([-./])\\d{1,2}\\2\\d{4})";
        String time = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[AaPp][Mm])?(?: ?Z|[+-]\\d{2}:?\\d{2})?";
        DATE_OR_TIME = Pattern.compile(Text.format("%s(?:(?:T|,? )%s)?|%s", date, time, time));
    }

    public SampleTable {
        Arguments.present("rows", rows);
        Arguments.present("label", label);
        ignored = Map.copyOf(Arguments.present("ignored", ignored));
        Arguments.atLeast("dropped", dropped, 0);
        remarks = List.copyOf(Arguments.present("remarks", remarks));
        notes = Map.copyOf(Arguments.present("notes", notes));
    }

    /**
     * Reads a CSV file as {@link CsvTable} does by default.
     *
     * @param label the column of class labels, {@link #NO_LABEL} for none, empty for the convention above
     * @throws IOException              when there is no such file or it can't be read
     * @throws IllegalArgumentException as {@link #of}; also when the file is no table
     */
    public static SampleTable read(Path file, Optional<String> label) throws IOException {
        TableOptions options = TableOptions.defaults();
        return read(file, Arguments.present("label", label).map(options::withLabel).orElse(options));
    }

    /**
     * Reads a CSV file as {@link CsvTable} does.
     *
     * @throws IOException              when there is no such file or it can't be read
     * @throws IllegalArgumentException as {@link #of}; also when the file is no table
     */
    public static SampleTable read(Path file, TableOptions options) throws IOException {
        CsvTable csv = CsvTable.read(file, options);
        SampleTable samples = of(csv.rows(), options.label());
        return new SampleTable(samples.rows, samples.label, samples.ignored, samples.dropped, csv.remarks(), csv.notes());
    }

    /** Whether a file's name ends as those do that {@link #read} is for: in .csv or .tsv, in any case. */
    public static boolean isNamedSo(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }

    /**
     * The samples of a table.
     *
     * @param label the column of class labels, {@link #NO_LABEL} for none, empty for the convention above
     * @throws IllegalArgumentException when there is no row, the label names no column or one with less than 2 or more
     *                                  than 100 classes, or no column is left for features
     */
    public static SampleTable of(Table table, Optional<String> label) {
        Arguments.present("table", table);
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException(Text.format("%s has no rows", table.name()));
        }
        Optional<String> column = Arguments.present("label", label).isPresent()
                ? label.filter(name -> !name.equalsIgnoreCase(NO_LABEL)).map(name -> checked(table, name))
                : unasked(table);
        Table rows = column.map(name -> table.where(Selection.with(
                IntStream.range(0, table.rowCount()).filter(row -> !table.column(name).isMissing(row)).toArray())))
                .orElse(table);
        Map<String, String> ignored = new LinkedHashMap<>();
        for (Column<?> candidate : rows.columns()) {
            if (column.filter(candidate.name()::equals).isEmpty()) {
                whyNot(candidate).ifPresent(why -> ignored.put(candidate.name(), why));
            }
        }
        if (ignored.size() + (column.isPresent() ? 1 : 0) == rows.columnCount()) {
            throw new IllegalArgumentException(Text.format("%s has no column that can be features: %s", table.name(),
                    ignored.isEmpty() ? "only the label " + column.orElseThrow() : ignored));
        }
        return new SampleTable(rows, column, ignored, table.rowCount() - rows.rowCount(), List.of(), Map.of());
    }

    /** Number of samples. */
    public int size() {
        return rows.rowCount();
    }

    /** How many samples each class has, in the order of their first; none without a label. */
    public Map<String, Long> classes() {
        return label.<Map<String, Long>>map(name -> IntStream.range(0, size()).mapToObj(rows.column(name)::getString)
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting())))
                .orElse(Map.of());
    }

    /** At most {@code n} of the samples, at random. */
    public SampleTable sample(int n, long seed) {
        Arguments.atLeast("n", n, 1);
        int[] some = Arrays.copyOf(RandomStreams.permutation(size(), RandomStreams.of(seed, "sample")),
                Math.min(n, size()));
        return new SampleTable(rows.rows(some), label, ignored, dropped, remarks, notes);
    }

    /** Splits at random into three parts of these fractions, with the classes, if any, spread evenly over them. */
    public TableSplit split(double train, double validation, double test, long seed) {
        return label.map(column -> TableSplit.stratified(rows, column, train, validation, test, seed))
                .orElseGet(() -> TableSplit.of(rows, train, validation, test, seed));
    }

    /** SHA-256 of the rows as CSV, in hexadecimal. */
    public String sha256() {
        StringWriter csv = new StringWriter();
        rows.write().csv(csv);
        return ContentHash.of(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** How the columns are to be encoded: the label as such, without the ignored ones. */
    public TableEncoder.Options encoding() {
        TableEncoder.Options options = TableEncoder.Options.defaults()
                .withIgnored(ignored.keySet().toArray(String[]::new));
        return label.map(options::withLabel).orElse(options);
    }

    /** What each column is for: its kind, its different values and the share of rows that lack one. */
    public Table columns() {
        StringColumn names = StringColumn.create("column");
        StringColumn uses = StringColumn.create("used as");
        StringColumn different = StringColumn.create("different values");
        StringColumn missing = StringColumn.create("missing");
        for (Column<?> column : rows.columns()) {
            names.append(column.name());
            uses.append(use(column));
            different.append(Text.format("%,d", classes(column)));
            missing.append(Text.format("%.1f %%", 100.0 * column.countMissing() / size()));
        }
        return Table.create(title(), names, uses, different, missing);
    }

    /** Sentences on what was made of the table, and of columns that aren't as usual. */
    public List<String> findings() {
        Map<String, List<String>> columns = rows.columns().stream()
                .filter(column -> notes.containsKey(column.name()) || ignored.containsKey(column.name()))
                .collect(Collectors.groupingBy(this::use, LinkedHashMap::new, Collectors.mapping(Column::name,
                        Collectors.toList())));
        return Stream.concat(Stream.of(title()), columns.entrySet().stream().map(use -> Text.format("%s: %s", 
                use.getValue().stream().limit(COLUMNS_NAMED).collect(Collectors.joining("', '", "'", "'"))
                + (use.getValue().size() <= COLUMNS_NAMED ? "" : Text.format(" and %,d more", 
                        use.getValue().size() - COLUMNS_NAMED)), use.getKey()))).toList();
    }

    private String title() {
        return Text.format("%s, %,d rows%s%s", rows.name(), size(),
                dropped == 0 ? "" : Text.format(" (%,d without a label were dropped)", dropped),
                remarks.isEmpty() ? "" : "; " + String.join("; ", remarks));
    }

    private String use(Column<?> column) {
        String note = notes.get(column.name());
        return kind(column) + (note == null ? "" : ", " + note);
    }

    private String kind(Column<?> column) {
        if (label.filter(column.name()::equals).isPresent()) {
            return "label";
        }
        return ignored.containsKey(column.name()) ? "nothing: " + ignored.get(column.name())
                : ColumnEncoding.isNumeric(column) ? "number" : "categories";
    }

    private static String checked(Table table, String label) {
        if (!table.containsColumn(label)) {
            throw new IllegalArgumentException(Text.format("label must be '%s' or one of the columns %s of %s, but was '%s'", NO_LABEL, table.columnNames(), table.name(), label));
        }
        int classes = classes(table.column(label));
        if (classes < 2 || classes > MOST_CATEGORIES) {
            throw new IllegalArgumentException(
                    Text.format("label column '%s' of %s must have between 2 and %d classes, but has %d; '%s' is for no label", label, table.name(), MOST_CATEGORIES, classes, NO_LABEL));
        }
        // Tablesaw finds columns in any case; all else compares names.
        return table.column(label).name();
    }

    private static Optional<String> unasked(Table table) {
        Optional<String> called = table.columnNames().stream()
                .filter(name -> List.of("label", "class").contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (called.isPresent()) {
            return called.map(name -> checked(table, name));
        }
        Column<?> last = table.column(table.columnCount() - 1);
        int classes = classes(last);
        return table.columnCount() > 1 && classes >= 2 && classes <= MOST_CLASSES_UNASKED
                && table.rowCount() >= ROWS_A_CLASS * classes && canBeFeatures(last)
                ? Optional.of(last.name()) : Optional.empty();
    }

    private static Optional<String> whyNot(Column<?> column) {
        int known = column.size() - column.countMissing();
        int different = classes(column);
        if (2 * known < column.size()) {
            return Optional.of("no value in more than half of the rows");
        }
        if (!canBeFeatures(column)) {
            return Optional.of(column.type() == ColumnType.STRING ? "dates or times" : "of type " + column.type().name());
        }
        boolean names = column.type() == ColumnType.STRING && (different > MOST_CATEGORIES || 2 * different > column.size());
        return names ? Optional.of(Text.format("%,d different texts", different)) : Optional.empty();
    }

    private static boolean canBeFeatures(Column<?> column) {
        return ColumnEncoding.isNumeric(column) || column.type() == ColumnType.STRING
                && !IntStream.range(0, column.size()).filter(row -> !column.isMissing(row))
                        .allMatch(row -> DATE_OR_TIME.matcher(column.getString(row)).matches());
    }

    private static int classes(Column<?> column) {
        return (int) IntStream.range(0, column.size()).filter(row -> !column.isMissing(row))
                .mapToObj(column::getString).distinct().count();
    }
}
