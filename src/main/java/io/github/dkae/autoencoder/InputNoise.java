package io.github.dkae.autoencoder;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gaussian noise on what enters the network, so that it learns to take noise out.
 *
 * <p>Source: P. Vincent, H. Larochelle, I. Lajoie, Y. Bengio, P.-A. Manzagol, <i>Stacked denoising autoencoders</i>,
 * Journal of Machine Learning Research 11, 2010.
 */
final class InputNoise {
    private InputNoise() {}

    /** A copy of {@code clean} [k, d], float32, with noise of the given standard deviation; owned by the caller. */
    static INDArray added(INDArray clean, double standardDeviation, SplittableRandom random) {
        float[] noise = new float[Math.toIntExact(clean.length())];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (standardDeviation * random.nextGaussian());
        }
        return Nd4j.create(noise, clean.shape(), 'c').addi(clean);
    }
}
