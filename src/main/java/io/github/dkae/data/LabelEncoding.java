package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.columns.Column;

/**
 * Which label each class of a table's label column gets: its place among the names.
 *
 * @param names the training rows' classes, ascending; by value when they are numbers
 */
record LabelEncoding(List<String> names) {
    static LabelEncoding fit(Column<?> values, int maxClasses) {
        Comparator<String> order = ColumnEncoding.isNumeric(values)
                ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
        List<String> names = IntStream.range(0, values.size()).mapToObj(row -> name(values, row)).distinct()
                .sorted(order).toList();
        if (names.size() > maxClasses) {
            throw new IllegalArgumentException(
                    Text.format("label column '%s' has %d classes, but may have %d; raise maxCategories",
                            values.name(), names.size(), maxClasses));
        }
        return new LabelEncoding(names);
    }

    int[] encode(Column<?> values) {
        return IntStream.range(0, values.size()).map(row -> {
            int label = names.indexOf(name(values, row));
            if (label < 0) {
                throw new IllegalArgumentException(
                        Text.format("label column '%s' has '%s' in row %d, but the training rows have only %s",
                                values.name(), name(values, row), row, names));
            }
            return label;
        }).toArray();
    }

    private static String name(Column<?> values, int row) {
        if (values.isMissing(row)) {
            throw new IllegalArgumentException(
                    Text.format("label column '%s' has no value in row %d; drop such rows first",
                            values.name(), row));
        }
        if (!ColumnEncoding.isNumeric(values)) {
            return values.getString(row);
        }
        // The same class may be read as 3 from one file and as 3.0 from another.
        double number = ColumnEncoding.number(values, row);
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
