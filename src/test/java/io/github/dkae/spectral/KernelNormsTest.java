package io.github.dkae.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.DenseFeatureMatrix;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class KernelNormsTest {
    @Test
    void estimateOfManySamplesIsNearTheExactNorm() {
        INDArray k = SymmetricEigenTest.withSpectrum(600, i -> Math.pow(1 + i, -0.5), 1);
        double exact = 0;
        double found = 0;
        for (int i = 0; i < 600; i++) {
            exact += 1.0 / (1 + i);
            found += i < 10 ? 1.0 / (1 + i) : 0;
        }
        SymmetricOperator operator = SymmetricOperator.of(k);
        SymmetricEigen leading = SymmetricEigen.leading(operator, SymmetricEigen.Options.of(10).withTolerance(1e-8));
        double first = KernelNorms.squaredFrobenius(operator, leading, 0);
        double second = KernelNorms.squaredFrobenius(operator, leading, 1);
        assertEquals(exact, first, 0.05 * (exact - found));
        assertEquals(exact, second, 0.05 * (exact - found));
        assertTrue(first != second);
    }

    @Test
    void largeFeatureMatricesAgreeWithTheirDenseKernel() {
        INDArray phi = KernelPcaTest.samples(KernelNorms.EXACT_SAMPLES + 52, 12, 2).addi(0.3).castTo(DataType.FLOAT);
        DenseFeatureMatrix features = new DenseFeatureMatrix(phi);
        INDArray k = phi.mmul(phi.transpose());
        SymmetricOperator operator = SymmetricOperator.of(features);
        for (boolean centred : new boolean[] {true, false}) {
            SymmetricEigen eigen = SymmetricEigen.leading(centred ? operator.centred() : operator,
                    SymmetricEigen.Options.of(12));
            KernelNorms exact = KernelNorms.of(k, centred);
            KernelNorms estimated = KernelNorms.of(features, centred, eigen, 0);
            assertEquals(exact.trace(), estimated.trace(), 1e-5 * exact.trace());
            // All of the rank was found: nothing is left to estimate.
            assertEquals(exact.squaredFrobenius(), estimated.squaredFrobenius(), 1e-5 * exact.squaredFrobenius());
        }
    }
}
