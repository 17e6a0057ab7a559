package io.github.dkae.spectral;

import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One run of the thick-restarted block Lanczos method with full reorthogonalisation.
 *
 * <p>The basis V [n, dim] and its image K V are both kept, so that residuals are measured rather than estimated and a
 * restart needs no further products. Work outside the operator is O(n·dim·b) for each block of b columns.
 */
final class BlockLanczos {
    /** A column that lost all but this share of its length when projected holds mostly rounding errors. */
    private static final double DEPENDENT = 0.01;
    /** "Twice is enough" (Parlett): columns that kept this share need no further orthogonalisation. */
    private static final double ORTHOGONAL = 0.7;
    private static final int MAX_PASSES = 20;

    private final SymmetricOperator operator;
    private final SymmetricEigen.Options options;
    private final Progress progress;
    private final SplittableRandom random;
    private final DataType type;
    private final int n;
    private final int m;
    private final int b;
    private final INDArray basis;
    private final INDArray images;
    /** VᵀKV, kept in float64. */
    private final INDArray projected;
    /** YᵀY of what the last image added to the span. */
    private INDArray remainder;
    private String detail = "";
    private int dimension;
    private long columnsApplied;
    private double scale;

    BlockLanczos(SymmetricOperator operator, SymmetricEigen.Options options, Progress progress) {
        this.operator = operator;
        this.options = options;
        this.progress = progress;
        random = RandomStreams.of(options.seed(), "eigenvector-start");
        type = operator.dataType();
        n = operator.size();
        m = options.components();
        b = options.block();
        int size = basisSize(options);
        basis = Nd4j.createUninitialized(type, new long[] {n, size}, 'f');
        images = Nd4j.createUninitialized(type, new long[] {n, size}, 'f');
        projected = Nd4j.zeros(DataType.DOUBLE, size, size);
        remainder = Nd4j.zeros(DataType.DOUBLE, b, b);
    }

    /** Columns of the basis before a restart. */
    static int basisSize(SymmetricEigen.Options options) {
        return Math.max(3 * options.components(), options.components() + 6 * options.block());
    }

