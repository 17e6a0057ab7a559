package io.github.dkae.jupyter.shell;

/**
 * Heap that is kept back for the time when a cell has filled the rest: what it holds stays reachable, and the kernel
 * needs some memory to tell of it and to run the code that lets go of it. Not thread-safe: the threads that evaluate a
 * cell and run its code take turns.
 */
final class MemoryReserve {
    private static final long LEAST = 4L << 20;
    private static final long MOST = 64L << 20;
    private byte[] reserve;

    /** Keeps a thirty-second of the heap back, when there is room for it. */
    void hold() {
        Runtime runtime = Runtime.getRuntime();
        long size = Math.max(LEAST, Math.min(MOST, runtime.maxMemory() / 32));
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (reserve == null && free > 4 * size) {
            reserve = new byte[(int) size];
        }
    }

    /** Gives it back to whoever needs memory now. */
    void release() {
        reserve = null;
    }
}
