package io.github.dkae.spectral;

import io.github.dkae.kernel.FeatureMap;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How a fitted model sees a sample: a row of numbers that a projection is linear in. */
sealed interface SampleRepresentation {
    /** The representations [k, r] of {@code x} [k, d] times {@code right} [r, m]: [k, m], owned by the caller. */
    INDArray times(INDArray x, INDArray right);

    /** The kernel that the model was fitted with. */
    Kernel kernel();

    /** Kernel values with the training samples [n, d], made in blocks of rows: never [k, n]. */
    record KernelValues(Kernel kernel, INDArray samples) implements SampleRepresentation {
        @Override
        public INDArray times(INDArray x, INDArray right) {
            INDArray checked = Arguments.samples("x", x, samples.columns());
            int k = checked.rows();
            INDArray result = Nd4j.createUninitialized(right.dataType(), new long[] {k, right.columns()}, 'f');
            for (int from = 0; from < k; from += Matrices.ROW_BLOCK) {
                int to = Math.min(k, from + Matrices.ROW_BLOCK);
                try (INDArray values = kernel.matrix(Matrices.rows(checked, from, to), samples);
                        INDArray product = Matrices.product(values.castTo(right.dataType()), right)) {
                    Matrices.rows(result, from, to).assign(product);
                }
            }
            return result;
        }
    }

    /** Explicit features. */
    record Features(FeatureMap kernel) implements SampleRepresentation {
        @Override
        public INDArray times(INDArray x, INDArray right) {
            return kernel.featureMatrix(x).times(right);
        }
    }

    /** Kernel values that the caller knows how to compute. */
    record Precomputed() implements SampleRepresentation {
        @Override
        public INDArray times(INDArray x, INDArray right) {
            throw new IllegalStateException("this model was fitted on a precomputed matrix; call transformPrecomputed "
                    + "with the samples' kernel values [k, n]");
        }

        @Override
        public Kernel kernel() {
            throw new IllegalStateException("this model was fitted on a precomputed matrix and knows no kernel");
        }
    }
}