    SymmetricEigen solve() {
        try (basis; images; projected) {
            INDArray block = orthonormalised(Matrices.randomSigns(n, b, type, random));
            for (int step = 1; ; step++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException(Text.format("the eigensolver was interrupted after %d products",
                            step - 1));
                }
                INDArray next = extend(block);
                block.close();
                block = next;
                SymmetricEigen found = dimension < m ? null : converged();
                progress.report("eigenpairs", found != null ? m + b : Math.min(dimension, m), m + (long) b, detail);
                if (found != null) {
                    block.close();
                    return found;
                }
                if (step >= options.maxBlocks()) {
                    throw new IllegalStateException(
                            Text.format("the tolerance %.2e was not reached with %d block products (%s); raise maxBlocks or tolerance",
                                    options.tolerance(), step, detail));
                }
                if (dimension + b > basis.columns()) {
                    restart();
                }
            }
        }
    }

    /** Appends {@code block} and its image, and returns the next block: what K adds to the span, orthonormalised. */
    private INDArray extend(INDArray block) {
        INDArray image = Matrices.columnMajor(operator.apply(block));
        columnsApplied += b;
        Matrices.columns(basis, dimension, dimension + b).assign(block);
        Matrices.columns(images, dimension, dimension + b).assign(image);
        int from = dimension;
        dimension += b;
        try (INDArray coupling = Matrices.product(Matrices.columns(basis, 0, dimension).transpose(), image);
                INDArray wide = Matrices.copyOf(coupling, DataType.DOUBLE)) {
            Matrices.columns(Matrices.rows(projected, 0, dimension), from, dimension).assign(wide);
            Matrices.columns(Matrices.rows(projected, from, dimension), 0, dimension).assign(wide.transpose());
        }
        try (INDArray norms = image.norm2(0)) {
            scale = Math.max(scale, norms.maxNumber().doubleValue());
        }
        project(image);
        project(image);
        remainder.close();
        try (INDArray wide = Matrices.copyOf(image, DataType.DOUBLE)) {
            remainder = Matrices.product(wide.transpose(), wide);
        }
        return orthonormalised(image);
    }

    /**
     * Orthonormalises {@code y} against the basis and within itself, in place. Columns that add nothing to the span, as
     * when the operator's rank is exhausted, are replaced by random ones, so that the block keeps its width.
     */
    private INDArray orthonormalised(INDArray y) {
        double floor = rounding() * scale;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            project(y);
            double[] kept = Lapack.orthonormalise(y);
            if (pass > 0 && Arrays.stream(kept).min().orElseThrow() >= ORTHOGONAL) {
                return y;
            }
            for (int j = 0; j < b; j++) {
                if (kept[j] <= floor) {
                    try (INDArray fresh = Matrices.randomSigns(n, 1, type, random)) {
                        fresh.divi(Math.sqrt(n));
                        Matrices.columns(y, j, j + 1).assign(fresh);
                    }
                }
            }
            floor = DEPENDENT;
        }
        throw new ArithmeticException("the operator's products hold NaN or infinite values");
    }

    private void project(INDArray y) {
        if (dimension > 0) {
            INDArray v = Matrices.columns(basis, 0, dimension);
            try (INDArray share = Matrices.product(v.transpose(), y); INDArray inside = Matrices.product(v, share)) {
                y.subi(inside);
            }
        }
    }

    /**
     * The m leading eigenpairs, or null when they aren't there yet. As K V = V (VᵀKV) + Y Eᵀ, with Y what the last
     * image adds to the span and E the last b coordinates, the residual of a Ritz vector V u is ‖Y Eᵀu‖: known without
     * forming the vector. What is returned has been measured all the same.
     */
    private SymmetricEigen converged() {
        double[] values = new double[m];
        try (INDArray rotation = ritzRotation(values)) {
            double estimate = estimatedResidual(rotation, values[0]);
            detail = String.format(Locale.ROOT, "residual %.1e", estimate);
            if (estimate > options.tolerance()) {
                return null;
            }
            SymmetricEigen found = rayleighRitz(rotation, values);
            detail = String.format(Locale.ROOT, "residual %.1e", found.residual());
            if (found.residual() <= options.tolerance()) {
                return found;
            }
            found.vectors().close();
            return null;
        }
    }

    private double estimatedResidual(INDArray rotation, double largest) {
        try (INDArray last = Matrices.copyOf(Matrices.rows(rotation, dimension - b, dimension), DataType.DOUBLE);
                INDArray image = Matrices.product(remainder, last)) {
            image.muli(last);
            try (INDArray squares = image.sum(0)) {
                double squared = Math.max(0, squares.maxNumber().doubleValue());
                return largest > 0 ? Math.sqrt(squared) / largest : Math.sqrt(squared);
            }
        }
    }

    private SymmetricEigen rayleighRitz(INDArray rotation, double[] values) {
        INDArray vectors = Matrices.product(Matrices.columns(basis, 0, dimension), rotation);
        try (INDArray image = Matrices.product(Matrices.columns(images, 0, dimension), rotation)) {
            double[] residuals = SymmetricEigen.residuals(image, values, vectors);
            return new SymmetricEigen(values, vectors, residuals, columnsApplied);
        }
    }

    /** Shrinks the basis to its best directions; the next block, orthogonal to the old basis, continues from there. */
    private void restart() {
        double[] values = new double[Math.min(m + b, dimension - b)];
        try (INDArray rotation = ritzRotation(values)) {
            for (INDArray array : new INDArray[] {basis, images}) {
                try (INDArray kept = Matrices.product(Matrices.columns(array, 0, dimension), rotation)) {
                    Matrices.columns(array, 0, values.length).assign(kept);
                }
            }
        }
        dimension = values.length;
        projected.assign(0);
        for (int i = 0; i < dimension; i++) {
            projected.putScalar(i, i, values[i]);
        }
    }

    /** Eigenvectors [dimension, count] of VᵀKV for its {@code values.length} largest eigenvalues, which it writes. */
    private INDArray ritzRotation(double[] values) {
        try (INDArray small = Matrices.columns(Matrices.rows(projected, 0, dimension), 0, dimension).dup('f')) {
            double[] ascending = Lapack.symmetricEigen(small);
            int[] order = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                order[i] = dimension - 1 - i;
                values[i] = ascending[order[i]];
            }
            try (INDArray rotation = Matrices.gatherColumns(small, order)) {
                return Matrices.copyOf(rotation, type);
            }
        }
    }

    private double rounding() {
        return 16 * (type == DataType.DOUBLE ? Math.ulp(1.0) : Math.ulp(1.0f));
    }
}
