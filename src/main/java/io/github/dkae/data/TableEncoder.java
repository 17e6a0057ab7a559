package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Turns tables into datasets: numbers scaled to [0, 1], categories as one feature each, missing values filled.
 *
 * <p>All that it does is learned from the rows it is fitted on, so that nothing of test rows leaks into training:
 * <pre>{@code
 * TableOptions options = TableOptions.defaults();
 * TableSplit parts = TableSplit.of(CsvTable.read(Path.of("wine.csv"), options).rows(), 0.70, 0.15, 0.15, seed);
 * TableEncoder encoder = TableEncoder.fit(parts.train(), TableEncoder.Options.defaults().withLabel("quality"));
 * Split data = parts.transform(encoder);
 * Dataset more = encoder.transform(CsvTable.read(Path.of("new-wine.csv"), options).rows());
 * }</pre>
 *
 * <ul>
 * <li>A number column becomes (x − min)/(max − min), a constant one 0; truth values count as 0 and 1. Missing numbers
 * become the median.
 * <li>A text column becomes a feature for each category, which is 1 in its rows. Missing categories, and those that the
 * training rows don't have, are 0 in all of them; the latter are logged as a warning.
 * <li>Columns of other types, such as dates, are refused unless they are ignored.
 * </ul>
 *
 * <p>Which columns are numbers and which are categories is settled by the training rows. Numbers of a {@link CsvTable}
 * are looked up among categories as they were written; a column whose type has lost its texts is refused.
 */
public final class TableEncoder {
    private final Options options;
    private final List<ColumnEncoding> columns;
    private final int[] places;
    private final List<String> featureNames;
    private final LabelEncoding labels;

    private TableEncoder(Options options, List<ColumnEncoding> columns, LabelEncoding labels) {
        this.options = options;
        this.columns = List.copyOf(columns);
        this.places = new int[columns.size()];
        for (int i = 1; i < places.length; i++) {
            places[i] = places[i - 1] + columns.get(i - 1).featureNames().size();
        }
        this.featureNames = columns.stream().flatMap(column -> column.featureNames().stream()).toList();
        this.labels = labels;
    }

    /**
     * What to make of a table.
     *
     * @param label             the column of class labels, numbers or text, if there is one
     * @param ignored           columns that are left out
     * @param missingIndicators whether a column with missing training values also gets a feature that says where
     * @param clipped           whether numbers beyond the training rows' range become 0 or 1; else they are refused
     * @param maxCategories     most categories of a column, and most classes, before a column is refused; at least 1
     */
    public record Options(Optional<String> label, List<String> ignored, boolean missingIndicators, boolean clipped,
            int maxCategories) {
        public Options {
            Arguments.present("label", label);
            ignored = List.copyOf(Arguments.present("ignored", ignored));
            Arguments.atLeast("maxCategories", maxCategories, 1);
        }

        /** No label, nothing ignored, no indicators, clipped, at most 100 categories. */
        public static Options defaults() {
            return new Options(Optional.empty(), List.of(), false, true, 100);
        }

        /** The same with this column of labels. */
        public Options withLabel(String column) {
            return new Options(Optional.of(column), ignored, missingIndicators, clipped, maxCategories);
        }

        /** The same without these columns. */
        public Options withIgnored(String... names) {
            return new Options(label, List.of(names), missingIndicators, clipped, maxCategories);
        }

        /** The same with or without features that say where values are missing. */
        public Options withMissingIndicators(boolean wanted) {
            return new Options(label, ignored, wanted, clipped, maxCategories);
        }

        /** The same with numbers beyond the training rows' range clipped or refused. */
        public Options withClipping(boolean wanted) {
            return new Options(label, ignored, missingIndicators, wanted, maxCategories);
        }

        /** The same with another bound on categories. */
        public Options withMaxCategories(int most) {
            return new Options(label, ignored, missingIndicators, clipped, most);
        }
    }

