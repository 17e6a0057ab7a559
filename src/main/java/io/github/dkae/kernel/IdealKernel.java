package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The ideal kernel of labelled samples: 1 between samples of the same class, else 0 (Cristianini, Shawe-Taylor,
 * Elisseeff, Kandola, <i>On kernel-target alignment</i>, NIPS 2001). As a prior it is the supervised limit.
 */
public final class IdealKernel implements KernelBlocks {
    private final int[] labels;

    private IdealKernel(int[] labels) {
        this.labels = labels;
    }

    /** The ideal kernel over samples with the given labels; any integers. */
    public static IdealKernel over(int[] labels) {
        return new IdealKernel(requireLabels(labels).clone());
    }

    /** The ideal kernel's matrix: float32 [n, n]. */
    public static INDArray matrix(int[] labels) {
        requireLabels(labels);
        int n = labels.length;
        float[] values = new float[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * n + j] = labels[i] == labels[j] ? 1 : 0;
            }
        }
        return HostArrays.matrix(values, n, n);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public INDArray block(int[] samples) {
        return matrix(Arrays.stream(samples).map(i -> labels[i]).toArray());
    }

    private static int[] requireLabels(int[] labels) {
        if (Arguments.present("labels", labels).length == 0) {
            throw new IllegalArgumentException("labels must not be empty");
        }
        return labels;
    }

    @Override
    public String toString() {
        return Text.format("Ideal kernel over %,d labels", size());
    }
}
