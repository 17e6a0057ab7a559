package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@InEveryLocale
class ArgumentsTest {
    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void integersOutsideTheRangeAreNamed() {
        assertEquals(3, Arguments.between("components", 3, 1, 3));
        refused("components must be between 1 and 3, but was 4", () -> Arguments.between("components", 4, 1, 3));
        refused("components must be at least 1, but was 0", () -> Arguments.atLeast("components", 0, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.1, 1.1})
    void doublesOutsideTheRangeAreNamed(double value) {
        refused("lambda must be between 0.0 and 1.0, but was " + value,
                () -> Arguments.between("lambda", value, 0.0, 1.0));
    }

    @Test
    void positiveExcludesZeroAndNotNegativeDoesNot() {
        assertEquals(0.0, Arguments.notNegative("ridge", 0.0));
        refused("ridge must be positive and finite, but was 0.0", () -> Arguments.positive("ridge", 0.0));
        refused("ridge must be zero or positive and finite, but was -1.0", () -> Arguments.notNegative("ridge", -1));
        refused("ridge must be positive and finite, but was NaN", () -> Arguments.positive("ridge", Double.NaN));
    }

    @Test
    void matricesAreCheckedForShape() {
        INDArray x = Nd4j.zeros(3, 2);
        assertSame(x, Arguments.matrix("x", x, 2));
        refused("x must have 4 columns, but its shape is [3, 2]", () -> Arguments.matrix("x", x, 4));
        refused("x must be a matrix [n, d] with at least one row, but its shape is [3]",
                () -> Arguments.matrix("x", Nd4j.zeros(3)));
        refused("x must not be null", () -> Arguments.matrix("x", null));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void samplesAreFinite(float bad) {
        INDArray x = Nd4j.zeros(3, 2);
        assertSame(x, Arguments.samples("x", x));
        x.putScalar(2, 1, bad);
        refused("x must hold finite values only, but has " + (double) bad + " in row 2, column 1 (counted from 0)",
                () -> Arguments.samples("x", x));
        refused("x must hold finite values only, but has " + (double) bad + " in row 2, column 1 (counted from 0)",
                () -> Arguments.factor("x", x.dup('f'), 3, DataType.FLOAT));
    }

    @Test
    void samplesHaveFiniteSquares() {
        INDArray x = Nd4j.ones(DataType.DOUBLE, 3, 2);
        x.putScalar(1, 0, -1e300);
        refused("x must hold values whose squares have a finite sum, but has -1.0E300 in row 1, column 0 (counted "
                + "from 0)", () -> Arguments.samples("x", x));
        refused("x must hold finite values only, but has -1.0E300 in row 1, column 0 (counted from 0)",
                () -> Arguments.samples("x", x, DataType.FLOAT));
    }

    @ParameterizedTest
    @EnumSource(names = {"UTF8", "COMPRESSED", "UNKNOWN"}, mode = EnumSource.Mode.EXCLUDE)
    void samplesAreTheSameNumbersInEveryType(DataType type) {
        INDArray given = Nd4j.createFromArray(new double[][] {{0, 1}, {1, 1}, {0, 0}}).castTo(type);
        for (INDArray x : new INDArray[] {given, given.dup('f'), given.dup('f').transpose().dup('c').transpose()}) {
            INDArray samples = Arguments.samples("x", x);
            assertArrayEquals(new double[] {0, 1, 1, 1, 0, 0}, HostArrays.doubles(samples));
            assertEquals('c', samples.ordering());
            assertTrue(samples.dataType() == DataType.FLOAT || samples.dataType() == DataType.DOUBLE);
        }
    }

    @Test
    void samplesAreNumbersThatTheirTypeHolds() {
        assertEquals(16777217, Arguments.samples("x", Nd4j.createFromArray(new int[][] {{16777217}})).getDouble(0, 0));
        refused("x must hold numbers, but is of type UTF8",
                () -> Arguments.samples("x", Nd4j.create("a", "b").reshape(1, 2)));
        INDArray closed = Nd4j.zeros(3, 2);
        closed.close();
        refused("x must be an open array, but was closed", () -> Arguments.samples("x", closed));
    }
}
