package io.github.dkae.jupyter.shell;

import io.github.dkae.support.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;

/** What to do when memory runs out: the heap's, which holds Java's objects, or that outside it, which holds arrays. */
final class MemoryAdvice {
    private static final double GIB = 1L << 30;
    /** Messages of the JVM; others are about threads, classes or a single array that no heap could hold. */
    private static final Set<String> HEAP = Set.of("", "Java heap space", "GC overhead limit exceeded");

    private MemoryAdvice() {}

    /** Lines for the user; none for other failures than lack of memory. */
    static List<String> on(String exceptionClass, String message) {
        if (!exceptionClass.equals("java.lang.OutOfMemoryError")) {
            return List.of();
        }
        if (isOutsideHeap(message)) {
            return outsideHeap();
        }
        return HEAP.contains(message) ? heap() : List.of();
    }

    /** JavaCPP, which allocates arrays, tells what its limits are compared with. */
    private static boolean isOutsideHeap(String message) {
        return message.contains("physicalBytes") || message.contains("totalBytes")
                || message.contains("Cannot allocate new");
    }

    private static List<String> heap() {
        return List.of(
                Text.format("The Java heap is full: %s GiB, in which Java's objects are, but no arrays of ND4J.",
                        gib(Runtime.getRuntime().maxMemory())),
                "Let go of what you no longer need (name = null;), or start again with more:"
                        + " DKAE_JAVA_OPTIONS=\"-Xmx8g\" environment/dkae lab");
    }

    private static List<String> outsideHeap() {
        return List.of(
                Text.format("The arrays of ND4J fill their memory: at most %s GiB, and %s GiB for the whole process.",
                        gib(Pointer.maxBytes()), gib(Pointer.maxPhysicalBytes())),
                "Close arrays that you no longer need (name.close();), or start again with more: DKAE_JAVA_OPTIONS="
                        + "\"-Dorg.bytedeco.javacpp.maxbytes=12g -Dorg.bytedeco.javacpp.maxphysicalbytes=16g\""
                        + " environment/dkae lab");
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / GIB);
    }
}
