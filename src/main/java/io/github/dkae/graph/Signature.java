package io.github.dkae.graph;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Data type and shape of a value; equal when both are.
 *
 * @param shape empty for a scalar
 */
record Signature(DataType type, long... shape) {
    static Signature of(INDArray array) {
        return new Signature(array.dataType(), array.shape());
    }

    /** The same in another data type. */
    Signature as(DataType other) {
        return new Signature(other, shape);
    }

    long length() {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return length;
    }

    long bytes() {
        return length() * type.width();
    }

    int rank() {
        return shape.length;
    }

    boolean isFloatMatrix() {
        return type == DataType.FLOAT && rank() == 2;
    }

    /** Whether a value of this signature is the same for all rows of a matrix like {@code other}. */
    boolean isRowOf(Signature other) {
        return other.rank() == 2 && length() == other.shape[1]
                && (rank() == 1 || rank() == 2 && shape[0] == 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && type == that.type && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return type.toString().toLowerCase(java.util.Locale.ROOT) + Arrays.toString(shape);
    }
}
