package io.github.dkae.autoencoder;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What computes gradients and applies them during training. Both give the same numbers up to rounding. */
public enum Engine {
    /** BLAS calls and passes over the cache in plain Java; needs ND4J's CPU backend. */
    LEAN {
        @Override
        GradientEngine gradients(Architecture architecture, Optional<CodeLoss> codeLoss, int samples,
                                 INDArray parameters, INDArray gradient) {
            return new LeanEngine(architecture, codeLoss, samples, parameters, gradient);
        }

        @Override
        Optimizer optimizer(INDArray parameters, INDArray gradient, long weightCount, TrainingOptions options) {
            return new FusedAdam(parameters, gradient, weightCount, options.weightDecay(), options.clipNorm());
        }
    },

    /** SameDiff's own session and ND4J operations; runs on any backend. */
    GRAPH {
        @Override
        GradientEngine gradients(Architecture architecture, Optional<CodeLoss> codeLoss, int samples,
                                 INDArray parameters, INDArray gradient) {
            return new GraphEngine(architecture, codeLoss, samples, parameters, gradient);
        }

        @Override
        Optimizer optimizer(INDArray parameters, INDArray gradient, long weightCount, TrainingOptions options) {
            return new ArrayAdam(parameters, gradient, weightCount, options.weightDecay(), options.clipNorm());
        }
    };

    /** The lean engine on ND4J's CPU backend, the graph elsewhere. */
    public static Engine fastest() {
        return Backend.CPU ? LEAN : GRAPH;
    }

    /** Asked for once: ND4J collects much else along with the answer. */
    private static final class Backend {
        private static final boolean CPU =
                "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));

        private Backend() {}
    }

    /** An engine for batches of {@code samples}; the loss is the reconstruction loss where there is no code loss. */
    abstract GradientEngine gradients(Architecture architecture, Optional<CodeLoss> codeLoss, int samples,
                                      INDArray parameters, INDArray gradient);

    abstract Optimizer optimizer(INDArray parameters, INDArray gradient, long weightCount, TrainingOptions options);
}
