package io.github.dkae.spectral;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Eigenpairs of a symmetric positive semi-definite operator, the largest eigenvalues first.
 *
 * <p>{@link #leading} decomposes small matrices in full (LAPACK's divide and conquer, O(n³)) and larger ones by a
 * thick-restarted block Lanczos method: a few products of the operator with blocks of vectors, whose span is kept
 * orthonormal and searched for eigenvectors (Rayleigh–Ritz). Convergence is judged by the residuals
 * ‖K v − λ v‖ / λ₁; an eigenvalue is off by no more than its residual times λ₁. The result depends on the operator and
 * the options alone: the start is drawn from a seed, and of each eigenvector the entry of the largest magnitude is
 * positive.
 *
 * <p>An eigenvalue repeated more often than the block is wide may be found fewer times than it occurs.
 *
 * <p>Sources: G. H. Golub, R. Underwood, <i>The block Lanczos method for computing eigenvalues</i>, Mathematical
 * Software III, 1977; K. Wu, H. Simon, <i>Thick-restart Lanczos method for large symmetric eigenvalue problems</i>,
 * SIAM J. Matrix Anal. Appl. 22(2), 2000; block starts: N. Halko, P.-G. Martinsson, J. A. Tropp, <i>Finding structure with
 * randomness</i>, SIAM Review 53(2), 2011.
 */
public final class SymmetricEigen {
    /** Up to this order a full decomposition is at least as fast as the iteration. */
    static final int FULL_ORDER = 512;

    private final double[] eigenvalues;
    private final INDArray eigenvectors;
    private final double[] residuals;
    private final long columnsApplied;

    /** Takes ownership of {@code eigenvectors}. */
    SymmetricEigen(double[] eigenvalues, INDArray eigenvectors, double[] residuals, long columnsApplied) {
        this.eigenvalues = eigenvalues;
        this.eigenvectors = eigenvectors;
        this.residuals = residuals;
        this.columnsApplied = columnsApplied;
        Matrices.fixSigns(eigenvectors);
    }

    /**
     * How to look for leading eigenpairs.
     *
     * @param components how many, at least 1
     * @param tolerance  largest residual ‖K v − λ v‖ / λ₁ to accept, in (0, 0.1]; float32 operators reach about 1e-6
     * @param blockSize  vectors multiplied at a time, or 0 to choose from {@code components}
     * @param maxBlocks  block products after which to give up, at least 1
     * @param seed       of the random start
     */
    public record Options(int components, double tolerance, int blockSize, int maxBlocks, long seed) {
        public Options {
            Arguments.atLeast("components", components, 1);
            Arguments.between("tolerance", Arguments.positive("tolerance", tolerance), 0, 0.1);
            Arguments.atLeast("blockSize", blockSize, 0);
            Arguments.atLeast("maxBlocks", maxBlocks, 1);
        }

        /** Residuals of at most 1e-5, an automatic block size, up to 500 products, seed 0. */
        public static Options of(int components) {
            return new Options(components, 1e-5, 0, 500, 0);
        }

        public Options withTolerance(double value) {
            return new Options(components, value, blockSize, maxBlocks, seed);
        }

        public Options withBlockSize(int value) {
            return new Options(components, tolerance, value, maxBlocks, seed);
        }

        public Options withMaxBlocks(int value) {
            return new Options(components, tolerance, blockSize, value, seed);
        }

        public Options withSeed(long value) {
            return new Options(components, tolerance, blockSize, maxBlocks, value);
        }

        int block() {
            return blockSize > 0 ? blockSize : Math.max(Math.min(components + 8, 40), components / 4);
        }
    }

    /** As {@link #leading(SymmetricOperator, Options, Progress)}, silently. */
    public static SymmetricEigen leading(SymmetricOperator operator, Options options) {
        return leading(operator, options, Progress.none());
    }

    /**
     * The leading eigenpairs of {@code operator}.
     *
     * @throws IllegalArgumentException when more components are asked for than the operator's order
     * @throws IllegalStateException    when {@code maxBlocks} products don't reach the tolerance
     * @throws CancellationException    when the thread is interrupted
     */
    public static SymmetricEigen leading(SymmetricOperator operator, Options options, Progress progress) {
        Arguments.present("operator", operator);
        Arguments.present("options", options);
        Arguments.present("progress", progress);
        int n = operator.size();
        if (options.components() > n) {
            throw new IllegalArgumentException(
                    Text.format("components must be at most the operator's order %d, but was %d",
                            n, options.components()));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the eigensolver was interrupted before its first product");
        }
        if (n <= FULL_ORDER || BlockLanczos.basisSize(options) + options.block() > n) {
            return full(operator, options.components());
        }
        return new BlockLanczos(operator, options, progress).solve();
    }

    /** All eigenpairs of a symmetric matrix {@code k} [n, n] by LAPACK: O(n³) time, O(n²) memory. */
    public static SymmetricEigen full(INDArray k) {
        SymmetricOperator operator = SymmetricOperator.of(k);
        return full(operator, operator.size());
    }

    private static SymmetricEigen full(SymmetricOperator operator, int components) {
        try (INDArray vectors = Matrices.columnMajor(operator.dense())) {
            int n = operator.size();
            double[] ascending = Lapack.symmetricEigen(vectors);
            double[] values = new double[components];
            int[] order = new int[components];
            for (int i = 0; i < components; i++) {
                order[i] = n - 1 - i;
                values[i] = ascending[order[i]];
            }
            INDArray leading = Matrices.gatherColumns(vectors, order);
            return new SymmetricEigen(values, leading, residuals(operator, values, leading), n);
        }
    }

    private static double[] residuals(SymmetricOperator operator, double[] values, INDArray vectors) {
        try (INDArray image = operator.apply(vectors)) {
            return residuals(image, values, vectors);
        }
    }

    /** ‖K v − λ v‖ / λ₁ of each column, given K v in {@code image}, which is overwritten. */
    static double[] residuals(INDArray image, double[] values, INDArray vectors) {
        double scale = Arrays.stream(values).map(Math::abs).max().orElse(0);
        try (INDArray scaled = vectors.dup('f')) {
            Matrices.scaleColumns(scaled, values);
            image.subi(scaled);
        }
        try (INDArray norms = image.norm2(true, 0)) {
            double[] result = HostArrays.doubles(norms);
            for (int i = 0; i < result.length; i++) {
                result[i] = scale > 0 ? result[i] / scale : result[i];
            }
            return result;
        }
    }

    /** The eigenvalues [m], descending. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** The orthonormal eigenvectors [n, m] as columns, in the order of the eigenvalues; a copy. */
    public INDArray eigenvectors() {
        return eigenvectors.dup('f');
    }

    /** The eigenvectors themselves. */
    INDArray vectors() {
        return eigenvectors;
    }

    /** The residuals ‖K v − λ v‖ / λ₁ [m], measured on the vectors returned. */
    public double[] residuals() {
        return residuals.clone();
    }

    /** The largest residual. */
    public double residual() {
        return Arrays.stream(residuals).max().orElseThrow();
    }

    /** How many vectors the operator was multiplied with. */
    public long columnsApplied() {
        return columnsApplied;
    }

    @Override
    public String toString() {
        return Text.format("%d eigenvalues of order %,d from %.4g to %.4g, largest residual %.2g", eigenvalues.length,
                eigenvectors.rows(), eigenvalues[0], eigenvalues[eigenvalues.length - 1], residual());
    }
}
