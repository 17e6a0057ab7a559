package io.github.dkae.kernel;

/** Adds rows to a target four at a time, so that the target is loaded and stored a quarter as often. */
final class RowSum {
    private float[] target;
    private float[] first;
    private float[] second;
    private float[] third;

    /** Sets the target; all before must have been flushed. */
    RowSum into(float[] values) {
        target = values;
        return this;
    }

    /** The target, to which up to three rows may not have been added yet. */
    float[] target() {
        return target;
    }

    void add(float[] row) {
        if (first == null) {
            first = row;
        } else if (second == null) {
            second = row;
        } else if (third == null) {
            third = row;
        } else {
            addFour(first, second, third, row, target);
            first = null;
            second = null;
            third = null;
        }
    }

    /** Adds what is pending; returns the target. */
    float[] flush() {
        addPending(first);
        addPending(second);
        addPending(third);
        first = null;
        second = null;
        third = null;
        return target;
    }

    private void addPending(float[] row) {
        if (row != null) {
            addOne(row, target);
        }
    }

    private static void addOne(float[] a, float[] target) {
        for (int j = 0; j < target.length; j++) {
            target[j] += a[j];
        }
    }

    private static void addFour(float[] a, float[] b, float[] c, float[] d, float[] target) {
        for (int j = 0; j < target.length; j++) {
            target[j] += (a[j] + b[j]) + (c[j] + d[j]);
        }
    }
}
