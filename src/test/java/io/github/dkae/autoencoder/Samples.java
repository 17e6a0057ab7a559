package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Made-up data with a prior. */
final class Samples {
    private Samples() {}

    /** Noisy points around four corners of the unit cube: [n, d] float32 in [0, 1]. */
    static INDArray clusters(int n, int d, long seed) {
        SplittableRandom random = RandomStreams.of(seed, "samples");
        float[][] values = new float[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                double centre = (i % 4 >> j % 2 & 1) == 0 ? 0.2 : 0.8;
                values[i][j] = (float) (centre + 0.1 * (random.nextDouble() - 0.5));
            }
        }
        return Nd4j.createFromArray(values);
    }

    /** An RBF kernel of width 1 over {@code x}, block by block. */
    static KernelBlocks prior(INDArray x) {
        return new KernelBlocks() {
            @Override
            public int size() {
                return x.rows();
            }

            @Override
            public INDArray block(int[] samples) {
                INDArray rows = Nd4j.pullRows(x, 1, samples);
                INDArray norms = rows.mul(rows).sum(true, 1);
                INDArray distances = rows.mmul(rows.transpose()).muli(-2).addiColumnVector(norms)
                        .addiRowVector(norms.transpose());
                return Transforms.exp(distances.muli(-0.5), false);
            }
        };
    }
}
