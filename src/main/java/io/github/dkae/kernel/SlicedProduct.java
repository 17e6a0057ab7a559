package io.github.dkae.kernel;

import io.github.dkae.mixture.GaussianMixtureEnsemble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Kernel matrices between many samples from dense posteriors, of which only a slice of the mixtures is held at once.
 */
final class SlicedProduct {
    /** Floats of posteriors held at once: 64 MiB. */
    private static final long SLICE = 1L << 24;

    private SlicedProduct() {}

    /**
     * The kernel matrix [n, m] of {@code x} [n, d] and {@code y} [m, d]; posteriors are shared when they are the same.
     */
    static INDArray matrix(GaussianMixtureEnsemble mixtures, Normalisation normalisation, INDArray x, INDArray y) {
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, new long[] {x.rows(), y.rows()}, 'c');
        try (INDArray xNorms = Nd4j.create(DataType.FLOAT, x.rows(), 1);
                INDArray yNorms = Nd4j.create(DataType.FLOAT, y.rows(), 1)) {
            int[] offsets = mixtures.offsets();
            long columns = Math.max(1, SLICE / (x.rows() + y.rows()));
            int from = 0;
            while (from < mixtures.mixtures()) {
                int to = from + 1;
                while (to < mixtures.mixtures() && offsets[to + 1] - offsets[from] <= columns) {
                    to++;
                }
                INDArray a = mixtures.responsibilities(x, from, to);
                INDArray b = x == y ? a : mixtures.responsibilities(y, from, to);
                Nd4j.gemm(a, b, result, false, true, 1, from == 0 ? 0 : 1);
                addSquaredNorms(a, xNorms);
                addSquaredNorms(b, yNorms);
                a.close();
                if (b != a) {
                    b.close();
                }
                from = to;
            }
            if (normalisation == Normalisation.MIXTURES) {
                return result.divi(mixtures.mixtures());
            }
            return result.diviColumnVector(Transforms.sqrt(xNorms, false))
                    .diviRowVector(Transforms.sqrt(yNorms, false).transpose());
        }
    }

    private static void addSquaredNorms(INDArray posteriors, INDArray norms) {
        try (INDArray squares = posteriors.mul(posteriors); INDArray sums = squares.sum(true, 1)) {
            norms.addi(sums);
        }
    }
}
