package io.github.dkae.spectral;

import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.support.RandomStreams;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a kernel matrix holds in all, against which components are measured; of the centred matrix where asked for.
 *
 * <p>‖Φ Φᵀ‖_F is exact up to {@value #EXACT_SAMPLES} samples. Beyond, where it would cost more than the eigenpairs, it
 * is the sum of squares of the eigenvalues found, exact, plus an unbiased estimate of the rest: the mean of ‖K s‖² over
 * {@value #PROBES} random sign vectors s orthogonal to the eigenvectors. Source: R. A. Meyer, C. Musco, C. Musco, D. P.
 * Woodruff, <i>Hutch++: optimal stochastic trace estimation</i>, SOSA 2021.
 *
 * @param trace            Σ λ_i over the whole spectrum
 * @param squaredFrobenius Σ λ_i² over the whole spectrum
 */
record KernelNorms(double trace, double squaredFrobenius) {
    static final int EXACT_SAMPLES = 2048;
    static final int PROBES = 64;
    private static final int ROWS = 256;

    /** Those of a matrix {@code k} [n, n]. */
    static KernelNorms of(INDArray k, boolean centred) {
        double n = k.rows();
        double trace = Nd4j.diag(k).sumNumber().doubleValue();
        double squared = Matrices.squaredNorm(k);
        if (!centred) {
            return new KernelNorms(trace, squared);
        }
        try (INDArray ones = Nd4j.ones(k.dataType(), k.rows(), 1); INDArray sums = Matrices.product(k, ones)) {
            double total = sums.sumNumber().doubleValue();
            return new KernelNorms(trace - total / n,
                    squared - 2 / n * Matrices.squaredNorm(sums) + total / n * (total / n));
        }
    }

    /** Those of Φ Φᵀ for {@code features} Φ, given some of its leading eigenpairs. */
    static KernelNorms of(FeatureMatrix features, boolean centred, SymmetricEigen eigen, long seed) {
        int n = features.size();
        SymmetricOperator k = SymmetricOperator.of(features);
        if (n <= EXACT_SAMPLES) {
            try (INDArray dense = k.dense()) {
                return of(dense, centred);
            }
        }
        double trace = 0;
        for (int from = 0; from < n; from += ROWS) {
            int[] rows = IntStream.range(from, Math.min(n, from + ROWS)).toArray();
            try (INDArray block = features.rows(rows)) {
                double norm = block.norm2Number().doubleValue();
                trace += norm * norm;
            }
        }
        if (centred) {
            try (INDArray ones = Nd4j.ones(k.dataType(), n, 1); INDArray sums = features.transposeTimes(ones)) {
                trace -= Matrices.squaredNorm(sums) / n;
            }
        }
        return new KernelNorms(trace, squaredFrobenius(centred ? k.centred() : k, eigen, seed));
    }

    /** Σ λ_i² of the eigenpairs given, plus an estimate of the other eigenvalues' share. */
    static double squaredFrobenius(SymmetricOperator k, SymmetricEigen eigen, long seed) {
        double found = 0;
        for (double value : eigen.eigenvalues()) {
            found += value * value;
        }
        INDArray vectors = eigen.vectors();
        try (INDArray probes = Matrices.randomSigns(k.size(), PROBES, k.dataType(),
                        RandomStreams.of(seed, "frobenius-probes"));
                INDArray share = Matrices.product(vectors.transpose(), probes);
                INDArray inside = Matrices.product(vectors, share)) {
            probes.subi(inside);
            try (INDArray image = k.apply(probes)) {
                return found + Matrices.squaredNorm(image) / PROBES;
            }
        }
    }
}
