package io.github.dkae.autoencoder;

import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
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
     * Reads the prior once where it has explicit features, in strips [n, 1024], and about twice otherwise, in square
     * blocks of pairs of tiles.
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
                     INDArray strip = features.times(rows.transpose())) {
                    sums.add(strip, 0, n, from, to);
                }
            } else if (n <= 2 * TILE) {
                try (INDArray block = prior.block(range(0, n))) {
                    sums.add(block, 0, n, 0, n);
                }
                break;
            } else {
                addBlocks(prior, n, from, to, sums);
            }
        }
        return sums.moments();
    }

    private static void addBlocks(KernelBlocks prior, int n, int from, int to, Sums sums) {
        try (INDArray diagonal = prior.block(range(from, to))) {
            sums.add(diagonal, from, to, from, to);
        }
        for (int left = 0; left < from; left += TILE) {
            int[] both = IntStream.concat(IntStream.range(left, left + TILE), IntStream.range(from, to)).toArray();
            try (INDArray block = prior.block(both)) {
                INDArray corner = block.get(NDArrayIndex.interval(0, TILE), NDArrayIndex.interval(TILE, both.length));
                sums.add(corner, left, left + TILE, from, to);
                sums.add(corner.transpose(), from, to, left, left + TILE);
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

        void add(INDArray tile, int rowFrom, int rowTo, int columnFrom, int columnTo) {
            INDArray left = codes.get(NDArrayIndex.interval(rowFrom, rowTo), NDArrayIndex.all());
            INDArray right = codes.get(NDArrayIndex.interval(columnFrom, columnTo), NDArrayIndex.all());
            try (INDArray p = tile.castTo(DataType.DOUBLE).dup('c');
                 INDArray product = left.mmul(right.transpose());
                 INDArray c = product.castTo(DataType.DOUBLE).dup('c');
                 INDArray sums = p.sum(1)) {
                squares += Math.pow(p.norm2Number().doubleValue(), 2);
                inner += p.muli(c).sumNumber().doubleValue();
                for (int i = 0; i < rowTo - rowFrom; i++) {
                    rowSums[rowFrom + i] += sums.getDouble(i);
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
