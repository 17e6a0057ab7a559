package io.github.dkae.autoencoder;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The transfer function σ of a layer.
 *
 * <p>Each derivative is written in terms of the output h = σ(z), so that a step need not keep z.
 */
public enum TransferFunction {
    /** 1 / (1 + e⁻ᶻ), the paper's choice. */
    SIGMOID {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return graph.nn().sigmoid(z);
        }

        @Override
        INDArray applyInPlace(INDArray z) {
            return Transforms.sigmoid(z, false);
        }

        @Override
        void apply(float[] z, int n) {
            for (int i = 0; i < n; i++) {
                z[i] = 0.5f + 0.5f * HyperbolicTangent.of(0.5f * z[i]);
            }
        }

        @Override
        void timesDerivative(float[] gradient, float[] h, int n) {
            for (int i = 0; i < n; i++) {
                gradient[i] *= h[i] * (1 - h[i]);
            }
        }
    },

    /** Hyperbolic tangent. */
    TANH {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return graph.math().tanh(z);
        }

        @Override
        INDArray applyInPlace(INDArray z) {
            return Transforms.tanh(z, false);
        }

        @Override
        void apply(float[] z, int n) {
            for (int i = 0; i < n; i++) {
                z[i] = HyperbolicTangent.of(z[i]);
            }
        }

        @Override
        void timesDerivative(float[] gradient, float[] h, int n) {
            for (int i = 0; i < n; i++) {
                gradient[i] *= 1 - h[i] * h[i];
            }
        }
    },

    /** max(z, 0); the derivative at 0 is taken as 0. */
    RELU {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return graph.nn().relu(z, 0);
        }

        @Override
        INDArray applyInPlace(INDArray z) {
            return Transforms.relu(z, false);
        }

        @Override
        void apply(float[] z, int n) {
            for (int i = 0; i < n; i++) {
                z[i] = Math.max(z[i], 0);
            }
        }

        @Override
        void timesDerivative(float[] gradient, float[] h, int n) {
            for (int i = 0; i < n; i++) {
                gradient[i] = h[i] > 0 ? gradient[i] : 0;
            }
        }
    },

    /** z itself. */
    LINEAR {
        @Override
        SDVariable express(SameDiff graph, SDVariable z) {
            return z;
        }

        @Override
        INDArray applyInPlace(INDArray z) {
            return z;
        }

        @Override
        void apply(float[] z, int n) {
            // The identity.
        }

        @Override
        void timesDerivative(float[] gradient, float[] h, int n) {
            // The derivative is 1.
        }
    };

    /** σ(z) as a node of {@code graph}. */
    abstract SDVariable express(SameDiff graph, SDVariable z);

    /** Replaces {@code z} by σ(z) and returns it. */
    abstract INDArray applyInPlace(INDArray z);

    /** Replaces the first {@code n} values of {@code z} by σ(z). */
    abstract void apply(float[] z, int n);

    /** Multiplies the first {@code n} values of {@code gradient} by σ′, given the outputs {@code h} = σ(z). */
    abstract void timesDerivative(float[] gradient, float[] h, int n);
}
