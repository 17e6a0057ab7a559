package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import io.github.dkae.support.RandomStreams;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Samples for tests: Gaussian clusters, some columns constant. */
final class Clusters {
    private Clusters() {}

    /** Sample i [d] is from cluster i mod clusters; every fifth column, the third first, holds 0.25 throughout. */
    static INDArray samples(int n, int d, int clusters, double spread, long seed) {
        SplittableRandom random = RandomStreams.of(seed, "clusters");
        double[][] centres = new double[clusters][d];
        for (double[] centre : centres) {
            for (int j = 0; j < d; j++) {
                centre[j] = random.nextDouble();
            }
        }
        float[] values = new float[n * d];
        for (int i = 0; i < n * d; i++) {
            double value = centres[i / d % clusters][i % d] + spread * random.nextGaussian();
            values[i] = i % d % 5 == 2 ? 0.25f : (float) value;
        }
        return HostArrays.matrix(values, n, d);
    }
}
