package io.github.dkae.experiment;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.ImageShape;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import org.nd4j.linalg.factory.Nd4j;

/** Small made-up data, and an autoencoder that is trained on them in no time. */
final class TinyData {
    private TinyData() {}

    /** Images of 3×4 pixels in a plane of three dimensions around 0.5, in three classes: rank 3 after centring. */
    static Dataset ofRankThree(int n, long seed) {
        SplittableRandom basis = RandomStreams.of(0, "basis");
        double[][] directions = new double[3][12];
        for (double[] direction : directions) {
            for (int j = 0; j < 12; j++) {
                direction[j] = basis.nextDouble() - 0.5;
            }
        }
        SplittableRandom random = RandomStreams.of(seed, "tiny");
        float[][] values = new float[n][12];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 3;
            for (int k = 0; k < 3; k++) {
                double weight = 0.5 * (random.nextDouble() - 0.5) + (k == labels[i] ? 0.3 : 0);
                for (int j = 0; j < 12; j++) {
                    values[i][j] += (float) (weight * directions[k][j]);
                }
            }
            for (int j = 0; j < 12; j++) {
                values[i][j] = Math.min(1, Math.max(0, values[i][j] + 0.5f));
            }
        }
        return Dataset.of("tiny", Nd4j.createFromArray(values), labels).withImageShape(new ImageShape(3, 4));
    }

    /** A dkAE of 12–6–5 units, trained briefly towards {@code prior}. */
    static DeepKernelizedAutoencoder dkae(Dataset train, Kernel prior) {
        return DeepKernelizedAutoencoder.fit(train.features(), prior.over(train.features()),
                Architecture.of(train.dimension(), 5, 6),
                TrainingOptions.defaults().withBatchSize(20).withEpochs(1, 3).withSeed(1));
    }
}
