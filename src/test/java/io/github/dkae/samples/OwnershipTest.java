package io.github.dkae.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.dkae.support.ModelArchive;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whatever callers do with the arrays that they were given, nothing else changes. */
class OwnershipTest {
    @TestFactory
    Stream<DynamicTest> whatAccessorsReturnCanBeClosed() {
        return Stream.concat(Examples.OBJECTS.stream(), Examples.HOLDERS.stream())
                .map(object -> DynamicTest.dynamicTest(object.getClass().getSimpleName(), () -> {
                    double[] before = Outcome.of(object);
                    accessors(object).flatMap(method -> arrays(Outcome.call(method, object)))
                            .forEach(OwnershipTest::spoil);
                    assertArrayEquals(before, Outcome.of(object));
                }));
    }

    @TestFactory
    Stream<DynamicTest> resultsAreTheCallers() {
        return EntryPoints.all().stream().filter(entry -> entry.target() != null)
                .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> {
                    List<INDArray> copies = entry.arrays().stream().map(i -> entry.array(i).dup()).toList();
                    double[] before = Outcome.of(entry.call());
                    arrays(entry.call()).forEach(OwnershipTest::spoil);
                    assertEquals(copies, entry.arrays().stream().map(entry::array).toList());
                    assertArrayEquals(before, Outcome.of(entry.call()));
                }));
    }

    private static Stream<Method> accessors(Object object) {
        return EntryPoints.publicTypes(object).flatMap(type -> Arrays.stream(type.getMethods())).filter(method ->
                method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
                && (INDArray.class == method.getReturnType() || ModelArchive.class == method.getReturnType()));
    }

    private static Stream<INDArray> arrays(Object value) {
        Collection<INDArray> arrays = value instanceof INDArray array ? List.of(array)
                : value instanceof ModelArchive archive ? archive.arrays().values() : List.of();
        return arrays.stream();
    }

    /** Views can't be closed, and are documented as not to be written to. */
    private static void spoil(INDArray array) {
        if (array.isView()) {
            array.transpose().close();
            array.close();
            assertFalse(array.wasClosed());
        } else {
            array.assign(7);
            array.close();
        }
    }
}
