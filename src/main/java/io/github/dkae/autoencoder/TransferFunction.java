package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The transfer function σ of a layer. */
public enum TransferFunction {
    /** 1 / (1 + e⁻ᶻ), the paper's choice. */
    SIGMOID {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return graph.nn().sigmoid(z);
        }
    },

    /** Hyperbolic tangent. */
    TANH {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return graph.math().tanh(z);
        }
    },

    /** max(z, 0); the derivative at 0 is taken as 0. */
    RELU {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return graph.nn().relu(z, 0);
        }
    },

    /** z itself. */
    LINEAR {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return z;
        }
    };

    /** σ(z) as a node of {@code graph}. */
    abstract SDVariable express(SameDiff graph, SDVariable z);
}
