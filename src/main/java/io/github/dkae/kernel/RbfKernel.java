package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.SamplePair;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The Gaussian radial basis function kernel, exp(−‖x − y‖² / (2σ²)).
 *
 * @param width σ, positive, in units of the samples
 */
public record RbfKernel(double width) implements Kernel {
    public RbfKernel {
        Arguments.positive("width", width);
    }

    /**
     * The kernel whose width is the median Euclidean distance over all pairs of different samples {@code x} [n, d], n ≥
     * 2; O(n²) memory.
     *
     * @throws IllegalArgumentException when that median is 0: at least half of the pairs are duplicates
     */
    public static RbfKernel medianHeuristic(INDArray x) {
        INDArray samples = Arguments.samples("x", x);
        if (samples.rows() < 2) {
            throw new IllegalArgumentException("x must have at least 2 rows, but has 1");
        }
        int n = samples.rows();
        double[] pairs = new double[n * (n - 1) / 2];
        try (INDArray squared = squaredDistances(samples, samples)) {
            double[] all = HostArrays.doubles(squared);
            int next = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    pairs[next++] = all[i * n + j];
                }
            }
        }
        Arrays.sort(pairs);
        int half = pairs.length / 2;
        double median = pairs.length % 2 == 1 ? Math.sqrt(pairs[half])
                : (Math.sqrt(pairs[half - 1]) + Math.sqrt(pairs[half])) / 2;
        if (median == 0) {
            throw new IllegalArgumentException("x must have distinct rows, but the median distance between them is 0");
        }
        return new RbfKernel(median);
    }

    @Override
    public INDArray matrix(INDArray x, INDArray y) {
        SamplePair samples = SamplePair.of(x, y);
        INDArray distances = squaredDistances(samples.x(), samples.y());
        return Transforms.exp(distances.muli(-0.5 / (width * width)), false);
    }

    /**
     * ‖x‖² − 2x·y + ‖y‖² from the middle of y's samples, which keeps digits; never negative, and 0 between equal rows.
     */
    private static INDArray squaredDistances(INDArray x, INDArray y) {
        try (INDArray centre = middle(y);
                INDArray a = x.subRowVector(centre);
                INDArray b = y.subRowVector(centre);
                INDArray aNorms = a.mul(a).sum(true, 1);
                INDArray bNorms = b.mul(b).sum(true, 1).transpose()) {
            INDArray distances = Nd4j.createUninitialized(x.dataType(), new long[] {x.rows(), y.rows()}, 'c');
            Nd4j.gemm(a, b, distances, false, true, -2, 0);
            distances.addiColumnVector(aNorms).addiRowVector(bNorms);
            if (x == y) {
                for (int i = 0; i < x.rows(); i++) {
                    distances.putScalar(i, i, 0);
                }
            }
            return Transforms.max(distances, 0, false);
        }
    }

    /**
     * The columns' medians [1, d] of three rows. One sample far from all others, which would move their mean, doesn't
     * cost the others their digits.
     */
    private static INDArray middle(INDArray y) {
        INDArray first = y.getRow(0, true);
        INDArray second = y.getRow((y.rows() - 1) / 2, true);
        INDArray third = y.getRow(y.rows() - 1, true);
        try (INDArray higher = Transforms.max(first, second, true)) {
            return Transforms.max(Transforms.min(first, second, true), Transforms.min(higher, third, false), false);
        }
    }
}
