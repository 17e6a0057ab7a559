package io.github.dkae.linalg;

import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.HashMap;
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
 * <p>They use as many threads as the thread that prepared them had ({@link OneDnn#holdTo}), small ones a single thread.
 * Not safe for use by several threads.
 */
public final class Primitives implements AutoCloseable {
    /** Multiplications, or {@link #PER_VALUE} for each value, that take one thread less time than two take to meet. */
    private static final double SMALL = 1 << 20;
    /** Reading and writing a value takes as long as so many multiplications within a product. */
    private static final double PER_VALUE = 32;

    private final stream stream = new stream(OneDnn.engine(), org.bytedeco.dnnl.stream.flags.in_order);
    private final List<Primitive> prepared = new ArrayList<>();
    private BytePointer scratch = new BytePointer();
    private long scratchBytes;
    private long otherBytes;

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
        double work = (double) a.shape()[0] * b.array().length();
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = holdFor(work)) {
            primitive_attr attributes = attributes(f);
            if (onto) {
                post_ops after = new post_ops();
                after.append_sum();
                attributes.set_post_ops(after);
            }
            Map<Integer, memory> operands = operands(Map.of(dnnl.DNNL_ARG_SRC, a, dnnl.DNNL_ARG_WEIGHTS, b,
                    dnnl.DNNL_ARG_DST, c));
            bias.ifPresent(row -> operands.put(dnnl.DNNL_ARG_BIAS, row.memory()));
            return prepare(bias.isPresent() ? new matmul.primitive_desc(OneDnn.engine(), a.description(),
                    b.description(), bias.get().description(), c.description(), attributes, false)
                    : new matmul.primitive_desc(OneDnn.engine(), a.description(), b.description(), c.description(),
                    attributes, false), operands, work);
        }
    }

    /** y ← f(x) for arrays of one shape, which may be the same; α and β are LINEAR's. */
    public Primitive map(ElementFunction f, float alpha, float beta, Tensor x, Tensor y) {
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = holdFor(work(y))) {
            return prepare(forward(f.forward(), alpha, beta, x, y),
                    operands(Map.of(dnnl.DNNL_ARG_SRC, x, dnnl.DNNL_ARG_DST, y)), work(y));
        }
    }

    private static eltwise_forward.primitive_desc forward(algorithm f, float alpha, float beta, Tensor x, Tensor y) {
        return new eltwise_forward.primitive_desc(OneDnn.engine(), prop_kind.forward_training, f, x.description(),
                y.description(), alpha, beta, attributes(Optional.empty()), false);
    }

    /** dx ← dy·f′(x) for arrays of one shape, given y = f(x). */
    public Primitive derivative(ElementFunction f, Tensor y, Tensor dy, Tensor dx) {
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = holdFor(work(y))) {
            return prepare(new eltwise_backward.primitive_desc(OneDnn.engine(), f.backward(), dx.description(),
                    dy.description(), y.description(), 0, 0, forward(f.backward(), 0, 0, y, y),
                    attributes(Optional.empty()), false), operands(Map.of(dnnl.DNNL_ARG_DST, y, dnnl.DNNL_ARG_DIFF_DST,
                    dy, dnnl.DNNL_ARG_DIFF_SRC, dx)), work(y));
        }
    }

    /** z ← x ∘ y, where y has the shape of x or 1 in some of its dimensions; z may be x. */
    public Primitive combination(Combination how, Tensor x, Tensor y, Tensor z) {
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = holdFor(work(z))) {
            return prepare(new binary.primitive_desc(OneDnn.engine(), how.operation, x.description(), y.description(),
                    z.description(), attributes(Optional.empty()), false),
                    operands(Map.of(dnnl.DNNL_ARG_SRC_0, x, dnnl.DNNL_ARG_SRC_1, y, dnnl.DNNL_ARG_DST, z)), work(z));
        }
    }

    /** y ← x for arrays of one shape, between orders and data types. */
    public Primitive copy(Tensor x, Tensor y) {
        try (PointerScope scope = new PointerScope()) {
            return copy(x.memory(), y.memory());
        }
    }

    Primitive copy(memory from, memory to) {
        double work = PER_VALUE * from.get_desc().get_size() / Float.BYTES;
        try (OneDnn.Hold hold = holdFor(work)) {
            reorder.primitive_desc description = new reorder.primitive_desc(OneDnn.engine(), from.get_desc(),
                    OneDnn.engine(), to.get_desc(), attributes(Optional.empty()), false);
            return prepare(new reorder(description), description,
                    Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to), work);
        }
    }

    /** What a computation is to do beside its own: a function of its result. */
    static primitive_attr attributes(Optional<ElementFunction> f) {
        primitive_attr attributes = new primitive_attr();
        // oneDNN's own scratchpad would belong to the thread that prepares, and not be there for another that runs.
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        if (f.isPresent()) {
            post_ops after = new post_ops();
            after.append_eltwise(f.get().forward(), 0, 0);
            attributes.set_post_ops(after);
        }
        return attributes;
    }

    static Map<Integer, memory> operands(Map<Integer, Tensor> tensors) {
        Map<Integer, memory> operands = new HashMap<>();
        tensors.forEach((role, tensor) -> operands.put(role, tensor.memory()));
        return operands;
    }

    private static double work(Tensor values) {
        return PER_VALUE * values.array().length();
    }

    /** Has what is small prepared for one thread. */
    static OneDnn.Hold holdFor(double work) {
        return work <= SMALL ? OneDnn.holdTo(1) : null;
    }

    Primitive prepare(primitive_desc description, Map<Integer, memory> operands, double work) {
        return prepare(new primitive(description), description, operands, work);
    }

    private Primitive prepare(primitive computation, primitive_desc_base description, Map<Integer, memory> operands,
            double work) {
        Primitive primitive = new Primitive(this, computation, description, operands, work <= SMALL);
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

    /** Adds memory that stays as long as this to what is reported. */
    void count(long bytes) {
        otherBytes += bytes;
    }

    stream stream() {
        return stream;
    }

    /** Bytes that the computations need beside their arrays. */
    public long bytes() {
        return scratchBytes + otherBytes;
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
