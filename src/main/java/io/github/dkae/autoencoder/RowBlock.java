package io.github.dkae.autoencoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a weight matrix's gradient, which lie in one piece in the flat vector.
 *
 * @param layer the matrix leads to, from 1
 * @param from  the first row
 * @param rows  how many
 */
record RowBlock(int layer, int from, int rows) {
    /**
     * Of a block: 4 MB, which the cache still holds when the optimiser reads them. In smaller blocks BLAS would
     * rearrange the other factor more often.
     */
    private static final int MOST_VALUES = 1 << 20;
    /** Less is not worth handing over. */
    private static final int LEAST_VALUES = 1 << 12;
    /** BLAS multiplies as many at a time. */
    private static final int ROWS = 8;
    private static final int BLOCKS_PER_THREAD = 2;

    /** Blocks that cover all weights, the last layer's first; threads can do them in any order. */
    static List<RowBlock> of(Architecture architecture, int threads) {
        long weights = new ParameterLayout(architecture).weightCount();
        long most = Math.max(LEAST_VALUES, Math.min(MOST_VALUES, weights / (threads * BLOCKS_PER_THREAD)));
        List<RowBlock> blocks = new ArrayList<>();
        for (int layer = architecture.layers(); layer > 0; layer--) {
            int height = architecture.units(layer - 1);
            int rows = Math.max(ROWS, (int) (most / architecture.units(layer) / ROWS * ROWS));
            for (int from = 0; from < height; from += rows) {
                blocks.add(new RowBlock(layer, from, Math.min(rows, height - from)));
            }
        }
        return blocks;
    }
}
