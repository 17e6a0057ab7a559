package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Samples with the prior kernel over them, if there is one.
 *
 * @param features [n, d] float32
 * @param prior    P [n, n], asked for in blocks
 */
record TrainingData(INDArray features, Optional<KernelBlocks> prior) {
    /** Checks the samples and the prior's size; converts to float32 where needed. */
    static TrainingData of(String name, INDArray features, Optional<KernelBlocks> prior) {
        INDArray single = Arguments.samples(name, features, DataType.FLOAT);
        prior.ifPresent(p -> Arguments.between(name + "'s prior's size", p.size(), single.rows(), single.rows()));
        return new TrainingData(single, prior);
    }

    int size() {
        return features.rows();
    }

    /** The samples {@code rows}, passed on by the layers {@code below}: owned by the caller. */
    INDArray batch(int[] rows, Optional<Codec> below) {
        INDArray batch = Nd4j.pullRows(features, 1, rows);
        if (below.isEmpty()) {
            return batch;
        }
        try (batch) {
            return below.get().encode(batch);
        }
    }

    /**
     * The prior's block of the samples {@code rows}, when a stage asks for it and there is one: owned by the caller.
     */
    Optional<INDArray> block(int[] rows, boolean wanted) {
        return wanted ? prior.map(p -> p.block(rows)) : Optional.empty();
    }
}
