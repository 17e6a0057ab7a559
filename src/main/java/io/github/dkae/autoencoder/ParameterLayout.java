package io.github.dkae.autoencoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import io.github.dkae.support.RandomStreams;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the parameters of a network lie in one flat vector: all weights first (they alone decay), then the biases, each in
 * C order.
 */
final class ParameterLayout {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final int weights;
    private final int weightCount;
    private final int length;

    ParameterLayout(Network network) {
        try (NetworkGraph graph = NetworkGraph.forward(network, 1, DataType.FLOAT)) {
            graph.parameters().all().forEach((name, variable) -> shapes.put(name, variable.getArr().shape()));
            weights = graph.parameters().weightNames().size();
        }
        weightCount = Math.toIntExact(shapes.values().stream().limit(weights).mapToLong(ParameterLayout::count).sum());
        length = Math.toIntExact(shapes.values().stream().mapToLong(ParameterLayout::count).sum());
    }

    private static long count(long[] shape) {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return count;
    }

    int length() {
        return length;
    }

    /** Number of weights; they are the first in the vector. */
    int weightCount() {
        return weightCount;
    }

    /** Lengths in the vector's order. */
    List<Long> lengths() {
        return shapes.values().stream().map(ParameterLayout::count).toList();
    }

    /** Shapes by name, in the vector's order. */
    Map<String, long[]> shapes() {
        return shapes;
    }

    /** Views of all parameters in {@code flat}, by name. */
    Map<String, INDArray> views(INDArray flat) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            long count = count(entry.getValue());
            views.put(entry.getKey(), flat.get(NDArrayIndex.interval(offset, offset + count))
                    .reshape('c', entry.getValue()));
            offset += count;
        }
        return views;
    }

    /**
     * Initial parameters: weights uniform in ±√(6/(inputs + outputs)), biases 0.
     *
     * <p>Source: X. Glorot, Y. Bengio, <i>Understanding the difficulty of training deep feedforward neural
     * networks</i>, AISTATS 2010, eq. 16.
     */
    INDArray initial(long seed) {
        INDArray flat = Nd4j.zeros(DataType.FLOAT, length);
        int index = 0;
        for (INDArray view : views(flat).values()) {
            if (index == weights) {
                break;
            }
            long[] shape = view.shape();
            long fields = count(shape) / (shape[shape.length - 2] * shape[shape.length - 1]);
            double limit = Math.sqrt(6.0 / (fields * (shape[shape.length - 2] + shape[shape.length - 1])));
            SplittableRandom random = RandomStreams.of(seed, "initial-weights", index);
            float[] values = new float[Math.toIntExact(view.length())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (limit * (2 * random.nextDouble() - 1));
            }
            try (INDArray drawn = Nd4j.createFromArray(values)) {
                view.assign(drawn.reshape('c', shape));
            }
            index++;
        }
        return flat;
    }
}
