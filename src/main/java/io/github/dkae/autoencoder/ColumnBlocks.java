package io.github.dkae.autoencoder;

import java.util.stream.IntStream;

/**
 * Splits columns into fixed blocks that threads work on independently.
 *
 * <p>The split depends on the number of columns alone, and each block is worked on by one thread from its first row to
 * its last. So results don't depend on the number of threads, and sums over rows need no synchronisation.
 */
final class ColumnBlocks {
    /** Small enough that a row's part of three or four matrices stays in the first-level cache. */
    static final int WIDTH = 512;

    /** Work on the columns {@code from} ≤ j &lt; {@code from + width}. */
    @FunctionalInterface
    interface Work {
        void on(int block, int from, int width);
    }

    private ColumnBlocks() {}

    static int count(long columns) {
        return (int) ((columns + WIDTH - 1) / WIDTH);
    }

    static void forEach(int columns, Work work) {
        int blocks = count(columns);
        IntStream range = IntStream.range(0, blocks);
        (blocks > 1 ? range.parallel() : range).forEach(block -> {
            int from = block * WIDTH;
            work.on(block, from, Math.min(WIDTH, columns - from));
        });
    }
}
