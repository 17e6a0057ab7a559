package io.github.dkae.support;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How objects hand out large arrays that they go on using: without a copy, and so that callers can't free them. */
public final class UnclosableView {
    private UnclosableView() {}

    /** A view of all of {@code array}, in c order without gaps; closing it, or a view of it, has no effect. */
    public static INDArray of(INDArray array) {
        return array.isView() ? array : Nd4j.create(Nd4j.createBuffer(array.data(), 0, array.length()), array.shape(),
                array.stride(), 0, 'c');
    }
}
