package io.github.dkae.graph;

import io.github.dkae.linalg.AdamUpdate;
import io.github.dkae.linalg.OneDnn;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adam over one flat vector of parameters, with clipping by the gradient's norm and decoupled weight decay.
 *
 * <pre>m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← w − α·(m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + γ·w)</pre>
 *
 * with γ = 0 for parameters that don't decay. Parts of the gradient can be applied as soon as they are ready, while the
 * cache still holds them. Not safe for use by several threads.
 *
 * <p>Sources: D. Kingma, J. Ba, <i>Adam</i>, ICLR 2015, algorithm 1; I. Loshchilov, F. Hutter, <i>Decoupled weight decay
 * regularization</i>, ICLR 2019.
 */
public final class Adam implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final INDArray parameters;
    private final INDArray gradient;
    private final INDArray first;
    private final INDArray second;
    private final Options options;
    private final AdamUpdate update;
    private final List<Part> parts = new ArrayList<>();
    private long steps;
    private double learningRate;

    /**
     * What is done beside Adam's own step.
     *
     * @param clipNorm    greatest Euclidean norm of the gradient, 0 for no limit
     * @param weightDecay γ, 0 for none
     * @param decaying    how many of the first parameters decay
     */
    public record Options(double clipNorm, double weightDecay, int decaying) {
        public Options {
            Arguments.notNegative("clipNorm", clipNorm);
            Arguments.notNegative("weightDecay", weightDecay);
            Arguments.atLeast("decaying", decaying, 0);
        }

        /** Neither clipping nor decay. */
        public static Options defaults() {
            return new Options(0, 0, 0);
        }
    }

    /** Parameters that are updated together. */
    public static final class Part {
        private final List<AdamUpdate.Range> ranges;
        private boolean updated;

        private Part(List<AdamUpdate.Range> ranges) {
            this.ranges = ranges;
        }
    }

    /** Updates all parameters together. */
    public Adam(INDArray parameters, INDArray gradient, Options options) {
        this(parameters, gradient, options, List.of(parameters.length()));
    }

    /**
     * @param parameters flat vector, updated at each step
     * @param gradient   flat vector as long; scaled when it is clipped
     * @param lengths    of the parts that the vectors consist of, in order, such as the sizes of weights and biases
     */
    public Adam(INDArray parameters, INDArray gradient, Options options, List<Long> lengths) {
        int length = Math.toIntExact(parameters.length());
        Arguments.between("gradient's length", Math.toIntExact(gradient.length()), length, length);
        Arguments.between("sum of lengths", Math.toIntExact(lengths.stream().mapToLong(l -> l).sum()), length, length);
        this.parameters = parameters;
        this.gradient = gradient;
        this.options = options;
        first = Nd4j.zerosLike(parameters);
        second = Nd4j.zerosLike(parameters);
        update = OneDnn.available() && parameters.dataType() == DataType.FLOAT
                ? new AdamUpdate(gradient, first, second, parameters, BETA1, BETA2, EPSILON) : null;
        long from = 0;
        for (long size : lengths) {
            parts.add(new Part(update == null ? List.of() : ranges(from, from + size)));
            from += size;
        }
    }

    private List<AdamUpdate.Range> ranges(long from, long to) {
        boolean decays = options.weightDecay() > 0;
        long border = decays ? Math.max(from, Math.min(to, options.decaying())) : from;
        List<AdamUpdate.Range> ranges = new ArrayList<>(update.ranges(from, border, decays));
        ranges.addAll(update.ranges(border, to, false));
        return ranges;
    }

    /** The parts, in the order of their lengths. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Begins a step, to be finished before the next. */
    public void begin(double learningRate) {
        steps++;
        if (update != null) {
            begin(learningRate, 1);
        }
        this.learningRate = learningRate;
        parts.forEach(part -> part.updated = false);
    }

    private void begin(double rate, double scale) {
        update.begin(BETA1, BETA2, rate / (1 - Math.pow(BETA1, steps)), 1 / Math.sqrt(1 - Math.pow(BETA2, steps)), scale,
                1 - rate * options.weightDecay());
    }

    /** Updates a part at once, if that is possible; its gradient is final, and its parameters are read no more. */
    public void update(Part part) {
        if (update != null && options.clipNorm() == 0) {
            for (AdamUpdate.Range range : part.ranges) {
                update.addNorm(range);
                update.update(range);
            }
            part.updated = true;
        }
    }

    /**
     * Updates what isn't yet, all gradients being there.
     *
     * @return the gradient's Euclidean norm before clipping
     */
    public double finish() {
        if (update == null) {
            return stepOfOperations();
        }
        if (options.clipNorm() == 0) {
            parts.stream().filter(part -> !part.updated).forEach(this::update);
            return update.norm();
        }
        parts.forEach(part -> part.ranges.forEach(update::addNorm));
        double norm = update.norm();
        begin(learningRate, norm > options.clipNorm() ? options.clipNorm() / norm : 1);
        for (Part part : parts) {
            for (AdamUpdate.Range range : part.ranges) {
                update.addNorm(range);
                update.update(range);
            }
        }
        return norm;
    }

    /** {@link #begin} and {@link #finish}. */
    public double step(double rate) {
        begin(rate);
        return finish();
    }

    private double stepOfOperations() {
        double norm = gradient.norm2Number().doubleValue();
        if (options.clipNorm() > 0 && norm > options.clipNorm()) {
            gradient.muli(options.clipNorm() / norm);
        }
        // ND4J corrects the bias of v in the rate alone, so that its ε is the paper's times √(1 − β₂ᵗ).
        double epsilon = EPSILON * Math.sqrt(1 - Math.pow(BETA2, steps));
        try (INDArray change = gradient.dup()) {
            Nd4j.exec(new AdamUpdater(change, second, first, learningRate, BETA1, BETA2, epsilon, (int) steps - 1));
            if (options.weightDecay() > 0 && options.decaying() > 0) {
                parameters.get(NDArrayIndex.interval(0, options.decaying()))
                        .muli(1 - learningRate * options.weightDecay());
            }
            parameters.subi(change);
        }
        return norm;
    }

    /** Steps done so far. */
    public long steps() {
        return steps;
    }

    /** m, as long as the parameters; changes with each step. */
    public INDArray firstMoment() {
        return first;
    }

    /** v, as long as the parameters; changes with each step. */
    public INDArray secondMoment() {
        return second;
    }

    /** Continues from a saved state. */
    public void restore(long stepsDone, INDArray savedFirst, INDArray savedSecond) {
        steps = stepsDone;
        first.assign(savedFirst);
        second.assign(savedSecond);
    }

    @Override
    public String toString() {
        return Text.format("Adam after %,d steps on %,d parameters", steps, parameters.length());
    }

    /** Frees all but the moments. */
    public void closeBuffers() {
        if (update != null) {
            update.close();
        }
    }

    @Override
    public void close() {
        closeBuffers();
        first.close();
        second.close();
    }
}
