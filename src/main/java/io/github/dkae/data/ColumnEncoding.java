package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** How one column of a table becomes features in [0, 1], as learned from training rows. */
sealed interface ColumnEncoding {
    /** The column's name. */
    String column();

    /** The names of its features. */
    List<String> featureNames();

    /** Writes the features of one row of {@code values} into {@code features} from {@code offset} on. */
    void encode(Column<?> values, int row, float[] features, int offset);

    /** The rows of {@code values} that hold what the training rows don't, and which nothing in the features tells. */
    default int[] unknown(Column<?> values) {
        return new int[0];
    }

    /** Whether a column holds numbers, or truth values, which count as 0 and 1. */
    static boolean isNumeric(Column<?> values) {
        return values instanceof NumericColumn<?> || values instanceof BooleanColumn;
    }

    /**
     * The number in a row, NaN when missing.
     *
     * @throws IllegalArgumentException when it is infinite or no number
     */
    static double number(Column<?> values, int row) {
        if (values.isMissing(row)) {
            return Double.NaN;
        }
        if (!isNumeric(values)) {
            String text = values.getString(row);
            if (DecimalSign.POINT.thousands(text, true) != 0) {
                throw new IllegalArgumentException(
                        Text.format("column '%s' held numbers in the training rows, but has '%s' in row %d", 
                                values.name(), text, row));
            }
        }
        double value = values instanceof BooleanColumn truth ? truth.get(row) ? 1 : 0
                : values instanceof NumericColumn<?> numbers ? numbers.getDouble(row)
                : DecimalSign.POINT.value(values.getString(row));
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    Text.format("column '%s' has an infinite value in row %d", values.name(), row));
        }
        return value;
    }

    /**
     * The text in a row as it was written.
     *
     * @throws IllegalArgumentException when the column's type doesn't keep it
     */
    static String text(Column<?> values, int row) {
        if (values instanceof WrittenNumbers numbers) {
            return numbers.text(row);
        }
        if (values.type() == ColumnType.STRING) {
            return values.getString(row);
        }
        throw new IllegalArgumentException(
                Text.format("column '%s' held texts in the training rows, but is of type %s here, which doesn't keep them: '%s' in"
                        + " row %d; read the rows by CsvTable, or make it a column of texts",
                        values.name(), values.type(), values.getString(row), row));
    }

    private static List<String> withIndicator(Stream<String> names, String column, boolean indicator) {
        return Stream.concat(names, indicator ? Stream.of(column + " missing") : Stream.empty()).toList();
    }

    /**
     * Numbers, scaled so that the training rows' least becomes 0 and their greatest 1; missing ones are the median.
     *
     * @param clipped   whether numbers beyond the training rows' range become 0 or 1; else they are refused
     * @param indicator whether a second feature is 1 where the number is missing
     */
    record Numeric(String column, double min, double max, double median, boolean clipped, boolean indicator)
            implements ColumnEncoding {

        static Numeric fit(Column<?> values, boolean clipped, boolean indicators) {
            double[] known = IntStream.range(0, values.size()).mapToDouble(row -> number(values, row))
                    .filter(value -> !Double.isNaN(value)).sorted().toArray();
            int n = known.length;
            if (n == 0) {
                throw new IllegalArgumentException(
                        Text.format("column '%s' has no value in the training rows; ignore it", values.name()));
            }
            double median = known[(n - 1) / 2] + (known[n / 2] - known[(n - 1) / 2]) / 2;
            return new Numeric(values.name(), known[0], known[n - 1], median, clipped, indicators && n < values.size());
        }

        @Override
        public List<String> featureNames() {
            return withIndicator(Stream.of(column), column, indicator);
        }

        @Override
        public void encode(Column<?> values, int row, float[] features, int offset) {
            boolean missing = values.isMissing(row);
            double value = missing ? median : number(values, row);
            if (!clipped && (value < min || value > max)) {
                throw new IllegalArgumentException(
                        Text.format("column '%s' has %s in row %d, beyond the training rows' range from %s to %s; allow clipping", column, value, row, min, max));
            }
            features[offset] = (float) scaled(Math.max(min, Math.min(max, value)));
            if (indicator) {
                features[offset + 1] = missing ? 1 : 0;
            }
        }

        private double scaled(double value) {
            return max > min ? Math.min(1, (value - min) / (max - min)) : 0;
        }
    }

    /**
     * Categories, each a feature that is 1 for its own rows; missing and unknown ones have 0 in all of them.
     *
     * @param categories those of the training rows, ascending
     * @param indicator  whether a last feature is 1 where the category is missing
     */
    record Categorical(String column, List<String> categories, boolean indicator) implements ColumnEncoding {

        static Categorical fit(Column<?> values, int maxCategories, boolean indicators) {
            List<String> categories = IntStream.range(0, values.size()).filter(row -> !values.isMissing(row))
                    .mapToObj(row -> text(values, row)).distinct().sorted().toList();
            if (categories.isEmpty() || categories.size() > maxCategories) {
                throw new IllegalArgumentException(
                        Text.format("column '%s' has %d categories in the training rows, but must have 1 to %d (maxCategories)", values.name(), categories.size(), maxCategories));
            }
            boolean missing = IntStream.range(0, values.size()).anyMatch(values::isMissing);
            return new Categorical(values.name(), categories, indicators && missing);
        }

        @Override
        public List<String> featureNames() {
            return withIndicator(categories.stream().map(category -> column + " = " + category), column, indicator);
        }

        @Override
        public void encode(Column<?> values, int row, float[] features, int offset) {
            boolean missing = values.isMissing(row);
            int known = categories.size();
            Arrays.fill(features, offset, offset + known, 0);
            int category = missing ? -1 : category(values, row);
            if (category >= 0) {
                features[offset + category] = 1;
            }
            if (indicator) {
                features[offset + known] = missing ? 1 : 0;
            }
        }

        @Override
        public int[] unknown(Column<?> values) {
            return IntStream.range(0, values.size()).filter(row -> !values.isMissing(row) && category(values, row) < 0)
                    .toArray();
        }

        private int category(Column<?> values, int row) {
            return Collections.binarySearch(categories, text(values, row));
        }
    }
}
