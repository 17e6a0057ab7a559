package io.github.dkae.kernel;

import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Blocks computed from the samples themselves each time they are asked for. */
record SampleKernelBlocks(Kernel kernel, INDArray samples) implements KernelBlocks {
    SampleKernelBlocks {
        samples = Arguments.samples("samples", samples);
    }

    @Override
    public int size() {
        return samples.rows();
    }

    @Override
    public INDArray block(int[] rows) {
        try (INDArray batch = Nd4j.pullRows(samples, 1, rows)) {
            return kernel.matrix(batch);
        }
    }
}
