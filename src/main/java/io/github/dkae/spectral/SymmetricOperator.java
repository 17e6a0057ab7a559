package io.github.dkae.spectral;

import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.support.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A symmetric matrix K [n, n] that is known by its products with blocks of vectors. */
public interface SymmetricOperator {
    /** Order n of the matrix. */
    int size();

    /** K · {@code v} for {@code v} [n, m], which is left as it is: [n, m], owned by the caller. */
    INDArray apply(INDArray v);

    /** The data type that {@link #apply} takes and returns. */
    default DataType dataType() {
        return DataType.FLOAT;
    }

    /** K itself [n, n], owned by the caller: O(n²) memory, for small n. */
    default INDArray dense() {
        try (INDArray identity = Nd4j.eye(size()).castTo(dataType())) {
            return apply(identity);
        }
    }

    /** The operator H K H with H = I − 11ᵀ/n: the kernel matrix after centring in feature space. */
    default SymmetricOperator centred() {
        return new CentredOperator(this);
    }

    /** A symmetric matrix {@code k} [n, n], referenced where float32 or float64 in c order: O(n²·m) for m columns. */
    static SymmetricOperator of(INDArray k) {
        return new MatrixOperator(Arguments.samples("k", k, Arguments.matrix("k", k).rows()));
    }

    /** K = Φ Φᵀ as products with Φ [n, p] and Φᵀ: O(n·p·m) for m columns; K is never formed. */
    static SymmetricOperator of(FeatureMatrix features) {
        return new FeatureOperator(Arguments.present("features", features));
    }
}
