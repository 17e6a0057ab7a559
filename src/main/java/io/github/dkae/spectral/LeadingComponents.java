package io.github.dkae.spectral;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The eigenpairs of a kernel matrix that stand for components: positive and not negligible.
 *
 * @param values  eigenvalues λ [m], descending, positive
 * @param vectors orthonormal eigenvectors U [n, m]
 */
record LeadingComponents(double[] values, INDArray vectors) {
    /** Those of {@code eigen} whose eigenvalue is above {@code tolerance · λ₁}; takes ownership of its vectors. */
    static LeadingComponents of(SymmetricEigen eigen, double tolerance) {
        double[] all = eigen.eigenvalues();
        int kept = 0;
        while (kept < all.length && all[kept] > Math.max(0, tolerance * all[0])) {
            kept++;
        }
        if (kept == 0) {
            throw new IllegalArgumentException(
                    "the kernel matrix has no positive eigenvalue; a centred constant kernel has none");
        }
        INDArray vectors = eigen.vectors();
        if (kept < all.length) {
            try (INDArray whole = vectors) {
                vectors = Matrices.columns(whole, 0, kept).dup('f');
            }
        }
        return new LeadingComponents(Arrays.copyOf(all, kept), vectors);
    }

    /**
     * U Λ^{-1/2} [n, m], owned by the caller.
     *
     * @param centred whether columns sum to zero, as eigenvectors of a centred matrix do but for rounding errors; with
     *                kernel values of uncentred features this does the centring over the training samples
     */
    INDArray dualCoefficients(boolean centred) {
        INDArray dual = vectors.dup('f');
        Matrices.scaleColumns(dual, Arrays.stream(values).map(value -> 1 / Math.sqrt(value)).toArray());
        if (centred) {
            Matrices.centreColumns(dual);
        }
        return dual;
    }
}
