package io.github.dkae.support;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What an array of a saved model must be.
 *
 * @param type  float32, float64 or int32
 * @param shape its dimensions, {@link #ANY} for those that are known by the array alone
 */
public record ArrayForm(DataType type, List<Long> shape) {
    /** A dimension of any size from 1 on. */
    public static final long ANY = -1;

    public ArrayForm {
        NpyFormat.description(type);
        shape = List.copyOf(shape);
    }

    public static ArrayForm of(DataType type, long... shape) {
        return new ArrayForm(type, Arrays.stream(shape).boxed().toList());
    }

    /** Whether an array of these dimensions has this form. */
    boolean allows(long[] dimensions) {
        boolean allowed = dimensions.length == shape.size();
        for (int i = 0; allowed && i < dimensions.length; i++) {
            allowed = dimensions[i] > 0 && (shape.get(i) == ANY || shape.get(i) == dimensions[i]);
        }
        return allowed;
    }

    /** The shape as text, such as {@code [784, any]}. */
    String shapeText() {
        return shape.stream().map(size -> size == ANY ? "any" : size.toString()).toList().toString();
    }
}
