package io.github.dkae.samples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every public method refuses of an array. */
class SamplesTest {
    @TestFactory
    Stream<DynamicTest> valuesThatAreNotFiniteAreRefusedWithTheirPlace() {
        return EntryPoints.all().stream().map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> {
            for (int index : entry.arrays()) {
                for (double bad : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300)) {
                    refusesValue(entry, index, bad);
                }
            }
        }));
    }

    private static void refusesValue(EntryPoint entry, int index, double bad) {
        INDArray array = entry.array(index).castTo(DataType.DOUBLE).dup('c');
        long at = array.length() * 2 / 3;
        array.reshape(array.length()).putScalar(at, bad);
        long columns = array.size(array.rank() - 1);
        String message = assertThrows(IllegalArgumentException.class, () -> entry.call(index, array)).getMessage();
        String place = "but has %s in row %d, column %d (counted from 0)".formatted(bad, at / columns, at % columns);
        assertTrue(message.matches("\\w+( \\w+)? must hold .*") && message.endsWith(place), message);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoMatrixOfNumbersIsRefusedInASentence() {
        return EntryPoints.all().stream().map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> {
            for (int index : entry.arrays()) {
                refuses(entry, index, null);
                refuses(entry, index, closed(entry.array(index)));
                refuses(entry, index, Nd4j.empty(DataType.FLOAT));
                refuses(entry, index, Nd4j.create(DataType.FLOAT, 0, 4));
                refuses(entry, index, Nd4j.create(DataType.FLOAT, 4, 0));
                refuses(entry, index, Nd4j.scalar(1f));
                refuses(entry, index, Nd4j.ones(DataType.FLOAT, 7));
                refuses(entry, index, Nd4j.ones(DataType.FLOAT, 2, 3, 5));
                refuses(entry, index, Nd4j.create("a", "b", "c", "d").reshape(1, 4));
            }
        }));
    }

    private static INDArray closed(INDArray array) {
        INDArray closed = array.dup();
        INDArray view = closed.reshape(closed.shape());
        closed.close();
        return view;
    }

    private static void refuses(EntryPoint entry, int index, INDArray array) {
        String message = assertThrows(IllegalArgumentException.class, () -> entry.call(index, array)).getMessage();
        assertTrue(message.matches("[\\w' ]+ must .*") && message.lines().count() == 1, message);
    }
}
