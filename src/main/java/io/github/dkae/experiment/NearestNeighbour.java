package io.github.dkae.experiment;

import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Classification by the most similar sample: how well a kernel's neighbourhoods follow the classes. */
public final class NearestNeighbour {
    private NearestNeighbour() {}

    /**
     * The share in [0, 1] of samples that have the label of their nearest other sample, by the cosine
     * K(x, y)/√(K(x, x)·K(y, y)).
     *
     * @param kernel matrix [n, n], n ≥ 2, with a positive diagonal
     * @param labels n class labels
     */
    public static double leaveOneOut(INDArray kernel, int[] labels) {
        INDArray values = Arguments.samples("kernel", kernel, labels.length);
        Arguments.between("kernel's rows", kernel.rows(), Math.max(2, labels.length), labels.length);
        try (INDArray diagonal = Nd4j.diag(values); INDArray norms = Transforms.sqrt(diagonal, true)) {
            Arguments.positive("kernel's smallest diagonal element", diagonal.minNumber().doubleValue());
            // A row's own norm doesn't change which of its elements is the largest.
            try (INDArray cosines = values.divRowVector(norms)) {
                for (int i = 0; i < labels.length; i++) {
                    cosines.putScalar(i, i, Double.NEGATIVE_INFINITY);
                }
                return correct(cosines, labels, labels);
            }
        }
    }

    /**
     * The share in [0, 1] of samples that have the label of the most similar reference sample.
     *
     * @param similarities    [m, n] of m samples with n references
     * @param labels          m class labels
     * @param referenceLabels n class labels
     */
    public static double accuracy(INDArray similarities, int[] labels, int[] referenceLabels) {
        INDArray values = Arguments.samples("similarities", similarities, referenceLabels.length);
        Arguments.between("similarities' rows", values.rows(), labels.length, labels.length);
        return correct(values, labels, referenceLabels);
    }

    private static double correct(INDArray similarities, int[] labels, int[] referenceLabels) {
        int correct = 0;
        try (INDArray best = Nd4j.argMax(similarities, 1)) {
            long[] nearest = best.toLongVector();
            for (int i = 0; i < labels.length; i++) {
                correct += labels[i] == referenceLabels[(int) nearest[i]] ? 1 : 0;
            }
        }
        return (double) correct / labels.length;
    }
}
