package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Three disjoint parts of a table, so that a {@link TableEncoder} learns from training rows alone.
 *
 * @param train      what the encoder and models are fitted on
 * @param validation what options are chosen on
 * @param test       what results are reported on
 */
public record TableSplit(Table train, Table validation, Table test) {
    public TableSplit {
        Arguments.present("train", train);
        Arguments.present("validation", validation);
        Arguments.present("test", test);
    }

    /** Splits at random, as {@link Dataset#split}. */
    public static TableSplit of(Table table, double train, double validation, double test, long seed) {
        return of(table, SplitRows.plain(Arguments.present("table", table).rowCount(), train, validation, test, seed));
    }

    /** Splits with the values of {@code column} spread evenly over the parts, as {@link Dataset#stratifiedSplit}. */
    public static TableSplit stratified(Table table, String column, double train, double validation, double test,
            long seed) {
        Arguments.present("table", table);
        if (!table.containsColumn(column)) {
            throw new IllegalArgumentException(Text.format("the table has no column '%s', only %s", column,
                    table.columnNames()));
        }
        List<String> values = IntStream.range(0, table.rowCount()).mapToObj(table.column(column)::getString).toList();
        List<String> classes = values.stream().distinct().toList();
        int[] labels = values.stream().mapToInt(classes::indexOf).toArray();
        return of(table, SplitRows.stratified(labels, train, validation, test, seed));
    }

    /** The three parts as datasets. */
    public Split transform(TableEncoder encoder) {
        return new Split(encoder.transform(train), encoder.transform(validation), encoder.transform(test));
    }

    private static TableSplit of(Table table, SplitRows rows) {
        return new TableSplit(table.rows(rows.train()), table.rows(rows.validation()), table.rows(rows.test()));
    }

    @Override
    public String toString() {
        return Text.format("%,d training, %,d validation and %,d test rows", train.rowCount(), validation.rowCount(),
                test.rowCount());
    }
}
