package io.github.dkae.autoencoder;

/**
 * Splits columns for threads and caches.
 *
 * <p>A column is worked on by one thread from its first row to its last. So sums over rows need no synchronisation, and
 * they don't depend on the split.
 */
final class ColumnBlocks {
    /** Small enough that a row's part of three or four matrices stays in the first-level cache. */
    static final int WIDTH = 512;
    /** More than one, so that a thread which is held up leaves the rest to the others. */
    private static final int PARTS_PER_THREAD = 2;
    /** Less takes as long to hand over as to do: some 30 µs. */
    private static final long MULTIPLICATIONS_PER_PART = 1 << 20;
    private static final int CACHE_LINE = 16;

    /** Work on the columns {@code from} ≤ j &lt; {@code from + width}. */
    @FunctionalInterface
    interface Work {
        void on(int from, int width);
    }

    private ColumnBlocks() {}

    /**
     * The width of the parts in which threads share the columns of a product: whole cache lines, or all columns.
     *
     * @param columns         columns of the product
     * @param multiplications that one column takes
     * @param threads         number of threads
     */
    static int partWidth(int columns, long multiplications, int threads) {
        int parts = threads == 1 ? 1 : threads * PARTS_PER_THREAD;
        long width = Math.max((columns + parts - 1) / parts, MULTIPLICATIONS_PER_PART / multiplications);
        return (int) Math.min(columns, (width + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
    }

    /** Runs {@code work} on blocks of at most {@link #WIDTH} columns, one after the other. */
    static void forEach(int from, int width, Work work) {
        for (int start = from; start < from + width; start += WIDTH) {
            work.on(start, Math.min(WIDTH, from + width - start));
        }
    }
}
