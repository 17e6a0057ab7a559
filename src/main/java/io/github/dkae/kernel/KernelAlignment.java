package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well two kernel matrices agree: alignment A(C, P) = ⟨C, P⟩ / (‖C‖·‖P‖) and the code loss
 * L_c(C, P) = ‖C/‖C‖ − P/‖P‖‖ = √(2 − 2A) of the deep kernelized autoencoder, with Frobenius products and norms.
 *
 * <p>Accumulated in float64. For positive semi-definite matrices A is in [0, 1] and L_c in [0, √2].
 */
public final class KernelAlignment {
    private KernelAlignment() {}

    /** Alignment of two matrices of the same shape; neither may be all zeros. */
    public static double alignment(INDArray c, INDArray p) {
        requireSameShape(c, p);
        double[] a = values("c", c);
        double[] b = values("p", p);
        return dot(a, b) / (norm("c", a) * norm("p", b));
    }

    /**
     * The code loss of two matrices of the same shape, neither all zeros; as the norm of the difference, which keeps
     * its digits where √(2 − 2A) loses them to cancellation.
     */
    public static double codeLoss(INDArray c, INDArray p) {
        requireSameShape(c, p);
        double[] a = values("c", c);
        double[] b = values("p", p);
        double aScale = 1 / norm("c", a);
        double bScale = 1 / norm("p", b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] * aScale - b[i] * bScale;
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** {@link #alignment(KernelBlocks, KernelBlocks, int)} in blocks of 1,000 samples. */
    public static double alignment(KernelBlocks c, KernelBlocks p) {
        return alignment(c, p, 1000);
    }

    /** {@link #codeLoss(KernelBlocks, KernelBlocks, int)} in blocks of 1,000 samples. */
    public static double codeLoss(KernelBlocks c, KernelBlocks p) {
        return codeLoss(c, p, 1000);
    }

    /**
     * Alignment of two kernels over the same n samples, from pairs of blocks: O(n²) work, O(blockSize²) memory.
     *
     * @param blockSize samples in a block, at least 1
     */
    public static double alignment(KernelBlocks c, KernelBlocks p, int blockSize) {
        Arguments.atLeast("blockSize", blockSize, 1);
        Arguments.present("c", c);
        Arguments.present("p", p);
        if (c.size() != p.size()) {
            throw new IllegalArgumentException(
                    Text.format("c and p must be over the same samples, but c has %d and p has %d",
                            c.size(), p.size()));
        }
        double[] sums = new double[3];
        for (int first = 0; first < c.size(); first += blockSize) {
            int firstEnd = Math.min(c.size(), first + blockSize);
            add(c, p, range(first, firstEnd), 0, sums);
            for (int second = firstEnd; second < c.size(); second += blockSize) {
                int secondEnd = Math.min(c.size(), second + blockSize);
                int[] both = IntStream.concat(IntStream.range(first, firstEnd), IntStream.range(second, secondEnd))
                        .toArray();
                add(c, p, both, firstEnd - first, sums);
            }
        }
        if (sums[1] == 0 || sums[2] == 0) {
            throw new IllegalArgumentException((sums[1] == 0 ? "c" : "p") + " must not be all zeros");
        }
        return sums[0] / Math.sqrt(sums[1] * sums[2]);
    }

    /**
     * Code loss of two kernels over the same n samples without either [n, n] matrix; losses below about 1e-7 are lost
     * to rounding.
     *
     * @param blockSize samples in a block, at least 1
     */
    public static double codeLoss(KernelBlocks c, KernelBlocks p, int blockSize) {
        return Math.sqrt(Math.max(0, 2 - 2 * alignment(c, p, blockSize)));
    }

    /**
     * Adds ⟨C, P⟩, ‖C‖² and ‖P‖² over a diagonal block, or over the two off-diagonal blocks between the first
     * {@code split} samples and the rest.
     */
    private static void add(KernelBlocks c, KernelBlocks p, int[] samples, int split, double[] sums) {
        int k = samples.length;
        try (INDArray cBlock = c.block(samples); INDArray pBlock = p.block(samples)) {
            double[] a = HostArrays.doubles(cBlock);
            double[] b = HostArrays.doubles(pBlock);
            int rows = split == 0 ? k : split;
            double factor = split == 0 ? 1 : 2;
            for (int i = 0; i < rows; i++) {
                for (int j = i * k + split; j < (i + 1) * k; j++) {
                    sums[0] += factor * a[j] * b[j];
                    sums[1] += factor * a[j] * a[j];
                    sums[2] += factor * b[j] * b[j];
                }
            }
        }
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static void requireSameShape(INDArray c, INDArray p) {
        Arguments.matrix("c", c);
        Arguments.matrix("p", p, c.columns());
        Arguments.between("rows of p", p.rows(), c.rows(), c.rows());
    }

    private static double[] values(String name, INDArray matrix) {
        return HostArrays.doubles(Arguments.samples(name, matrix, DataType.DOUBLE));
    }

    private static double norm(String name, double[] values) {
        double norm = Math.sqrt(dot(values, values));
        if (norm == 0) {
            throw new IllegalArgumentException(name + " must not be all zeros");
        }
        return norm;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
