package io.github.dkae.autoencoder;

import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What the alignment of C = H Hᵀ with a whole prior P [n, n] needs, gathered tile by tile in double precision.
 *
 * @param inner       ⟨C, P⟩_F
 * @param codeNorm    ‖C‖_F = ‖HᵀH‖_F
 * @param priorNorm   ‖P‖_F
 * @param centredNorm ‖J P J‖_F with J = I − 11ᵀ/n
 */
record KernelMoments(double inner, double codeNorm, double priorNorm, double centredNorm) {
    private static final int TILE = 1024;

    /** Kernel alignment ⟨C, P⟩/(‖C‖·‖P‖); 0 when either is zero. */
    double alignment() {
        return ratio(codeNorm * priorNorm);
    }

    /** Centred alignment, when the codes were centred: ⟨J C J, J P J⟩ = ⟨J C J, P⟩. */
    double centredAlignment() {
        return ratio(codeNorm * centredNorm);
    }

    private double ratio(double norms) {
        return norms > 0 ? inner / norms : 0;
    }

    /**
     * Where the prior has explicit features, reads the half on and below its diagonal, in strips 1024 columns wide;
     * otherwise about all of it twice, in square blocks of pairs of tiles.
     *
     * @param codes H [n, Nc] of the samples that {@code prior} is over
     */
    static KernelMoments of(INDArray codes, KernelBlocks prior) {
        int n = codes.rows();
        Arguments.between("prior's size", prior.size(), n, n);
        Sums sums = new Sums(codes);
        for (int from = 0; from < n; from += TILE) {
            int to = Math.min(n, from + TILE);
            if (prior instanceof FeatureMatrix features) {
                try (INDArray rows = features.rows(range(from, to));
                     INDArray strip = features.times(rows.transpose(), from)) {
                    sums.add(strip, from, n, from, to);
                }
            } else if (n <= 2 * TILE) {
                try (INDArray block = prior.block(range(0, n))) {
                    sums.add(block, 0, n, 0, n);
                }
                break;
            } else {
                addBlocks(prior, from, to, sums);
            }
        }
        return sums.moments();
    }

    private static void addBlocks(KernelBlocks prior, int from, int to, Sums sums) {
        try (INDArray diagonal = prior.block(range(from, to))) {
            sums.add(diagonal, from, to, from, to);
        }
        for (int left = 0; left < from; left += TILE) {
            int[] both = IntStream.concat(IntStream.range(left, left + TILE), IntStream.range(from, to)).toArray();
            try (INDArray block = prior.block(both)) {
                sums.add(block.get(NDArrayIndex.interval(TILE, both.length), NDArrayIndex.interval(0, TILE)), from, to, left,
                        left + TILE);
            }
        }
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** Running sums over the tiles of P. */
    private static final class Sums {
        private final INDArray codes;
        private final double[] rowSums;
        private double inner;
        private double squares;

        Sums(INDArray codes) {
            this.codes = codes;
            rowSums = new double[codes.rows()];
        }

        /**
         * Adds P in a range of rows and one of columns. Rows of the columns' samples count as they are, those below also for
         * their mirror images above the diagonal.
         */
        void add(INDArray tile, int rowFrom, int rowTo, int columnFrom, int columnTo) {
            INDArray right = codes.get(NDArrayIndex.interval(columnFrom, columnTo), NDArrayIndex.all());
            for (int from = rowFrom; from < rowTo; from += TILE) {
                int to = Math.min(rowTo, from + TILE);
                INDArray left = codes.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
                float[] p = HostArrays.floats(
                        tile.get(NDArrayIndex.interval(from - rowFrom, to - rowFrom), NDArrayIndex.all()));
                try (INDArray product = left.mmul(right.transpose())) {
                    add(p, HostArrays.floats(product), from, columnFrom, columnTo);
                }
            }
        }

        /** The same for P and C row by row, from row {@code first} on. */
        private void add(float[] p, float[] c, int first, int columnFrom, int columnTo) {
            int width = columnTo - columnFrom;
            boolean mirrored = first >= columnTo;
            int weight = mirrored ? 2 : 1;
            for (int row = first, at = 0; at < p.length; row++, at += width) {
                double rowSum = 0;
                double rowSquares = 0;
                double rowInner = 0;
                for (int j = at; j < at + width; j++) {
                    double value = p[j];
                    rowSum += value;
                    rowSquares += value * value;
                    rowInner += value * c[j];
                }
                rowSums[row] += rowSum;
                squares += weight * rowSquares;
                inner += weight * rowInner;
                if (mirrored) {
                    for (int j = 0; j < width; j++) {
                        rowSums[columnFrom + j] += p[at + j];
                    }
                }
            }
        }

        KernelMoments moments() {
            double n = rowSums.length;
            double total = 0;
            double rowSquares = 0;
            for (double sum : rowSums) {
                total += sum;
                rowSquares += sum * sum;
            }
            double centredSquares = squares - 2 / n * rowSquares + total * total / (n * n);
            try (INDArray precise = codes.castTo(DataType.DOUBLE).dup();
                 INDArray covariance = Nd4j.gemm(precise, precise, true, false)) {
                return new KernelMoments(inner, covariance.norm2Number().doubleValue(), Math.sqrt(squares),
                        Math.sqrt(Math.max(0, centredSquares)));
            }
        }
    }
}
