package io.github.dkae.linalg;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.PointerScope;

/**
 * Prepares convolutions between a large image [n, channels, height, width] and a small one [n, features, height, width]
 * with weights [features, channels, height, width]; a transposed convolution is the one from small to large.
 *
 * <p>Images are read where they lie, channels first or last; weights are brought into the order that oneDNN's kernel wants
 * at each run, which takes a hundredth of its time, where kernels for other orders take ten to a hundred times as long.
 */
public final class Convolutions {
    /** Fewer channels than this leave most of a vector empty in the kernels that oneDNN prefers. */
    private static final int FEW_CHANNELS = 8;
    /** In the names of kernels that bring images into another order and back, which costs more than few channels gain. */
    private static final String REORDERING = "ncsp";

    private final Primitives primitives;

    public Convolutions(Primitives primitives) {
        this.primitives = primitives;
    }

    /**
     * small ← f(large ∗ weights + bias).
     *
     * @param bias [features]
     * @param f    SIGMOID, TANH or RELU
     */
    public Runnable forward(Window window, Tensor large, Tensor weights, Optional<Tensor> bias,
            Optional<ElementFunction> f, Tensor small) {
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = Primitives.holdFor(work(weights, small))) {
            var convolution = forward(window, large.description(), anyOrder(weights), bias.map(Tensor::description),
                    small.description(), Primitives.attributes(f));
            memory ordered = ordered(convolution.weights_desc());
            Map<Integer, memory> operands = Primitives.operands(Map.of(dnnl.DNNL_ARG_SRC, large, dnnl.DNNL_ARG_DST, small));
            operands.put(dnnl.DNNL_ARG_WEIGHTS, ordered);
            bias.ifPresent(tensor -> operands.put(dnnl.DNNL_ARG_BIAS, tensor.memory()));
            return inTurn(primitives.copy(weights.memory(), ordered),
                    primitives.prepare(convolution, operands, work(weights, small)));
        }
    }

    /** large ← the gradient of ⟨small, large ∗ weights⟩: a transposed convolution. */
    public Runnable transposed(Window window, Tensor small, Tensor weights, Tensor large) {
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = Primitives.holdFor(work(weights, small))) {
            boolean few = large.shape()[1] < FEW_CHANNELS;
            memory.desc order = few ? new memory.desc(weights.shape(), memory.data_type.f32,
                    large.strides()[1] == 1 && large.shape()[1] > 1 ? format_tag.hwio : format_tag.oihw) : anyOrder(weights);
            var convolution = new convolution_backward_data.primitive_desc(OneDnn.engine(), algorithm.convolution_direct,
                    large.description(), order, small.description(), window.strides(), window.dilationsFromZero(),
                    window.before(), window.after(), forward(window, large.description(), order, Optional.empty(),
                    small.description(), Primitives.attributes(Optional.empty())), Primitives.attributes(Optional.empty()),
                    false);
            boolean next = few;
            while (next && convolution.impl_info_str().getString().contains(REORDERING)) {
                next = convolution.next_impl();
            }
            memory ordered = ordered(convolution.weights_desc());
            Map<Integer, memory> operands = Primitives.operands(Map.of(dnnl.DNNL_ARG_DIFF_SRC, large,
                    dnnl.DNNL_ARG_DIFF_DST, small));
            operands.put(dnnl.DNNL_ARG_WEIGHTS, ordered);
            return inTurn(primitives.copy(weights.memory(), ordered),
                    primitives.prepare(convolution, operands, work(weights, small)));
        }
    }

    /** weights ← the gradient of ⟨small, large ∗ weights⟩. */
    public Runnable weightGradient(Window window, Tensor large, Tensor small, Tensor weights) {
        try (PointerScope scope = new PointerScope(); OneDnn.Hold hold = Primitives.holdFor(work(weights, small))) {
            memory.desc order = anyOrder(weights);
            var convolution = new convolution_backward_weights.primitive_desc(OneDnn.engine(),
                    algorithm.convolution_direct, large.description(), order, small.description(), window.strides(),
                    window.dilationsFromZero(), window.before(), window.after(), forward(window, large.description(), order,
                    Optional.empty(), small.description(), Primitives.attributes(Optional.empty())),
                    Primitives.attributes(Optional.empty()), false);
            memory ordered = ordered(convolution.diff_weights_desc());
            Map<Integer, memory> operands = Primitives.operands(Map.of(dnnl.DNNL_ARG_SRC, large,
                    dnnl.DNNL_ARG_DIFF_DST, small));
            operands.put(dnnl.DNNL_ARG_DIFF_WEIGHTS, ordered);
            return inTurn(primitives.prepare(convolution, operands, work(weights, small)),
                    primitives.copy(ordered, weights.memory()));
        }
    }

    private static convolution_forward.primitive_desc forward(Window window, memory.desc large, memory.desc weights,
            Optional<memory.desc> bias, memory.desc small, primitive_attr attributes) {
        return bias.isPresent() ? new convolution_forward.primitive_desc(OneDnn.engine(), prop_kind.forward_training,
                algorithm.convolution_direct, large, weights, bias.get(), small, window.strides(),
                window.dilationsFromZero(), window.before(), window.after(), attributes, false)
                : new convolution_forward.primitive_desc(OneDnn.engine(), prop_kind.forward_training,
                algorithm.convolution_direct, large, weights, small, window.strides(), window.dilationsFromZero(),
                window.before(), window.after(), attributes, false);
    }

    private static memory.desc anyOrder(Tensor weights) {
        return new memory.desc(weights.shape(), memory.data_type.f32, format_tag.any);
    }

    /** Memory of oneDNN's own, which stays as long as a computation uses it. */
    private memory ordered(memory.desc description) {
        primitives.count(description.get_size());
        return new memory(description, OneDnn.engine());
    }

    private static Runnable inTurn(Primitive first, Primitive second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    /** Multiplications. */
    private static double work(Tensor weights, Tensor small) {
        return (double) weights.array().length() * small.array().length() / small.shape()[1];
    }

    @Override
    public String toString() {
        return "convolutions among " + primitives;
    }
}
