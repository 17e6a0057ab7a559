package io.github.dkae.experiment;

import io.github.dkae.support.Arguments;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean and standard deviation of repeated measurements.
 *
 * @param mean      arithmetic mean
 * @param deviation sample standard deviation, 0 for one measurement
 */
public record Spread(double mean, double deviation) {
    /** Of at least one value. */
    public static Spread of(double... values) {
        Arguments.atLeast("number of values", values.length, 1);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new Spread(mean, values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)));
    }

    /** Mean over all elements of (a − b)². */
    static double meanSquaredError(INDArray a, INDArray b) {
        try (INDArray difference = a.sub(b)) {
            double norm = difference.norm2Number().doubleValue();
            return norm * norm / difference.length();
        }
    }
}
