package io.github.dkae.kernel;

import io.github.dkae.support.HostArrays;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Samples for tests: six Gaussian clusters in [n, d]. */
final class Samples {
    private Samples() {}

    static INDArray clustered(int n, int d, double spread, long seed) {
        SplittableRandom random = RandomStreams.of(seed, "samples");
        float[] values = new float[n * d];
        for (int i = 0; i < n * d; i++) {
            double centre = RandomStreams.of(7, "centre", i / d % 6, i % d).nextDouble();
            values[i] = (float) (centre + spread * random.nextGaussian());
        }
        return HostArrays.matrix(values, n, d);
    }

    static double difference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }
}
