package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * Which label each class of a table's label column gets: its place among the names.
 *
 * @param names   the training rows' classes, ascending; by value when they are numbers
 * @param numeric whether they are numbers, so that 3 and 3.0 are one class; else they are texts as written
 */
record LabelEncoding(List<String> names, boolean numeric) {
    static LabelEncoding fit(Column<?> values, int maxClasses) {
        boolean numeric = values instanceof NumericColumn<?>;
        Comparator<String> order = numeric ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
        List<String> names = IntStream.range(0, values.size()).mapToObj(row -> name(values, row, numeric)).distinct()
                .sorted(order).toList();
        if (names.size() > maxClasses) {
            throw new IllegalArgumentException(Text.format("label column '%s' has %d classes, but may have %d; raise maxCategories", values.name(), names.size(), maxClasses));
        }
        return new LabelEncoding(names, numeric);
    }

    int[] encode(Column<?> values) {
        return IntStream.range(0, values.size()).map(row -> {
            int label = names.indexOf(name(values, row, numeric));
            if (label < 0) {
                throw new IllegalArgumentException(
                        Text.format("label column '%s' has '%s' in row %d, but the training rows have only %s", values.name(), name(values, row, numeric), row, names));
            }
            return label;
        }).toArray();
    }

    private static String name(Column<?> values, int row, boolean numeric) {
        if (values.isMissing(row)) {
            throw new IllegalArgumentException(Text.format("label column '%s' has no value in row %d; drop such rows first", values.name(), row));
        }
        if (values instanceof BooleanColumn) {
            return values.getString(row);
        }
        return numeric ? WrittenNumbers.plain(ColumnEncoding.number(values, row)) : ColumnEncoding.text(values, row);
    }
}
