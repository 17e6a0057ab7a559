package io.github.dkae.spectral;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Approximations Z Zᵀ of a kernel matrix from coordinates Z, and how far they are from it. */
public final class KernelApproximation {
    private KernelApproximation() {}

    /**
     * Z Zᵀ [n, n] from the first {@code rank} columns of the coordinates {@code z} [n, m], owned by the caller.
     *
     * @param rank in [1, m]
     */
    public static INDArray ofRank(INDArray z, int rank) {
        INDArray coordinates = Arguments.samples("z", z);
        Arguments.between("rank", rank, 1, z.columns());
        try (INDArray leading = Matrices.columns(coordinates, 0, rank).dup('f')) {
            return Matrices.product(leading, leading.transpose());
        }
    }

    /**
     * L_c = ‖Z Zᵀ/‖Z Zᵀ‖_F − K/‖K‖_F‖_F for each rank, from one product with K: O(n²·m), and no approximation is
     * formed. ⟨Z Zᵀ, K⟩ is the sum of z_jᵀ K z_j over the columns, ‖Z Zᵀ‖_F equals ‖Zᵀ Z‖_F.
     *
     * @param coordinates Z [n, m], best component first
     * @param kernel      K [n, n], symmetric
     * @param ranks       how many of the columns to use, each in [1, m]
     * @return the losses in the order of {@code ranks}, each in [0, √2] for a positive semi-definite K
     */
    public static double[] losses(INDArray coordinates, INDArray kernel, int... ranks) {
        INDArray z = Arguments.samples("coordinates", coordinates);
        INDArray k = Arguments.samples("kernel", kernel, z.rows());
        Arguments.between("rows of kernel", k.rows(), z.rows(), z.rows());
        if (z.dataType() != k.dataType()) {
            return losses(Arguments.wide(z), Arguments.wide(k), ranks);
        }
        for (int rank : ranks) {
            Arguments.between("ranks", rank, 1, z.columns());
        }
        double[] inner;
        double[][] gram;
        try (INDArray image = Matrices.product(k, z); INDArray wideImage = Matrices.copyOf(image, DataType.DOUBLE);
                INDArray wide = Matrices.copyOf(z, DataType.DOUBLE);
                INDArray small = Matrices.product(wide.transpose(), wide)) {
            wideImage.muli(wide);
            try (INDArray sums = wideImage.sum(0)) {
                inner = HostArrays.doubles(sums);
            }
            gram = small.toDoubleMatrix();
        }
        double norm = Math.sqrt(Matrices.squaredNorm(k));
        double[] losses = new double[ranks.length];
        for (int i = 0; i < losses.length; i++) {
            double product = 0;
            double squared = 0;
            for (int a = 0; a < ranks[i]; a++) {
                product += inner[a];
                for (int b = 0; b < ranks[i]; b++) {
                    squared += gram[a][b] * gram[a][b];
                }
            }
            double scale = Math.sqrt(squared) * norm;
            losses[i] = Math.sqrt(Math.max(0, 2 - 2 * (scale > 0 ? product / scale : 0)));
        }
        return losses;
    }
}
