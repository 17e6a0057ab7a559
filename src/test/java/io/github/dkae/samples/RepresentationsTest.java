package io.github.dkae.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The same numbers give the same results, whatever the type and order of the array that holds them. */
class RepresentationsTest {
    @TestFactory
    Stream<DynamicTest> layoutsAndTypesGiveTheSame() {
        return EntryPoints.all().stream().map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> {
            for (int index : entry.arrays()) {
                INDArray plain = entry.array(index).castTo(DataType.FLOAT).dup('c');
                double[] expected = outcome(entry, index, plain);
                for (INDArray other : layouts(plain)) {
                    assertClose(expected, outcome(entry, index, other), 1e-6);
                }
                assertClose(expected, outcome(entry, index, plain.castTo(DataType.DOUBLE)), 2e-3);
                sameAs(DataType.FLOAT, DataType.HALF, entry, index, plain);
                sameAs(DataType.DOUBLE, DataType.LONG, entry, index, plain);
            }
        }));
    }

    private static void sameAs(DataType wide, DataType narrow, EntryPoint entry, int index, INDArray single) {
        INDArray given = (narrow.isFPType() ? single : Transforms.abs(Transforms.round(single, true))).castTo(narrow);
        INDArray same = Nd4j.createUninitialized(wide, given.shape(), 'c').assign(given);
        assertClose(outcome(entry, index, same), outcome(entry, index, given), 0);
    }

    /** The numbers that come out, or the hash of the refusal; the array stays as it is. */
    private static double[] outcome(EntryPoint entry, int index, INDArray array) {
        INDArray before = array.dup();
        try {
            return Outcome.of(entry.call(index, array));
        } catch (IllegalArgumentException refusal) {
            assertEquals(1, refusal.getMessage().lines().count());
            return new double[] {refusal.getMessage().hashCode()};
        } finally {
            assertEquals(before, array);
        }
    }

    private static List<INDArray> layouts(INDArray plain) {
        if (plain.rank() != 2) {
            return List.of(plain.dup('f'));
        }
        int n = plain.rows();
        int d = plain.columns();
        return List.of(plain.transpose().dup('c').transpose(),
                part(Nd4j.rand(DataType.FLOAT, n + 2, d), plain, NDArrayIndex.interval(1, n + 1), NDArrayIndex.all()),
                part(Nd4j.rand(DataType.FLOAT, 2 * n, 3 * d).dup('f'), plain, NDArrayIndex.interval(0, 2, 2 * n),
                        NDArrayIndex.interval(0, 3, 3 * d)));
    }

    private static INDArray part(INDArray whole, INDArray content, INDArrayIndex... where) {
        INDArray part = whole.get(where);
        part.assign(content);
        return part;
    }

    private static void assertClose(double[] expected, double[] actual, double tolerance) {
        double largest = Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        assertArrayEquals(expected, actual, tolerance * largest);
    }
}
