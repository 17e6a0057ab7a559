package io.github.dkae.autoencoder;

import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images [28, 28] of a horizontal and a vertical stroke at random places. */
final class Strokes {
    private Strokes() {}

    static INDArray images(int count, long seed) {
        SplittableRandom random = RandomStreams.of(seed, "strokes");
        float[][] values = new float[count][28 * 28];
        for (float[] image : values) {
            int row = random.nextInt(4, 24);
            int column = random.nextInt(4, 24);
            for (int i = 3; i < 25; i++) {
                image[row * 28 + i] = 1;
                image[i * 28 + column] = 1;
            }
        }
        return Nd4j.createFromArray(values);
    }
}
