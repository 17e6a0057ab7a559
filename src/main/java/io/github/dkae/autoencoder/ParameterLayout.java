package io.github.dkae.autoencoder;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the parameters of a network lie in one flat vector: all weights first (they alone decay), then the encoder's
 * biases, then the decoder's. Layers are 0-based; weights are in C order, [inputs, outputs].
 */
final class ParameterLayout {
    private final Architecture architecture;
    private final long[] weights;
    private final long[] biases;
    private final long[] decoderBiases;
    private final long weightCount;
    private final long length;

    ParameterLayout(Architecture architecture) {
        this.architecture = architecture;
        int layers = architecture.layers();
        weights = new long[layers];
        biases = new long[layers];
        decoderBiases = new long[layers];
        long offset = 0;
        for (int i = 0; i < layers; i++) {
            weights[i] = offset;
            offset += (long) architecture.units(i) * architecture.units(i + 1);
        }
        weightCount = offset;
        for (int i = 0; i < layers; i++) {
            biases[i] = offset;
            offset += architecture.units(i + 1);
        }
        for (int i = 0; i < layers; i++) {
            decoderBiases[i] = offset;
            offset += architecture.units(i);
        }
        length = offset;
    }

    long length() {
        return length;
    }

    /** Number of weights; they are the first in the vector. */
    long weightCount() {
        return weightCount;
    }

    long weightsOffset(int layer) {
        return weights[layer];
    }

    long biasOffset(int layer) {
        return biases[layer];
    }

    long decoderBiasOffset(int layer) {
        return decoderBiases[layer];
    }

    /** A view of the weights [inputs, outputs] of {@code layer} in {@code flat}. */
    INDArray weights(INDArray flat, int layer) {
        int inputs = architecture.units(layer);
        int outputs = architecture.units(layer + 1);
        return slice(flat, weights[layer], (long) inputs * outputs).reshape('c', inputs, outputs);
    }

    /** A view of the encoder's biases [outputs] of {@code layer} in {@code flat}. */
    INDArray bias(INDArray flat, int layer) {
        return slice(flat, biases[layer], architecture.units(layer + 1));
    }

    /** A view of the decoder's biases [inputs] of {@code layer} in {@code flat}. */
    INDArray decoderBias(INDArray flat, int layer) {
        return slice(flat, decoderBiases[layer], architecture.units(layer));
    }

    private static INDArray slice(INDArray flat, long offset, long count) {
        return flat.get(NDArrayIndex.interval(offset, offset + count));
    }
}
