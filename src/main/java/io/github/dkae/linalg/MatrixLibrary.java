package io.github.dkae.linalg;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What multiplies float32 matrices that stay where they are. */
public enum MatrixLibrary {
    /** {@link Primitives}. */
    ONE_DNN {
        @Override
        public Products open() {
            Primitives primitives = new Primitives();
            return new Products() {
                @Override
                public Runnable prepare(INDArray a, INDArray b, INDArray c) {
                    return primitives.product(Tensor.of(a), Tensor.of(b), Optional.empty(), Optional.empty(), false,
                            Tensor.of(c))::run;
                }

                @Override
                public void close() {
                    primitives.close();
                }
            };
        }
    },
    /** ND4J's own, on any backend. */
    BLAS {
        @Override
        public Products open() {
            return (a, b, c) -> () -> Nd4j.gemm(b.transpose(), a.transpose(), c.transpose(), false, false, 1, 0);
        }
    };

    /** Products that run one after another. Not safe for use by several threads. */
    @FunctionalInterface
    public interface Products extends AutoCloseable {
        /** What computes c ← a·b each time it is run, for a [m, k], b [k, n] and c [m, n] in C order. */
        Runnable prepare(INDArray a, INDArray b, INDArray c);

        /** Frees what was prepared, not the arrays. */
        @Override
        default void close() {}
    }

    /** oneDNN where it is available. */
    public static MatrixLibrary fastest() {
        return OneDnn.available() ? ONE_DNN : BLAS;
    }

    /** Products in as many threads as the calling thread has at its disposal ({@link OneDnn#holdTo}). */
    public abstract Products open();
}
