package io.github.dkae.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.linalg.OneDnn;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam beside its formulas in float64, value by value. */
class AdamTest {
    /** More than three threads' parts, and no multiple of any block. */
    private static final int LENGTH = 200_123;

    private static double[] random(long seed, int length) {
        return new SplittableRandom(seed).doubles(length, -1, 1).toArray();
    }

    private static INDArray array(double[] values, DataType type) {
        return Nd4j.create(values).castTo(type);
    }

    private static double[] expected(Adam.Options options, int length, int steps) {
        double[] w = random(0, length);
        double[] m = new double[length];
        double[] v = new double[length];
        for (int step = 1; step <= steps; step++) {
            double[] g = random(step, length);
            double norm = 0;
            for (double value : g) {
                norm += value * value;
            }
            norm = Math.sqrt(norm);
            double scale = options.clipNorm() > 0 && norm > options.clipNorm() ? options.clipNorm() / norm : 1;
            for (int i = 0; i < length; i++) {
                double gradient = scale * g[i];
                m[i] = 0.9 * m[i] + 0.1 * gradient;
                v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
                double decay = i < options.decaying() ? options.weightDecay() * w[i] : 0;
                w[i] -= 0.01 * (m[i] / (1 - Math.pow(0.9, step)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8) + decay);
            }
        }
        return w;
    }

    private static INDArray trained(Adam.Options options, DataType type, int length, int threads, int steps, int restart) {
        INDArray parameters = array(random(0, length), type);
        INDArray gradient = Nd4j.create(type, length);
        OneDnn.Hold hold = OneDnn.holdTo(threads);
        Adam adam = new Adam(parameters, gradient, options);
        for (int step = 1; step <= steps; step++) {
            if (step == restart) {
                Adam next = new Adam(parameters, gradient, options);
                next.restore(adam.steps(), adam.firstMoment(), adam.secondMoment());
                adam.close();
                adam = next;
            }
            gradient.assign(array(random(step, length), type));
            double norm = gradient.norm2Number().doubleValue();
            assertEquals(norm, adam.step(0.01), 1e-4 * norm);
        }
        assertEquals(steps, adam.steps());
        adam.close();
        hold.close();
        return parameters;
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "10, 0, 0", "1000000, 0.1, 150000", "3, 0.5, 100"})
    void followsItsFormulas(double clipNorm, double weightDecay, int decaying) {
        Adam.Options options = new Adam.Options(clipNorm, weightDecay, decaying);
        assertArrayEquals(expected(options, LENGTH, 4), trained(options, DataType.FLOAT, LENGTH, 2, 4, 0).toDoubleVector(), 2e-6);
        Adam.Options few = new Adam.Options(clipNorm, weightDecay, Math.min(decaying, 50));
        assertArrayEquals(expected(few, 1000, 4), trained(few, DataType.DOUBLE, 1000, 2, 4, 0).toDoubleVector(), 1e-12);
    }

    @Test
    void bitsDependNeitherOnThreadsNorOnARestart() {
        Adam.Options options = new Adam.Options(100, 0.1, 70_000);
        INDArray one = trained(options, DataType.FLOAT, LENGTH, 1, 4, 0);
        for (int threads : new int[] {2, 3}) {
            assertEquals(0, one.sub(trained(options, DataType.FLOAT, LENGTH, threads, 4, 3)).amaxNumber().doubleValue());
        }
    }
}
