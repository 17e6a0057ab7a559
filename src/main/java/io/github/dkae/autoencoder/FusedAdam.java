package io.github.dkae.autoencoder;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Optimizer} that reads and writes each value once, in float32: memory traffic is all that Adam costs.
 *
 * <p>A part of the gradient is applied by the thread that computed it, which has it in its cache; so one thread waits
 * for memory while another computes. Blocks are copied to arrays that stay in the cache, where the Java compiler
 * vectorises the arithmetic. Parameters and moments don't depend on the parts; the norm does in its last digits.
 */
final class FusedAdam extends Adam {
    /** Five arrays of it stay in the first-level cache. */
    private static final int BLOCK = 1024;
    /** Values of a thread's share, in a gradient that is to be clipped. */
    private static final int SHARE = 64 * BLOCK;
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private final FloatBuffer first;
    private final FloatBuffer second;
    private final int length;
    private final long weightCount;
    private final double weightDecay;
    private final double clipNorm;
    private final WorkTeam team;

    /** As {@link ArrayAdam#ArrayAdam}, for float32 vectors; the gradient is only read. The team stays its creator's. */
    FusedAdam(INDArray parameters, INDArray gradient, long weightCount, double weightDecay, double clipNorm,
            WorkTeam team) {
        super(parameters);
        this.parameters = FloatMatrix.of(parameters).buffer();
        this.gradient = FloatMatrix.of(gradient).buffer();
        this.weightCount = weightCount;
        this.weightDecay = weightDecay;
        this.clipNorm = clipNorm;
        this.team = team;
        first = FloatMatrix.of(firstMoment()).buffer();
        second = FloatMatrix.of(secondMoment()).buffer();
        length = Math.toIntExact(parameters.length());
    }

    @Override
    public Update begin(double learningRate) {
        return clipNorm > 0 ? new ClippedUpdate(learningRate) : new DirectUpdate(learningRate);
    }

    /** Applies each part at once, while the cache still holds it. */
    private final class DirectUpdate implements Update {
        private final Coefficients coefficients;
        private final Map<Integer, Double> squares = new ConcurrentSkipListMap<>();

        DirectUpdate(double learningRate) {
            coefficients = new Coefficients(learningRate, learningRate * weightDecay, nextStep(), 1);
        }

        @Override
        public void ready(int from, int size) {
            squares.put(from, apply(from, size, coefficients));
        }

        @Override
        public double finish() {
            return norm(squares);
        }
    }

    /** Waits for the norm of the whole gradient. */
    private final class ClippedUpdate implements Update {
        private final double learningRate;
        private final long step = nextStep();

        ClippedUpdate(double learningRate) {
            this.learningRate = learningRate;
        }

        @Override
        public void ready(int from, int size) {
            // Its scale is not known yet.
        }

        @Override
        public double finish() {
            Map<Integer, Double> squares = new ConcurrentSkipListMap<>();
            share((from, size) -> squares.put(from, sumOfSquares(from, size)));
            double norm = norm(squares);
            float scale = (float) (norm > clipNorm ? clipNorm / norm : 1);
            Coefficients c = new Coefficients(learningRate, learningRate * weightDecay, step, scale);
            share((from, size) -> apply(from, size, c));
            return norm;
        }
    }

    /** The parts' sums of squares, in the order of their places whichever thread was first. */
    private static double norm(Map<Integer, Double> squares) {
        double sum = 0;
        for (double square : squares.values()) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    private void share(GradientParts work) {
        team.run((length + SHARE - 1) / SHARE,
                part -> work.ready(part * SHARE, Math.min(SHARE, length - part * SHARE)));
    }

    /** Applies the gradient's values {@code from} ≤ i &lt; {@code from + size}; returns the sum of their squares. */
    private double apply(int from, int size, Coefficients c) {
        float[] g = new float[BLOCK];
        float[] m = new float[BLOCK];
        float[] v = new float[BLOCK];
        float[] w = new float[BLOCK];
        float[] squares = new float[BLOCK];
        for (int start = from; start < from + size; start += BLOCK) {
            int count = Math.min(BLOCK, from + size - start);
            gradient.get(start, g, 0, count);
            first.get(start, m, 0, count);
            second.get(start, v, 0, count);
            parameters.get(start, w, 0, count);
            addSquares(g, squares, count);
            c.decay(w, (int) Math.max(0, Math.min(count, weightCount - start)));
            c.apply(g, m, v, w, count);
            first.put(start, m, 0, count);
            second.put(start, v, 0, count);
            parameters.put(start, w, 0, count);
        }
        return sum(squares);
    }

    private double sumOfSquares(int from, int size) {
        float[] g = new float[BLOCK];
        float[] squares = new float[BLOCK];
        for (int start = from; start < from + size; start += BLOCK) {
            int count = Math.min(BLOCK, from + size - start);
            gradient.get(start, g, 0, count);
            addSquares(g, squares, count);
        }
        return sum(squares);
    }

    /** Sums side by side are what the compiler vectorises; each is of few values, so that float32 is precise enough. */
    private static void addSquares(float[] values, float[] squares, int count) {
        for (int i = 0; i < count; i++) {
            squares[i] += values[i] * values[i];
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
        Coefficients(double learningRate, double decay, long step, float scale) {
            this((float) (learningRate / (1 - Math.pow(BETA1, step))),
                    (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step))), scale, (float) (1 - decay));
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
}
