package io.github.dkae.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KernelAlignmentTest {
    private static final JsonObject GOLDEN = Golden.read("codeloss.json");
    private static final INDArray CODES = Golden.matrix(GOLDEN.get("codes"));
    private static final INDArray C = CODES.mmul(CODES.transpose());
    private static final INDArray P = Golden.matrix(GOLDEN.get("K_rbf_sigma1"));
    private static final int[] LABELS = IntStream.range(0, 12).map(i -> (int) Golden.vector(GOLDEN.get("y"))[i])
            .toArray();

    @Test
    void goldenAlignmentAndCodeLosses() {
        INDArray ideal = IdealKernel.matrix(LABELS);
        assertEquals(golden("alignment"), KernelAlignment.alignment(C, P), 1e-12);
        assertEquals(golden("Lc_codes_vs_K"), KernelAlignment.codeLoss(C, P), 1e-12);
        assertEquals(golden("Lc_K_vs_KI"), KernelAlignment.codeLoss(P, ideal), 1e-12);
        assertEquals(golden("Lc_codes_vs_KI"), KernelAlignment.codeLoss(C, ideal), 1e-12);
        assertEquals(golden("Lc_ones_vs_KI"), KernelAlignment.codeLoss(Nd4j.ones(12, 12), ideal), 1e-7);
        assertEquals(golden("Lc_K_vs_itself"), KernelAlignment.codeLoss(P, P), 0);
    }

    @Test
    void blocksGiveTheSameWithoutTheMatrices() {
        KernelBlocks c = new DenseFeatureMatrix(CODES);
        KernelBlocks p = new RbfKernel(1).over(Golden.matrix(GOLDEN.get("X")));
        for (int blockSize : new int[] {1, 5, 6, 12, 100}) {
            assertEquals(golden("alignment"), KernelAlignment.alignment(c, p, blockSize), 1e-12);
            assertEquals(golden("Lc_codes_vs_KI"), KernelAlignment.codeLoss(c, IdealKernel.over(LABELS), blockSize),
                    1e-12);
        }
        assertEquals(golden("Lc_codes_vs_K"), KernelAlignment.codeLoss(c, p), 1e-12);
        assertEquals(golden("alignment"), KernelAlignment.alignment(c, p), 1e-12);
    }

    @Test
    void smallLossesKeepTheirDigits() {
        INDArray moved = P.dup();
        moved.putScalar(0, 1, moved.getDouble(0, 1) + 1e-9);
        double loss = KernelAlignment.codeLoss(moved, P);
        assertTrue(loss > 1e-10 && loss < 1e-9 / P.norm2Number().doubleValue() * 1.01, "loss " + loss);
    }

    @Test
    void scaleDoesNotMatter() {
        assertEquals(KernelAlignment.codeLoss(C, P), KernelAlignment.codeLoss(C.mul(1e6), P.mul(1e-6)), 1e-12);
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> KernelAlignment.codeLoss(C, Nd4j.ones(12, 11)));
        assertThrows(IllegalArgumentException.class, () -> KernelAlignment.codeLoss(C, Nd4j.ones(11, 12)));
        var zero = assertThrows(IllegalArgumentException.class,
                () -> KernelAlignment.alignment(C, Nd4j.zeros(DataType.DOUBLE, 12, 12)));
        assertTrue(zero.getMessage().startsWith("p "), zero.getMessage());
        KernelBlocks three = IdealKernel.over(new int[] {1, 2, 3});
        assertThrows(IllegalArgumentException.class,
                () -> KernelAlignment.alignment(three, IdealKernel.over(new int[] {1, 2})));
        assertThrows(IllegalArgumentException.class, () -> KernelAlignment.alignment(three, three, 0));
    }

    private static double golden(String key) {
        return GOLDEN.get(key).getAsDouble();
    }
}
