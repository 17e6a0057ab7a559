package io.github.dkae.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dkae.support.HostArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MatrixLibraryTest {
    @ParameterizedTest
    @EnumSource
    void partsAndTransposesAreMultipliedWhereTheyAre(MatrixLibrary library) {
        assumeTrue(library != MatrixLibrary.ONE_DNN || OneDnn.available());
        INDArray a = integers(7, 5);
        INDArray b = integers(4, 5);
        INDArray c = Nd4j.create(DataType.FLOAT, 9, 4);
        try (MatrixLibrary.Products products = library.open()) {
            Runnable product = products.prepare(rows(a, 2, 6), b.transpose(), rows(c, 3, 7));
            product.run();
            assertProduct(a, b, c);
            a.addi(1);
            b.muli(-2);
            product.run();
            assertProduct(a, b, c);
        }
    }

    @Test
    void oneDnnIsTakenWhereItIsAvailable() {
        assertSame(OneDnn.available() ? MatrixLibrary.ONE_DNN : MatrixLibrary.BLAS, MatrixLibrary.fastest());
    }

    /** Rows 3 to 6 of c are rows 2 to 5 of a times bᵀ, the others are 0. */
    private static void assertProduct(INDArray a, INDArray b, INDArray c) {
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 4; j++) {
                double expected = 0;
                for (int k = 0; k < 5 && i >= 3 && i < 7; k++) {
                    expected += a.getDouble(i - 1, k) * b.getDouble(j, k);
                }
                assertEquals(expected, c.getDouble(i, j), 0);
            }
        }
    }

    private static INDArray integers(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7) % 11 - 5;
        }
        return HostArrays.matrix(values, rows, columns);
    }

    private static INDArray rows(INDArray matrix, int from, int to) {
        return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }
}
