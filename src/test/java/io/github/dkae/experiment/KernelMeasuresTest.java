package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dkae.InEveryLocale;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.Table;

@InEveryLocale
class KernelMeasuresTest {
    private final INDArray kernel = Nd4j.createFromArray(new float[][] {
        {1, 0.9f, 0.2f, 8},
        {0.9f, 1, 0.1f, 3},
        {0.2f, 0.1f, 1, 4},
        {8, 3, 4, 100}});

    @Test
    void theNearestNeighbourIsAnotherSampleAndByCosine() {
        // By cosine 0–1 (0.9), 1–0, 2–3 (0.4), 3–0 (0.8); by plain values everything would be nearest to 3.
        assertEquals(0.75, NearestNeighbour.leaveOneOut(kernel, new int[] {0, 0, 1, 1}));
        assertEquals(0.25, NearestNeighbour.leaveOneOut(kernel, new int[] {0, 1, 1, 0}));
    }

    @Test
    void measuringLeavesTheMatrixAsItIs() {
        INDArray before = kernel.dup();
        NearestNeighbour.leaveOneOut(kernel, new int[] {0, 0, 1, 1});
        assertEquals(before, kernel);
    }

    @Test
    void accuracyTakesTheMostSimilarReference() {
        INDArray similarities = Nd4j.createFromArray(new float[][] {{0.1f, 0.7f, 0.2f}, {-3, -2, -1}});
        assertEquals(0.5, NearestNeighbour.accuracy(similarities, new int[] {5, 6}, new int[] {6, 5, 7}));
        assertEquals(1, NearestNeighbour.accuracy(similarities, new int[] {5, 7}, new int[] {6, 5, 7}));
    }

    @Test
    void classMeansLeaveASampleWithItselfOut() {
        ClassSimilarity means = ClassSimilarity.of(kernel, new int[] {3, 3, 7, 7});
        assertArrayEquals(new int[] {3, 7}, means.classes());
        assertEquals(0.9, means.means()[0][0], 1e-6);
        assertEquals(4, means.means()[1][1], 1e-6);
        assertEquals((0.2 + 0.1 + 8 + 3) / 4, means.means()[0][1], 1e-6);
        assertEquals(means.means()[0][1], means.means()[1][0], 1e-6);
    }

    @Test
    void theMostConfusedClassesComeFirst() {
        double[][] means = {{1, 0.2, 0.5}, {0.2, 0.25, 0.3}, {0.5, 0.3, 1}};
        Table table = new ClassSimilarity(new int[] {0, 4, 9}, means).confused(2);
        assertEquals(2, table.rowCount());
        assertEquals("4 and 9", table.stringColumn(0).get(0));
        assertEquals(0.6, table.doubleColumn(2).get(0), 1e-9);
        assertEquals("0 and 9", table.stringColumn(0).get(1));
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> NearestNeighbour.leaveOneOut(kernel, new int[] {1, 2}));
        assertThrows(IllegalArgumentException.class,
                () -> NearestNeighbour.leaveOneOut(Nd4j.zeros(2, 2), new int[] {1, 2}));
        assertThrows(IllegalArgumentException.class,
                () -> NearestNeighbour.accuracy(kernel, new int[] {1}, new int[] {1, 2, 3, 4}));
        assertThrows(IllegalArgumentException.class, () -> ClassSimilarity.of(kernel, new int[] {1, 1, 1, 2}));
    }
}
