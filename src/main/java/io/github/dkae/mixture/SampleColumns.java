package io.github.dkae.mixture;

import io.github.dkae.support.HostArrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What expectation-maximisation asks of its samples' columns.
 *
 * @param means   [d]; in a constant column exactly its value
 * @param varying columns that hold more than one value
 */
record SampleColumns(double[] means, int[] varying) {
    static SampleColumns of(INDArray x) {
        try (INDArray mean = x.mean(0); INDArray min = x.min(0); INDArray max = x.max(0)) {
            double[] means = HostArrays.doubles(mean);
            double[] lowest = HostArrays.doubles(min);
            double[] highest = HostArrays.doubles(max);
            for (int j = 0; j < means.length; j++) {
                means[j] = lowest[j] == highest[j] ? lowest[j] : means[j];
            }
            return new SampleColumns(means,
                    IntStream.range(0, means.length).filter(j -> lowest[j] != highest[j]).toArray());
        }
    }
}
