package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dkae.InEveryLocale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void matricesAreCheckedForFiniteValues(float bad) {
        INDArray x = Nd4j.zeros(3, 2);
        assertSame(x, Arguments.finiteMatrix("x", x));
        x.putScalar(1, 1, bad);
        refused("x must hold finite values only, but has NaN or infinite ones", () -> Arguments.finiteMatrix("x", x));
    }
}
