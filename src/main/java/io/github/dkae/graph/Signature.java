package io.github.dkae.graph;

import io.github.dkae.support.Text;
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

    /** Refuses an array that is not like this. */
    void require(String name, INDArray array) {
        if (!equals(of(array))) {
            throw new IllegalArgumentException(Text.format("%s must be %s, but is %s", name, this, of(array)));
        }
    }

    /** The same in another data type. */
    Signature as(DataType other) {
        return new Signature(other, shape);
    }

    long length() {
        return product(shape, 0, shape.length);
    }

    long bytes() {
        return length() * type.width();
    }

    int rank() {
        return shape.length;
    }

    /** Whether a value of this signature is the same for all rows of a matrix like {@code other}. */
    boolean isRowOf(Signature other) {
        return other.rank() == 2 && length() == other.shape[1]
                && (rank() == 1 || rank() == 2 && shape[0] == 1);
    }

    /** Whether a value of this signature has one number for each channel of images like {@code other}, [n, channels, …]. */
    boolean isChannelsOf(Signature other) {
        return other.rank() == 4 && rank() == 4 && length() == shape[1] && shape[1] == other.shape[1];
    }

    /**
     * How many neighbours there are of a value like {@code other} for each number of this one, which it was broadcast from:
     * numbers in dimensions before those that this one has, in those, and in the ones after them; null if it was not.
     */
    long[] partsOf(Signature other) {
        if (length() == 1) {
            long rows = other.rank() < 2 ? 1 : other.shape[0];
            return new long[] {rows, 1, other.length() / rows};
        }
        int first = 0;
        int last = other.rank();
        while (first < last && sizeBelow(other, first) == 1) {
            first++;
        }
        while (last > first && sizeBelow(other, last - 1) == 1) {
            last--;
        }
        for (int i = first; i < last; i++) {
            if (rank() > other.rank() || sizeBelow(other, i) != other.shape[i]) {
                return null;
            }
        }
        return new long[] {product(other.shape, 0, first), product(other.shape, first, last),
            product(other.shape, last, other.rank())};
    }

    /** This one's size in a dimension of the other's, where last dimensions meet. */
    private long sizeBelow(Signature other, int dimension) {
        int index = dimension - other.rank() + rank();
        return index < 0 ? 1 : shape[index];
    }

    private static long product(long[] sizes, int from, int to) {
        return Arrays.stream(sizes, from, to).reduce(1, (a, b) -> a * b);
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
