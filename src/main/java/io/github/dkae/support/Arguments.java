package io.github.dkae.support;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

    /** Returns {@code array} when it is an open matrix [n, d] with n ≥ 1 and d ≥ 1. */
    public static INDArray matrix(String name, INDArray array) {
        if (present(name, array).wasClosed()) {
            throw new IllegalArgumentException(name + " must be an open array, but was closed");
        }
        if (array.isEmpty() || array.rank() != 2) {
            throw new IllegalArgumentException(
                    Text.format("%s must be a matrix [n, d] with at least one row, but its shape is %s",
                            name, Arrays.toString(array.shape())));
        }
        return array;
    }

    /** Returns {@code array} when it is an open matrix [n, {@code columns}] with n ≥ 1. */
    public static INDArray matrix(String name, INDArray array, long columns) {
        matrix(name, array);
        if (array.columns() != columns) {
            throw new IllegalArgumentException(Text.format("%s must have %d columns, but its shape is %s",
                    name, columns, Arrays.toString(array.shape())));
        }
        return array;
    }

    /**
     * A matrix [n, d] of numbers as all methods that take samples compute with it: every value finite, in float32 or
     * float64 and in c order without gaps. It is {@code array} itself when that is such a matrix already, else a copy,
     * in float64 where it was or held integers of 32 bits or more, in float32 where it held anything less; costs one
     * pass.
     *
     * @throws IllegalArgumentException when it is no matrix, holds no numbers, or has a value that is NaN, infinite or
     *                                  so large that the sum of all squares is infinite; names its row and column
     */
    public static INDArray samples(String name, INDArray array) {
        return samples(matrix(name, array), name, switch (array.dataType()) {
            case DOUBLE, INT, LONG, UINT32, UINT64 -> DataType.DOUBLE;
            default -> DataType.FLOAT;
        });
    }

    /** As {@link #samples(String, INDArray)}, in {@code type}, float32 or float64, in which all values are finite. */
    public static INDArray samples(String name, INDArray array, DataType type) {
        return samples(matrix(name, array), name, type);
    }

    /** As {@link #samples(String, INDArray)}, with d = {@code columns}. */
    public static INDArray samples(String name, INDArray array, long columns) {
        matrix(name, array, columns);
        return samples(name, array);
    }

    /** As {@link #samples(String, INDArray, DataType)}, with d = {@code columns}. */
    public static INDArray samples(String name, INDArray array, long columns, DataType type) {
        return samples(matrix(name, array, columns), name, type);
    }

    private static INDArray samples(INDArray array, String name, DataType type) {
        if (!array.dataType().isNumerical() && array.dataType() != DataType.BOOL) {
            throw new IllegalArgumentException(Text.format("%s must hold numbers, but is of type %s",
                    name, array.dataType()));
        }
        INDArray samples = array.dataType() == type && isPlain(array) ? array
                : Nd4j.createUninitialized(type, array.shape(), 'c').assign(array);
        requireFinite(name, array, samples);
        return samples;
    }

    /**
     * Returns {@code array} when it is a matrix [{@code rows}, m] as {@link #samples(String, INDArray)} takes it, cast
     * to {@code type}, but in any order: for products that copy it anyway.
     */
    public static INDArray factor(String name, INDArray array, long rows, DataType type) {
        if (matrix(name, array).rows() != rows) {
            throw new IllegalArgumentException(Text.format("%s must have %d rows, but its shape is %s",
                    name, rows, Arrays.toString(array.shape())));
        }
        if (array.dataType() != type) {
            return samples(array, name, type);
        }
        requireFinite(name, array, array);
        return array;
    }

    /** {@code array} in float64: itself, or a copy. */
    public static INDArray wide(INDArray array) {
        return array.castTo(DataType.DOUBLE);
    }

    /** NaN and infinity make the norm so, and so do values whose squares overflow in all that comes after. */
    private static void requireFinite(String name, INDArray given, INDArray samples) {
        if (!Double.isFinite(samples.norm2Number().doubleValue())) {
            boolean single = samples.dataType() == DataType.FLOAT;
            refuse(name, given, value -> Double.isFinite(single ? (float) value : value), "finite values only");
            double large = 0.999 * samples.amaxNumber().doubleValue();
            refuse(name, given, value -> Math.abs(value) < large, "values whose squares have a finite sum");
        }
    }

    /**
     * Refuses a matrix for its first value that isn't allowed, if there is one. Goes value by value, so it is for
     * matrices of which is known that they have such a value.
     *
     * @param description what the allowed values are
     */
    public static void refuse(String name, INDArray matrix, DoublePredicate allowed, String description) {
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                double value = matrix.getDouble(row, column);
                if (!allowed.test(value)) {
                    throw new IllegalArgumentException(
                            Text.format("%s must hold %s, but has %s in row %d, column %d (counted from 0)",
                                    name, description, value, row, column));
                }
            }
        }
    }

    private static boolean isPlain(INDArray matrix) {
        return matrix.ordering() == 'c' && (matrix.columns() == 1 || matrix.stride(1) == 1)
                && (matrix.rows() == 1 || matrix.stride(0) == matrix.columns());
    }
}
