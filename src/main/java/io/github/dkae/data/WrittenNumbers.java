package io.github.dkae.data;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.Column;

/**
 * Numbers that remember how they were written: 1.50 is a number among numbers, but may be a category for an encoder that
 * saw letters in that column.
 *
 * <p>Rows keep their texts through Tablesaw's selections, copies and concatenations. A number that was computed or set
 * has no text of its own.
 */
final class WrittenNumbers extends DoubleColumn {
    /** Whole numbers below are written without an exponent; a long holds them. */
    private static final double WHOLE = 1e18;

    private final DecimalSign sign;
    /** A text for each row, null where it is the number's {@linkplain #plain own}. */
    private final List<String> texts;

    WrittenNumbers(String name, DecimalSign sign) {
        this(name, sign, new DoubleArrayList(), new ArrayList<>());
    }

    private WrittenNumbers(String name, DecimalSign sign, DoubleArrayList values, List<String> texts) {
        super(name, values);
        this.sign = sign;
        this.texts = texts;
    }

    /** The usual text of a number: without a fraction if it is whole. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < WHOLE ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The text of the number in a row, as it was written. */
    String text(int row) {
        String text = row < texts.size() ? texts.get(row) : null;
        boolean written = text != null && Double.compare(sign.value(text), getDouble(row)) == 0;
        return written ? text : plain(getDouble(row));
    }

    /** Appends a number from its text unless it is infinite; returns whether it isn't. */
    boolean write(String text) {
        double value = DecimalSign.isInfinite(text.strip()) ? Double.POSITIVE_INFINITY : sign.value(text);
        if (Double.isInfinite(value)) {
            return false;
        }
        append(value);
        keep(size() - 1, text);
        return true;
    }

    private void keep(int row, String text) {
        while (texts.size() <= row) {
            texts.add(null);
        }
        texts.set(row, text.equals(plain(getDouble(row))) ? null : text);
    }

    private void keep(int row, Column<Double> from, int source) {
        if (from instanceof WrittenNumbers numbers && !numbers.isMissing(source)) {
            keep(row, numbers.text(source));
        }
    }

    @Override
    public DoubleColumn createCol(String name) {
        return new WrittenNumbers(name, sign);
    }

    @Override
    public DoubleColumn createCol(String name, int size) {
        WrittenNumbers column = new WrittenNumbers(name, sign);
        Collections.nCopies(size, Double.NaN).forEach(column::append);
        return column;
    }

    @Override
    public DoubleColumn copy() {
        DoubleColumn copy = new WrittenNumbers(name(), sign, data.clone(), new ArrayList<>(texts));
        copy.setPrintFormatter(getPrintFormatter());
        return copy;
    }

    @Override
    public DoubleColumn subset(int[] rows) {
        WrittenNumbers subset = new WrittenNumbers(name(), sign);
        for (int row : rows) {
            subset.append(this, row);
        }
        return subset;
    }

    @Override
    public DoubleColumn append(Column<Double> column) {
        for (int row = 0; row < column.size(); row++) {
            append(column, row);
        }
        return this;
    }

    @Override
    public DoubleColumn append(Column<Double> column, int row) {
        super.append(column, row);
        keep(size() - 1, column, row);
        return this;
    }

    @Override
    public DoubleColumn set(int row, Column<Double> column, int source) {
        super.set(row, column, source);
        keep(row, column, source);
        return this;
    }
}
