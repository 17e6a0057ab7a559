package io.github.dkae.linalg;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as a {@link Primitive} sees it: where its values lie, and how they are counted.
 *
 * @param array   keeps the memory; float32 or bfloat16
 * @param shape   number of values in each dimension
 * @param strides values between neighbours in each dimension
 */
public record Tensor(INDArray array, long[] shape, long[] strides) {
    public Tensor {
        Arguments.present("array", array);
        dataType(array.dataType());
        Arguments.between("number of strides", strides.length, shape.length, shape.length);
    }

    /** An array as it is; a scalar has the shape [1]. */
    public static Tensor of(INDArray array) {
        return array.rank() == 0 ? new Tensor(array, new long[] {1}, new long[] {1})
                : new Tensor(array, array.shape(), array.stride());
    }

    /** The values of an array in C order, counted in another shape. */
    public static Tensor of(INDArray array, long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        if (stride != array.length()) {
            throw new IllegalArgumentException(Text.format(
                    "shape must have as many values as the array, %d, but has %d", array.length(), stride));
        }
        return new Tensor(array, shape, strides);
    }

    /** The same values with other dimensions. */
    public Tensor permuted(int... dimensions) {
        long[] newShape = new long[dimensions.length];
        long[] newStrides = new long[dimensions.length];
        for (int i = 0; i < dimensions.length; i++) {
            newShape[i] = shape[dimensions[i]];
            newStrides[i] = strides[dimensions[i]];
        }
        return new Tensor(array, newShape, newStrides);
    }

    /** A matrix's transpose. */
    public Tensor transposed() {
        return permuted(1, 0);
    }

    /** The matrix or, where {@code transpose}, its transpose. */
    public Tensor transposed(boolean transpose) {
        return transpose ? transposed() : this;
    }

    memory.desc description() {
        return new memory.desc(shape, dataType(array.dataType()), strides);
    }

    memory memory() {
        return new memory(description(), OneDnn.engine(), array.data().addressPointer());
    }

    private static memory.data_type dataType(DataType type) {
        return switch (type) {
            case FLOAT -> memory.data_type.f32;
            case BFLOAT16 -> memory.data_type.bf16;
            default -> throw new IllegalArgumentException("array must be float32 or bfloat16, but is " + type);
        };
    }
}
