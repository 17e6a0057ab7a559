package io.github.dkae.linalg;

import org.bytedeco.dnnl.global.dnnl.algorithm;

/** Functions of one value. */
public enum ElementFunction {
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID(algorithm.eltwise_logistic, algorithm.eltwise_logistic_use_dst_for_bwd),
    /** tanh x. */
    TANH(algorithm.eltwise_tanh, algorithm.eltwise_tanh_use_dst_for_bwd),
    /** max(x, 0). */
    RELU(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd),
    /** x². */
    SQUARE(algorithm.eltwise_square, null),
    /** αx + β. */
    LINEAR(algorithm.eltwise_linear, null);

    private final algorithm forward;
    private final algorithm backward;

    ElementFunction(algorithm forward, algorithm backward) {
        this.forward = forward;
        this.backward = backward;
    }

    algorithm forward() {
        return forward;
    }

    /** The derivative in terms of the function's result. */
    algorithm backward() {
        if (backward == null) {
            throw new IllegalArgumentException("the derivative of " + this + " doesn't follow from its result");
        }
        return backward;
    }
}
