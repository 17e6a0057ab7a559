package io.github.dkae.linalg;

import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Prepares computations by oneDNN that run one after another, and share the memory that they need meanwhile.
 *
 * <p>They use as many threads as the thread that prepared them had ({@link OneDnn#holdTo}). Not safe for use by several
 * threads.
 */
public final class Primitives implements AutoCloseable {
    private final stream stream = new stream(OneDnn.engine(), org.bytedeco.dnnl.stream.flags.in_order);
    private final List<Primitive> prepared = new ArrayList<>();
    private BytePointer scratch = new BytePointer();
    private long scratchBytes;

    /** Combinations of two values. */
    public enum Combination {
        ADD(algorithm.binary_add), SUBTRACT(algorithm.binary_sub), MULTIPLY(algorithm.binary_mul);

        private final algorithm operation;

        Combination(algorithm operation) {
            this.operation = operation;
        }
    }

    /**
     * c ← f(a·b + bias), or c ← c + a·b.
     *
     * @param a    [m, k]
     * @param b    [k, n]
     * @param bias [1, n]
     * @param f    SIGMOID, TANH or RELU
     * @param onto whether the product is added to what c holds; then there is neither bias nor f
     * @param c    [m, n], overlapping neither factor
     */
    public Primitive product(Tensor a, Tensor b, Optional<Tensor> bias, Optional<ElementFunction> f, boolean onto,
            Tensor c) {
        try (PointerScope scope = new PointerScope()) {
            post_ops after = new post_ops();
            if (onto) {
                after.append_sum();
            }
            f.ifPresent(function -> after.append_eltwise(function.forward(), 0, 0));
            primitive_attr attributes = attributes();
            attributes.set_post_ops(after);
            memory.desc as = a.description();
            memory.desc bs = b.description();
            memory.desc cs = c.description();
            if (bias.isEmpty()) {
                return prepare(new matmul.primitive_desc(OneDnn.engine(), as, bs, cs, attributes, false),
                        Map.of(dnnl.DNNL_ARG_SRC, a, dnnl.DNNL_ARG_WEIGHTS, b, dnnl.DNNL_ARG_DST, c));
            }
            return prepare(new matmul.primitive_desc(OneDnn.engine(), as, bs, bias.get().description(), cs, attributes,
                    false), Map.of(dnnl.DNNL_ARG_SRC, a, dnnl.DNNL_ARG_WEIGHTS, b, dnnl.DNNL_ARG_BIAS, bias.get(),
                    dnnl.DNNL_ARG_DST, c));
        }
    }

    /** y ← f(x) for arrays of one shape, which may be the same; α and β are LINEAR's. */
    public Primitive map(ElementFunction f, float alpha, float beta, Tensor x, Tensor y) {
        try (PointerScope scope = new PointerScope()) {
            return prepare(forward(f.forward(), alpha, beta, x, y),
                    Map.of(dnnl.DNNL_ARG_SRC, x, dnnl.DNNL_ARG_DST, y));
        }
    }

    private static eltwise_forward.primitive_desc forward(algorithm f, float alpha, float beta, Tensor x, Tensor y) {
        return new eltwise_forward.primitive_desc(OneDnn.engine(), prop_kind.forward_training, f, x.description(),
                y.description(), alpha, beta, attributes(), false);
    }

    /** dx ← dy·f′(x) for arrays of one shape, given y = f(x). */
    public Primitive derivative(ElementFunction f, Tensor y, Tensor dy, Tensor dx) {
        try (PointerScope scope = new PointerScope()) {
            return prepare(new eltwise_backward.primitive_desc(OneDnn.engine(), f.backward(), dx.description(),
                    dy.description(), y.description(), 0, 0, forward(f.backward(), 0, 0, y, y), attributes(), false),
                    Map.of(dnnl.DNNL_ARG_DST, y, dnnl.DNNL_ARG_DIFF_DST, dy, dnnl.DNNL_ARG_DIFF_SRC, dx));
        }
    }

    /** z ← x ∘ y, where y has the shape of x or 1 in some of its dimensions; z may be x. */
    public Primitive combination(Combination how, Tensor x, Tensor y, Tensor z) {
        try (PointerScope scope = new PointerScope()) {
            return prepare(new binary.primitive_desc(OneDnn.engine(), how.operation, x.description(), y.description(),
                    z.description(), attributes(), false),
                    Map.of(dnnl.DNNL_ARG_SRC_0, x, dnnl.DNNL_ARG_SRC_1, y, dnnl.DNNL_ARG_DST, z));
        }
    }

    /** y ← x for arrays of one shape, between orders and data types. */
    public Primitive copy(Tensor x, Tensor y) {
        try (PointerScope scope = new PointerScope()) {
            reorder.primitive_desc description = new reorder.primitive_desc(OneDnn.engine(), x.description(),
                    OneDnn.engine(), y.description(), attributes(), false);
            return prepare(new reorder(description), description,
                    Map.of(dnnl.DNNL_ARG_FROM, x, dnnl.DNNL_ARG_TO, y));
        }
    }

    static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        // oneDNN's own scratchpad would belong to the thread that prepares, and not be there for another that runs.
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    Primitive prepare(primitive_desc description, Map<Integer, Tensor> operands) {
        return prepare(new primitive(description), description, operands);
    }

    private Primitive prepare(primitive computation, primitive_desc_base description, Map<Integer, Tensor> operands) {
        Primitive primitive = new Primitive(this, computation, description, operands);
        prepared.add(primitive);
        if (primitive.scratchBytes() > scratchBytes) {
            scratch.close();
            scratchBytes = primitive.scratchBytes();
            // Kept beyond the scope that frees all else.
            scratch = new BytePointer(scratchBytes).retainReference();
            prepared.forEach(each -> each.useScratch(scratch));
        } else {
            primitive.useScratch(scratch);
        }
        return primitive;
    }

    stream stream() {
        return stream;
    }

    /** Bytes that the computations need while they run. */
    public long scratchBytes() {
        return scratchBytes;
    }

    @Override
    public String toString() {
        return Text.format("%d primitives of oneDNN, %,d KiB of scratch memory", prepared.size(), scratchBytes / 1024);
    }

    /** Frees what was prepared, not the arrays. */
    @Override
    public void close() {
        prepared.forEach(Primitive::close);
        scratch.close();
        stream.close();
    }
}
