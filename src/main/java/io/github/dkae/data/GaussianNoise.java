package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Independent Gaussian noise on every feature.
 *
 * <p>Noise that is not clipped leaves [0, 1], so noisy samples are an array and not a {@link Dataset}.
 *
 * @param standardDeviation standard deviation of the noise, 0 or more, in units of the features' range [0, 1]
 * @param clipped           whether noisy values are cut to [0, 1], as a camera would
 */
public record GaussianNoise(double standardDeviation, boolean clipped) {
    public GaussianNoise {
        Arguments.notNegative("standardDeviation", standardDeviation);
    }

    /**
     * A noisy copy of {@code clean} [n, d], float32, owned by the caller. The noise of a row depends on the seed and
     * the row's index alone.
     */
    public INDArray addTo(INDArray clean, long seed) {
        INDArray samples = Arguments.samples("clean", clean, DataType.FLOAT);
        int columns = clean.columns();
        INDArray noisy = RowBlocks.create(samples.rows(), columns, (row, values, offset) -> {
            SplittableRandom random = RandomStreams.of(seed, "gaussian-noise", row);
            for (int j = 0; j < columns; j++) {
                values[offset + j] = (float) (standardDeviation * random.nextGaussian());
            }
        });
        noisy.addi(samples);
        if (clipped) {
            Transforms.max(noisy, 0, false);
            Transforms.min(noisy, 1, false);
        }
        return noisy;
    }
}
