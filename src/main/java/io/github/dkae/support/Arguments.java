package io.github.dkae.support;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Argument checks whose messages name the argument, the value given and what is allowed. */
public final class Arguments {
    private Arguments() {}

    /** Returns {@code value} when {@code min ≤ value ≤ max}. */
    public static int between(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(max == Integer.MAX_VALUE
                    ? Text.format("%s must be at least %d, but was %d", name, min, value)
                    : Text.format("%s must be between %d and %d, but was %d", name, min, max, value));
        }
        return value;
    }

    /** Returns {@code value} when {@code value ≥ min}. */
    public static int atLeast(String name, int value, int min) {
        return between(name, value, min, Integer.MAX_VALUE);
    }

    /** Returns {@code value} when it is finite and {@code min ≤ value ≤ max}. */
    public static double between(String name, double value, double min, double max) {
        if (!(value >= min && value <= max) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    Text.format("%s must be between %s and %s, but was %s", name, min, max, value));
        }
        return value;
    }

    /** Returns {@code value} when it is finite and positive. */
    public static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(Text.format("%s must be positive and finite, but was %s", name, value));
        }
        return value;
    }

    /** Returns {@code value} when it is finite and not negative. */
    public static double notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    Text.format("%s must be zero or positive and finite, but was %s", name, value));
        }
        return value;
    }

    /** Returns {@code value} when it is not null. */
    public static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }

    /** Returns {@code array} when it is a matrix [n, d] with n ≥ 1 and d ≥ 1. */
    public static INDArray matrix(String name, INDArray array) {
        present(name, array);
        if (array.isEmpty() || array.rank() != 2) {
            throw new IllegalArgumentException(
                    Text.format("%s must be a matrix [n, d] with at least one row, but its shape is %s",
                            name, java.util.Arrays.toString(array.shape())));
        }
        return array;
    }

    /** Returns {@code array} when it is a matrix [n, {@code columns}] with n ≥ 1. */
    public static INDArray matrix(String name, INDArray array, long columns) {
        matrix(name, array);
        if (array.columns() != columns) {
            throw new IllegalArgumentException(Text.format("%s must have %d columns, but its shape is %s",
                    name, columns, java.util.Arrays.toString(array.shape())));
        }
        return array;
    }

    /** Returns {@code array} when it is a matrix [n, d] without NaN or infinite values; costs one pass over it. */
    public static INDArray finiteMatrix(String name, INDArray array) {
        matrix(name, array);
        // Any NaN or infinity makes the sum NaN or infinite; finite float32 data sum without overflow in practice.
        double sum = array.sumNumber().doubleValue();
        if (Double.isNaN(sum) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException(name + " must hold finite values only, but has NaN or infinite ones");
        }
        return array;
    }
}
