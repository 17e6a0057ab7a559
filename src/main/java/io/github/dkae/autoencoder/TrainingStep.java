package io.github.dkae.autoencoder;

import io.github.dkae.graph.Adam;
import io.github.dkae.graph.Program;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One training step, again and again: a program computes the gradient of a mini-batch's loss, then comes Adam. All memory is
 * allocated at the start.
 *
 * <p>{@link DeepKernelizedAutoencoder#fit} is made of these; by itself it serves to measure them. Not safe for use by
 * several threads.
 */
public final class TrainingStep implements AutoCloseable {
    private final INDArray parameters;
    private final INDArray gradient;
    private final Program program;
    private final Adam adam;
    private final boolean withPrior;
    private final double lambda;
    private final int batchSize;
    private final int inputs;
    private double gradientNorm = Double.NaN;

    /**
     * @param parameters flat vector in the network's {@link ParameterLayout}, updated at each step and still its creator's
     * @param withPrior  whether steps come with a block of the prior
     * @param threads    how many compute; all when empty
     */
    TrainingStep(Network network, TrainingOptions options, int batchSize, boolean withPrior, INDArray parameters,
                 OptionalInt threads) {
        this.parameters = parameters;
        this.batchSize = batchSize;
        this.withPrior = withPrior;
        inputs = network.input();
        lambda = options.lambda();
        gradient = Nd4j.zerosLike(parameters);
        ParameterLayout layout = new ParameterLayout(network);
        adam = new Adam(parameters, gradient,
                new Adam.Options(options.clipNorm(), options.weightDecay(), layout.weightCount()), layout.lengths());
        Map<String, Adam.Part> parts = new HashMap<>();
        Iterator<Adam.Part> all = adam.parts().iterator();
        layout.shapes().keySet().forEach(name -> parts.put(name, all.next()));
        program = program(network, options, batchSize, withPrior, layout.views(parameters), layout.views(gradient),
                name -> adam.update(parts.get(name)), threads);
    }

    /** Steps for a new network with initial weights, with λ, batch size, loss and precision from {@code options}. */
    public static TrainingStep of(Network network, TrainingOptions options) {
        Arguments.present("network", network);
        return new TrainingStep(network, options, options.batchSize(), options.lambda() > 0,
                new ParameterLayout(network).initial(options.seed()), OptionalInt.empty());
    }

    /**
     * The SameDiff graph that a step differentiates, with initial weights: from {@code input} [k, d], {@code target} [k, d]
     * and, where λ &gt; 0, {@code prior} [k, k] and {@code lambda} to {@code loss}; to look at, or to run by SameDiff's own
     * session.
     */
    public static SameDiff graph(Network network, TrainingOptions options) {
        NetworkGraph graph = NetworkGraph.withLoss(network,
                options.lambda() > 0 ? Optional.of(options.codeLoss()) : Optional.empty(), options.batchSize(),
                DataType.FLOAT);
        ParameterLayout layout = new ParameterLayout(network);
        try (INDArray initial = layout.initial(options.seed())) {
            layout.views(initial).forEach((name, view) -> graph.graph().getVariable(name).getArr().assign(view));
        }
        return graph.graph();
    }

    /** What computes the losses and, where {@code gradients} are given, the loss's gradient. */
    private static Program program(Network network, TrainingOptions options, int batchSize, boolean withPrior,
            Map<String, INDArray> values, Map<String, INDArray> gradients, Consumer<String> ready,
            OptionalInt threads) {
        List<String> outputs = new ArrayList<>(List.of(NetworkGraph.RECONSTRUCTION_LOSS));
        if (withPrior) {
            outputs.add(NetworkGraph.CODE_LOSS);
        }
        try (NetworkGraph graph = NetworkGraph.withLoss(network,
                withPrior ? Optional.of(options.codeLoss()) : Optional.empty(), batchSize, DataType.FLOAT)) {
            return graph.compile(outputs, values, gradients, ready, new Program.Options(options.precision(), threads));
        }
    }

    /**
     * Does one step; returns the losses before it.
     *
     * @param batch        samples [k, d]
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
        adam.begin(learningRate);
        Losses losses = run(program, batch, target, withPrior ? prior : Optional.empty(), lambda);
        gradientNorm = adam.finish();
        return losses;
    }

    private static Losses run(Program program, INDArray batch, INDArray target, Optional<INDArray> prior, double lambda) {
        program.input(NetworkGraph.INPUT).assign(batch);
        program.input(NetworkGraph.TARGET).assign(target);
        prior.ifPresent(block -> {
            program.input(NetworkGraph.PRIOR).assign(block);
            if (program.hasInput(NetworkGraph.LAMBDA)) {
                program.input(NetworkGraph.LAMBDA).assign(lambda);
            }
        });
        program.run();
        double error = program.output(NetworkGraph.RECONSTRUCTION_LOSS).getDouble(0);
        return prior.isPresent() ? Losses.weigh(lambda, error, program.output(NetworkGraph.CODE_LOSS).getDouble(0))
                : Losses.weigh(0, error, Double.NaN);
    }

    private void requireShape(String name, INDArray array, long columns) {
        Arguments.matrix(name, array, columns);
        if (array.rows() != batchSize) {
            throw new IllegalArgumentException(Text.format(
                    "%s must have %d rows, as many as a batch, but its shape is %s", name, batchSize, Arrays.toString(array.shape())));
        }
    }

    /** The losses of batches of one size, at the parameters as they are. */
    static final class Validation implements AutoCloseable {
        private final Program program;
        private final double lambda;

        Validation(Network network, TrainingOptions options, int batchSize, boolean withPrior, INDArray parameters,
                OptionalInt threads) {
            lambda = options.lambda();
            program = program(network, options, batchSize, withPrior, new ParameterLayout(network).views(parameters),
                    Map.of(), name -> { }, threads);
        }

        Losses losses(INDArray batch, Optional<INDArray> prior) {
            return run(program, batch, batch, prior, lambda);
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /** Euclidean norm of the latest step's gradient, before clipping. */
    public double gradientNorm() {
        return gradientNorm;
    }

    Adam adam() {
        return adam;
    }

    /** Frees everything but the parameters and Adam's moments. */
    void closeBuffers() {
        adam.closeBuffers();
        program.close();
        gradient.close();
    }

    @Override
    public void close() {
        closeBuffers();
        adam.close();
        parameters.close();
    }

    /** The program's steps with what they read and make and, after runs, the mean time of each. */
    public String plan() {
        return program.toString();
    }

    @Override
    public String toString() {
        return Text.format("Training step on %,d parameters", parameters.length());
    }
}
