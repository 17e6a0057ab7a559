package io.github.dkae.mixture;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * k-means on float64 samples: k-means++ seeding (Arthur, Vassilvitskii, SODA 2007), then Lloyd's iterations; a start
 * for mixtures. O(n·d·k) an iteration.
 */
final class KMeans {
    private static final int MAXIMUM_ITERATIONS = 300;

    private final INDArray x;
    private final double[] samples;
    private final double[] squaredNorms;
    private final int n;
    private final int d;

    /** @param samples row-major values of {@code x} [n, d] */
    KMeans(INDArray x, double[] samples) {
        this.x = x;
        this.samples = samples;
        this.n = x.rows();
        this.d = x.columns();
        this.squaredNorms = squaredNorms(samples, n, d);
    }

    /** The cluster of each sample, in [0, k). */
    int[] labels(int k, SplittableRandom random) {
        double[] centres = seed(k, random);
        int[] labels = new int[n];
        for (int iteration = 0; iteration < MAXIMUM_ITERATIONS; iteration++) {
            int[] next = nearest(centres, k);
            if (iteration > 0 && Arrays.equals(next, labels)) {
                break;
            }
            labels = next;
            move(centres, k, labels);
        }
        return labels;
    }

    /** Each further centre is a sample drawn with probability proportional to its squared distance to the nearest. */
    private double[] seed(int k, SplittableRandom random) {
        double[] centres = new double[k * d];
        double[] distances = new double[n];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(n);
        for (int c = 0; c < k; c++) {
            System.arraycopy(samples, chosen * d, centres, c * d, d);
            double total = 0;
            for (int i = 0; i < n; i++) {
                distances[i] = Math.min(distances[i], squaredDistance(i, centres, c));
                total += distances[i];
            }
            double threshold = random.nextDouble() * total;
            chosen = total > 0 ? 0 : random.nextInt(n);
            if (total > 0) {
                double sum = distances[0];
                while (sum <= threshold && chosen < n - 1) {
                    sum += distances[++chosen];
                }
            }
        }
        return centres;
    }

    private int[] nearest(double[] centres, int k) {
        double[] norms = squaredNorms(centres, k, d);
        double[] products = new double[n * k];
        try (INDArray c = Nd4j.create(centres, new long[] {d, k}, 'f');
                INDArray result = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {k, n}, 'f')) {
            Nd4j.gemm(c, x, result, true, true, 1, 0);
            result.data().asNioDouble().get(products);
        }
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double best = Double.POSITIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                double distance = norms[c] - 2 * products[i * k + c];
                if (distance < best) {
                    best = distance;
                    labels[i] = c;
                }
            }
        }
        return labels;
    }

    /** Centres become their clusters' means; an empty cluster moves to the sample farthest from its own centre. */
    private void move(double[] centres, int k, int[] labels) {
        double[] means = new double[k * d];
        int[] sizes = new int[k];
        for (int i = 0; i < n; i++) {
            int c = labels[i];
            sizes[c]++;
            for (int j = 0; j < d; j++) {
                means[c * d + j] += samples[i * d + j];
            }
        }
        boolean[] taken = new boolean[n];
        for (int c = 0; c < k; c++) {
            if (sizes[c] > 0) {
                for (int j = 0; j < d; j++) {
                    centres[c * d + j] = means[c * d + j] / sizes[c];
                }
            } else {
                int farthest = farthest(centres, labels, taken);
                taken[farthest] = true;
                System.arraycopy(samples, farthest * d, centres, c * d, d);
            }
        }
    }

    private int farthest(double[] centres, int[] labels, boolean[] taken) {
        int farthest = 0;
        double best = -1;
        for (int i = 0; i < n; i++) {
            double distance = taken[i] ? -1 : squaredDistance(i, centres, labels[i]);
            if (distance > best) {
                best = distance;
                farthest = i;
            }
        }
        return farthest;
    }

    private double squaredDistance(int sample, double[] centres, int c) {
        double dot = 0;
        double norm = 0;
        for (int j = 0; j < d; j++) {
            double centre = centres[c * d + j];
            dot += samples[sample * d + j] * centre;
            norm += centre * centre;
        }
        double distance = squaredNorms[sample] - 2 * dot + norm;
        return distance > 1e-12 * norm ? distance : 0;
    }

    private static double[] squaredNorms(double[] rows, int n, int d) {
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                norms[i] += rows[i * d + j] * rows[i * d + j];
            }
        }
        return norms;
    }
}
