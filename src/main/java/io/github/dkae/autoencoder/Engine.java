package io.github.dkae.autoencoder;

import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What computes gradients and applies them during training. Both give the same numbers up to rounding. */
public enum Engine {
    /** BLAS calls and passes over the cache in plain Java; needs ND4J's CPU backend. */
    LEAN {
        @Override
        WorkTeam team(OptionalInt threads) {
            return new WorkTeam(threads.orElseGet(SingleThreadedBlas::threadsOtherwise));
        }

        @Override
        GradientEngine gradients(Architecture architecture, Optional<CodeLoss> codeLoss, int samples,
                                 INDArray parameters, INDArray gradient, WorkTeam team) {
            return new LeanEngine(architecture, codeLoss, samples, parameters, gradient, team);
        }

        @Override
        Optimizer optimizer(INDArray parameters, INDArray gradient, long weightCount, TrainingOptions options,
                            WorkTeam team) {
            return new FusedAdam(parameters, gradient, weightCount, options.weightDecay(), options.clipNorm(), team);
        }
    },

    /** SameDiff's own session and ND4J operations; runs on any backend. */
    GRAPH {
        @Override
        WorkTeam team(OptionalInt threads) {
            return WorkTeam.alone();
        }

        @Override
        GradientEngine gradients(Architecture architecture, Optional<CodeLoss> codeLoss, int samples,
                                 INDArray parameters, INDArray gradient, WorkTeam team) {
            return new GraphEngine(architecture, codeLoss, samples, parameters, gradient);
        }

        @Override
        Optimizer optimizer(INDArray parameters, INDArray gradient, long weightCount, TrainingOptions options,
                            WorkTeam team) {
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

    /**
     * Threads for the other two methods, to be closed by the caller after what they return.
     *
     * @param threads how many; as many as BLAS has when empty
     */
    abstract WorkTeam team(OptionalInt threads);

    /** An engine for batches of {@code samples}; the loss is the reconstruction loss where there is no code loss. */
    abstract GradientEngine gradients(Architecture architecture, Optional<CodeLoss> codeLoss, int samples,
                                      INDArray parameters, INDArray gradient, WorkTeam team);

    abstract Optimizer optimizer(INDArray parameters, INDArray gradient, long weightCount, TrainingOptions options,
                                 WorkTeam team);
}
