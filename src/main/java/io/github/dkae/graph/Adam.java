package io.github.dkae.graph;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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
 * with γ = 0 for parameters that don't decay. In float32 each value is read and written once, in blocks that stay in the
 * cache, where the Java compiler vectorises the arithmetic; so memory traffic is all that it costs. Other types, and arrays
 * that are not in this process's memory, take ND4J's operations. Not safe for use by several threads.
 *
 * <p>Sources: D. Kingma, J. Ba, <i>Adam</i>, ICLR 2015, algorithm 1; I. Loshchilov, F. Hutter, <i>Decoupled weight decay
 * regularization</i>, ICLR 2019.
 */
public final class Adam implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    /** Five arrays of it stay in the second-level cache, and each is read in long runs. */
    private static final int BLOCK = 8192;
    /** Values that a thread takes at a time. */
    private static final int PART = 1 << 16;

    private final INDArray parameters;
    private final INDArray gradient;
    private final INDArray first;
    private final INDArray second;
    private final Options options;
    private final FloatBuffer[] buffers;
    private final ForkJoinPool pool;
    private final double[] squares;
    private long steps;

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

    /**
     * @param parameters flat vector, updated at each step
     * @param gradient   flat vector as long; scaled when it is clipped
     * @param threads    how many compute, at least 1
     */
    public Adam(INDArray parameters, INDArray gradient, Options options, int threads) {
        Arguments.between("gradient's length", gradient.length(), parameters.length(), parameters.length());
        this.parameters = parameters;
        this.gradient = gradient;
        this.options = options;
        first = Nd4j.zerosLike(parameters);
        second = Nd4j.zerosLike(parameters);
        boolean onHost = parameters.dataType() == DataType.FLOAT && HostArrays.inThisProcess();
        buffers = onHost ? new FloatBuffer[] {HostArrays.buffer(gradient), HostArrays.buffer(first),
            HostArrays.buffer(second), HostArrays.buffer(parameters)} : null;
        squares = new double[(int) ((parameters.length() + PART - 1) / PART)];
        pool = onHost && threads > 1 && squares.length > 1 ? new ForkJoinPool(threads) : null;
    }

    /**
     * Does one step with the gradient as it is.
     *
     * @return the gradient's Euclidean norm before clipping
     */
    public double step(double learningRate) {
        steps++;
        if (buffers == null) {
            return stepOfOperations(learningRate);
        }
        double scale = 1;
        double norm = 0;
        if (options.clipNorm() > 0) {
            share(part -> squares[part] = sumOfSquares(part));
            norm = norm();
            scale = norm > options.clipNorm() ? options.clipNorm() / norm : 1;
        }
        Coefficients c = new Coefficients(learningRate, options.weightDecay(), steps, (float) scale);
        share(part -> squares[part] = update(part, c));
        return options.clipNorm() > 0 ? norm : norm();
    }

    private double norm() {
        return Math.sqrt(Arrays.stream(squares).sum());
    }

    private void share(IntConsumer work) {
        if (pool == null) {
            IntStream.range(0, squares.length).forEach(work);
        } else {
            pool.submit(() -> IntStream.range(0, squares.length).parallel().forEach(work)).join();
        }
    }

    /** Updates the values of a part; returns the sum of their gradient's squares. */
    private double update(int part, Coefficients c) {
        float[][] values = new float[buffers.length][BLOCK];
        float[] sums = new float[BLOCK];
        long length = parameters.length();
        for (int start = part * PART; start < Math.min(length, (part + 1L) * PART); start += BLOCK) {
            int count = (int) Math.min(BLOCK, length - start);
            for (int i = 0; i < values.length; i++) {
                buffers[i].get(start, values[i], 0, count);
            }
            addSquares(values[0], sums, count);
            c.decay(values[3], (int) Math.max(0, Math.min(count, options.decaying() - start)));
            c.apply(values[0], values[1], values[2], values[3], count);
            for (int i = 1; i < values.length; i++) {
                buffers[i].put(start, values[i], 0, count);
            }
        }
        return sum(sums);
    }

    private double sumOfSquares(int part) {
        float[] values = new float[BLOCK];
        float[] sums = new float[BLOCK];
        long length = parameters.length();
        for (int start = part * PART; start < Math.min(length, (part + 1L) * PART); start += BLOCK) {
            int count = (int) Math.min(BLOCK, length - start);
            buffers[0].get(start, values, 0, count);
            addSquares(values, sums, count);
        }
        return sum(sums);
    }

    /** Sums side by side are what the compiler vectorises; each is of few values, so that float32 is precise enough. */
    private static void addSquares(float[] values, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += values[i] * values[i];
        }
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** One step's constants; a loop over local floats is what the compiler vectorises. */
    private record Coefficients(float rate, float rootCorrection, float scale, float kept) {
        Coefficients(double learningRate, double weightDecay, long step, float scale) {
            this((float) (learningRate / (1 - Math.pow(BETA1, step))),
                    (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step))), scale, (float) (1 - learningRate * weightDecay));
        }

        void decay(float[] w, int size) {
            if (kept != 1) {
                for (int i = 0; i < size; i++) {
                    w[i] *= kept;
                }
            }
        }

        void apply(float[] g, float[] m, float[] v, float[] w, int size) {
            float keep1 = (float) BETA1;
            float keep2 = (float) BETA2;
            float add1 = (float) (1 - BETA1) * scale;
            float add2 = (float) (1 - BETA2) * scale * scale;
            float epsilon = (float) EPSILON;
            float alpha = rate;
            float correction = rootCorrection;
            for (int i = 0; i < size; i++) {
                float first = keep1 * m[i] + add1 * g[i];
                float second = keep2 * v[i] + add2 * (g[i] * g[i]);
                m[i] = first;
                v[i] = second;
                w[i] -= alpha * first / ((float) Math.sqrt(second) * correction + epsilon);
            }
        }
    }

    private double stepOfOperations(double learningRate) {
        double norm = gradient.norm2Number().doubleValue();
        if (options.clipNorm() > 0 && norm > options.clipNorm()) {
            gradient.muli(options.clipNorm() / norm);
        }
        // ND4J corrects the bias of v in the rate alone, so that its ε is the paper's times √(1 − β₂ᵗ).
        double epsilon = EPSILON * Math.sqrt(1 - Math.pow(BETA2, steps));
        try (INDArray update = gradient.dup()) {
            Nd4j.exec(new AdamUpdater(update, second, first, learningRate, BETA1, BETA2, epsilon, (int) steps - 1));
            if (options.weightDecay() > 0 && options.decaying() > 0) {
                parameters.get(NDArrayIndex.interval(0, options.decaying()))
                        .muli(1 - learningRate * options.weightDecay());
            }
            parameters.subi(update);
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

    /** Ends its threads; the moments stay. */
    public void stop() {
        if (pool != null) {
            pool.shutdown();
        }
    }

    @Override
    public void close() {
        stop();
        first.close();
        second.close();
    }
}
