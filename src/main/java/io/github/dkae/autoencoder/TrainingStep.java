package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One training step, again and again: the gradient of a mini-batch, then Adam. All memory is allocated at the start.
 *
 * <p>{@link DeepKernelizedAutoencoder#fit} is made of these; by itself it serves to measure them. Not safe for use by
 * several threads.
 */
public final class TrainingStep implements AutoCloseable {
    private final INDArray parameters;
    private final INDArray gradient;
    private final WorkTeam team;
    private final GradientEngine engine;
    private final Optimizer optimizer;
    private final double lambda;
    private final int batchSize;
    private final int inputs;
    private double gradientNorm = Double.NaN;

    /**
     * @param parameters flat vector, updated at each step and still its creator's
     * @param withPrior  whether steps come with a block of the prior
     * @param threads    how many compute; as many as BLAS has when empty
     */
    TrainingStep(Architecture architecture, TrainingOptions options, int batchSize, boolean withPrior,
                 INDArray parameters, OptionalInt threads) {
        this.parameters = parameters;
        this.batchSize = batchSize;
        inputs = architecture.input();
        lambda = options.lambda();
        gradient = Nd4j.zerosLike(parameters);
        team = options.engine().team(threads);
        engine = options.engine().gradients(architecture,
                withPrior ? Optional.of(options.codeLoss()) : Optional.empty(), batchSize, parameters, gradient, team);
        optimizer = options.engine().optimizer(parameters, gradient, new ParameterLayout(architecture).weightCount(),
                options, team);
    }

    /** Steps for a new network with initial weights, with λ, batch size, loss and engine from {@code options}. */
    public static TrainingStep of(Architecture architecture, TrainingOptions options) {
        Arguments.present("architecture", architecture);
        return new TrainingStep(architecture, options, options.batchSize(), options.lambda() > 0,
                TrainingState.initialParameters(architecture, options.seed()), OptionalInt.empty());
    }

    /**
     * Does one step; returns the losses before it.
     *
     * @param batch        samples [k, d] float32
     * @param prior        the prior's block [k, k] of these samples, when λ &gt; 0
     * @param learningRate Adam's rate
     * @throws IllegalArgumentException when batch or prior has another shape, before anything is changed
     */
    public Losses run(INDArray batch, Optional<INDArray> prior, double learningRate) {
        return run(batch, batch, prior, learningRate);
    }

    /** Does one step towards reconstructions that are {@code target} [k, d], such as the batch without its noise. */
    Losses run(INDArray batch, INDArray target, Optional<INDArray> prior, double learningRate) {
        requireShape("batch", batch, inputs);
        requireShape("target", target, inputs);
        prior.ifPresent(block -> requireShape("prior", block, batchSize));
        Optimizer.Update update = optimizer.begin(learningRate);
        Losses losses = engine.gradients(batch, target, prior, lambda, update);
        gradientNorm = update.finish();
        return losses;
    }

    private void requireShape(String name, INDArray array, long columns) {
        Arguments.matrix(name, array, columns);
        if (array.rows() != batchSize) {
            throw new IllegalArgumentException(
                    Text.format("%s must have %d rows, as many as a batch, but its shape is %s",
                            name, batchSize, Arrays.toString(array.shape())));
        }
    }

    /** Does {@code steps}, calls of {@link #run} in a row: what each would else set for itself is set once for all. */
    public void series(Runnable steps) {
        try (GradientEngine.Series own = engine.series()) {
            steps.run();
        }
    }

    /** Euclidean norm of the latest step's gradient, before clipping. */
    public double gradientNorm() {
        return gradientNorm;
    }

    GradientEngine engine() {
        return engine;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    INDArray gradient() {
        return gradient;
    }

    WorkTeam team() {
        return team;
    }

    /** Frees everything but the parameters and Adam's moments. */
    void closeBuffers() {
        team.close();
        engine.close();
        gradient.close();
    }

    @Override
    public void close() {
        closeBuffers();
        optimizer.close();
        parameters.close();
    }

    @Override
    public String toString() {
        return Text.format("Training step on %,d parameters", parameters.length());
    }
}
