package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryAdviceTest {
    private static final String ERROR = "java.lang.OutOfMemoryError";

    @Test
    void namesTheOptionOfTheMemoryThatRanOut() {
        for (String message : List.of("Java heap space", "GC overhead limit exceeded", "")) {
            assertTrue(MemoryAdvice.on(ERROR, message).get(1).contains("DKAE_JAVA_OPTIONS=\"-Xmx8g\""), message);
        }
        for (String message : List.of("Cannot allocate new FloatPointer(25): totalBytes = 9M, physicalBytes = 1G",
                "Physical memory usage is too high: physicalBytes (2G) > maxPhysicalBytes (2G)")) {
            assertTrue(MemoryAdvice.on(ERROR, message).get(1).contains("-Dorg.bytedeco.javacpp.maxbytes="), message);
        }
    }

    @Test
    void otherFailuresGetNoAdvice() {
        assertEquals(List.of(), MemoryAdvice.on("java.lang.IllegalStateException", "Java heap space"));
        for (String message : List.of("unable to create native thread: possibly out of memory", "Metaspace",
                "Requested array size exceeds VM limit")) {
            assertEquals(List.of(), MemoryAdvice.on(ERROR, message), message);
        }
    }
}
