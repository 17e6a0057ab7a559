package io.github.dkae.autoencoder;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Optimizer} that reads and writes each value once, in float32: memory traffic is all that Adam costs.
 *
 * <p>Blocks of the flat vectors are copied to arrays that stay in the cache, where the Java compiler vectorises the
 * arithmetic. The blocks don't depend on the number of threads, so neither does the result.
 */
final class FusedAdam extends Adam {
    private static final int BLOCK = 1024;
    private static final int LANES = 256;
    /**
     * Blocks that one thread works on in a row, in the same arrays: new ones for each block would pass through memory as
     * much again as the vectors do.
     */
    private static final int RUN = 64;
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private final FloatBuffer first;
    private final FloatBuffer second;
    private final int length;
    private final long weightCount;
    private final double weightDecay;
    private final double clipNorm;
    private final double[] squares;
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
        squares = new double[(length + BLOCK - 1) / BLOCK];
    }

    @Override
    public double step(double learningRate) {
        double scale = 1;
        if (clipNorm > 0) {
            forEachBlock((block, from, size, values) -> {
                gradient.get(from, values.g, 0, size);
                squares[block] = sumOfSquares(values.g, size);
            });
            double norm = norm();
            scale = norm > clipNorm ? clipNorm / norm : 1;
        }
        Coefficients c = new Coefficients(learningRate, nextStep(), (float) scale);
        float kept = (float) (1 - learningRate * weightDecay);
        forEachBlock((block, from, size, values) -> update(block, from, size, values, c, kept));
        return norm();
    }

    private void update(int block, int from, int size, BlockValues values, Coefficients c, float kept) {
        gradient.get(from, values.g, 0, size);
        first.get(from, values.m, 0, size);
        second.get(from, values.v, 0, size);
        parameters.get(from, values.w, 0, size);
        squares[block] = sumOfSquares(values.g, size);
        int decaying = (int) Math.max(0, Math.min(size, weightCount - from));
        if (kept != 1) {
            for (int i = 0; i < decaying; i++) {
                values.w[i] *= kept;
            }
        }
        c.apply(values.g, values.m, values.v, values.w, size);
        first.put(from, values.m, 0, size);
        second.put(from, values.v, 0, size);
        parameters.put(from, values.w, 0, size);
    }

    /**
     * In side-by-side float sums, which the compiler vectorises as it may not a single sum, then in double precision.
     */
    private static double sumOfSquares(float[] values, int size) {
        float[] sums = new float[LANES];
        for (int from = 0; from < size; from += LANES) {
            int lanes = Math.min(LANES, size - from);
            for (int i = 0; i < lanes; i++) {
                sums[i] += values[from + i] * values[from + i];
            }
        }
        double total = 0;
        for (float sum : sums) {
            total += sum;
        }
        return total;
    }

    private double norm() {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    private void forEachBlock(Work work) {
        int runs = (squares.length + RUN - 1) / RUN;
        team.run(runs, run -> {
            BlockValues values = new BlockValues();
            for (int block = run * RUN; block < Math.min((run + 1) * RUN, squares.length); block++) {
                int from = block * BLOCK;
                work.on(block, from, Math.min(BLOCK, length - from), values);
            }
        });
    }

    /** Work on the values {@code from} ≤ i &lt; {@code from + size}, in arrays of at least that size. */
    @FunctionalInterface
    private interface Work {
        void on(int block, int from, int size, BlockValues values);
    }

    /** A block's values. */
    private static final class BlockValues {
        private final float[] g = new float[BLOCK];
        private final float[] m = new float[BLOCK];
        private final float[] v = new float[BLOCK];
        private final float[] w = new float[BLOCK];
    }

    /** One step's constants; a loop over local floats is what the compiler vectorises. */
    private record Coefficients(float rate, float rootCorrection, float scale) {
        Coefficients(double learningRate, long step, float scale) {
            this((float) (learningRate / (1 - Math.pow(BETA1, step))),
                    (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step))), scale);
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
