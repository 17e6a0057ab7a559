package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoppableExecutionControlTest {
    private static final StackTraceElement CELL = frame(null, "REPL.$JShell$7");
    private static final StackTraceElement JDK = frame("java.base", "java.util.stream.ReduceOps");
    private static final StackTraceElement LIBRARY = frame(null, "org.nd4j.linalg.factory.Nd4j");
    private static final StackTraceElement KERNEL = frame(null, "io.github.dkae.jupyter.channel.Publisher");

    private static StackTraceElement frame(String module, String type) {
        return new StackTraceElement(null, module, null, type, "method", "File.java", 1);
    }

    private static boolean inLibrary(StackTraceElement... innermostFirst) {
        Stream<StackTraceElement> kernel = Stream.of(JDK, KERNEL, JDK);
        return StoppableExecutionControl.inLibrary(
                Stream.concat(Stream.of(innermostFirst), kernel).toArray(StackTraceElement[]::new));
    }

    @Test
    void ownCodeAndTheJdkAreNoLibrary() {
        assertFalse(inLibrary(CELL));
        assertFalse(inLibrary(JDK, CELL, JDK, CELL));
        assertFalse(inLibrary(KERNEL, JDK, CELL));
    }

    @Test
    void libraryCountsAlsoWhenItCallsBack() {
        assertTrue(inLibrary(LIBRARY, CELL));
        assertTrue(inLibrary(JDK, LIBRARY, CELL));
        assertTrue(inLibrary(CELL, LIBRARY, CELL));
    }
}
