package io.github.dkae.mixture;

import java.util.Arrays;
import java.util.StringJoiner;

/** The values of a row that aren't 0, in the order of columns. */
public final class SparseRow {
    private int[] columns;
    private float[] values;
    private int size;

    SparseRow(int capacity) {
        columns = new int[capacity];
        values = new float[capacity];
    }

    /** What isn't 0 in {@code row}. */
    public static SparseRow of(float[] row) {
        SparseRow sparse = new SparseRow(row.length);
        for (int column = 0; column < row.length; column++) {
            if (row[column] != 0) {
                sparse.add(column, row[column]);
            }
        }
        return sparse;
    }

    void add(int column, float value) {
        if (size == columns.length) {
            columns = Arrays.copyOf(columns, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        columns[size] = column;
        values[size++] = value;
    }

    /** Number of values. */
    public int size() {
        return size;
    }

    /** The column of a value; {@code entry} in [0, size()). */
    public int column(int entry) {
        return columns[entry];
    }

    /** The value itself. */
    public float value(int entry) {
        return values[entry];
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < size; i++) {
            text.add(columns[i] + ": " + values[i]);
        }
        return text.toString();
    }
}