    /**
     * Learns ranges, medians, categories and classes from training rows.
     *
     * @throws IllegalArgumentException when the table is empty, a named column is missing, or a column can't be
     * features;
     *                                  the message names the column and what to do
     */
    public static TableEncoder fit(Table train, Options options) {
        Arguments.present("train", train);
        Arguments.present("options", options);
        Arguments.atLeast("number of training rows", train.rowCount(), 1);
        options.ignored().forEach(name -> column(train, name));
        LabelEncoding labels = options.label()
                .map(name -> LabelEncoding.fit(column(train, name), options.maxCategories())).orElse(null);
        List<ColumnEncoding> columns = new ArrayList<>();
        for (Column<?> column : train.columns()) {
            String name = column.name();
            if (!options.ignored().contains(name) && options.label().filter(name::equals).isEmpty()) {
                columns.add(fit(column, options));
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the table has no column for features, only " + train.columnNames());
        }
        return new TableEncoder(options, columns, labels);
    }

    private static ColumnEncoding fit(Column<?> column, Options options) {
        if (ColumnEncoding.isNumeric(column)) {
            return ColumnEncoding.Numeric.fit(column, options.clipped(), options.missingIndicators());
        }
        if (column.type() == ColumnType.STRING) {
            return ColumnEncoding.Categorical.fit(column, options.maxCategories(), options.missingIndicators());
        }
        throw new IllegalArgumentException(
                Text.format("column '%s' is of type %s, which can't be features; turn it into numbers or text, or ignore it",
                        column.name(), column.type()));
    }

    /**
     * The rows of a table as a dataset named as the table. It must have the columns that this was fitted on, but for
     * the labels: without their column the dataset has none.
     *
     * @throws IllegalArgumentException when the table is empty, lacks a column or holds values that don't fit
     */
    public Dataset transform(Table table) {
        Arguments.present("table", table);
        Arguments.atLeast("number of rows", table.rowCount(), 1);
        List<? extends Column<?>> values = columns.stream().map(encoding -> column(table, encoding.column())).toList();
        warnOfUnknown(values);
        Dataset data = Dataset.of(table.name() == null ? "table" : table.name(),
                RowBlocks.create(table.rowCount(), featureNames.size(), (row, features, offset) -> {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).encode(values.get(i), row, features, offset + places[i]);
                    }
                }));
        return options.label().filter(table::containsColumn)
                .map(name -> data.withLabels(labels.encode(table.column(name)))).orElse(data);
    }

    private void warnOfUnknown(List<? extends Column<?>> values) {
        for (int i = 0; i < columns.size(); i++) {
            int[] rows = columns.get(i).unknown(values.get(i));
            if (rows.length > 0) {
                LoggerFactory.getLogger(TableEncoder.class).warn(
                        "column '{}' has categories that the training rows don't have, so that all its features are 0:"
                                + " in {} of {} rows, such as '{}' in row {}", columns.get(i).column(), rows.length,
                        values.get(i).size(), ColumnEncoding.text(values.get(i), rows[0]), rows[0]);
            }
        }
    }

    /** Names of the d features: a column's name, "column = category", or "column missing". */
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * Names of the classes; a dataset's label is a place in this list.
     *
     * @throws IllegalStateException when the options name no label column
     */
    public List<String> labelNames() {
        if (labels == null) {
            throw new IllegalStateException("the encoder was fitted without labels; name their column in its options");
        }
        return labels.names();
    }

    private static Column<?> column(Table table, String name) {
        if (!table.containsColumn(name)) {
            throw new IllegalArgumentException(
                    Text.format("the table has no column '%s', only %s", name, table.columnNames()));
        }
        return table.column(name);
    }

    @Override
    public String toString() {
        return Text.format("Table encoder of %d columns into %,d features%s", columns.size(), featureNames.size(),
                options.label().map(label -> ", labels from " + label).orElse(""));
    }
}
