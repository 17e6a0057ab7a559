package io.github.dkae.kernel;

import java.util.Arrays;

/**
 * For each feature, the positions in a batch of the samples that have it, in ascending order, with their posteriors.
 */
final class FeatureLists {
    private final int batch;
    private final int[] starts;
    private final int[] positions;
    private final float[] values;

    FeatureLists(CompactPosteriors posteriors, int[] samples) {
        this.batch = samples.length;
        this.starts = new int[posteriors.featureCount() + 1];
        int mixtures = posteriors.mixtures();
        for (int sample : samples) {
            for (int m = 0; m < mixtures; m++) {
                int column = posteriors.certainColumn(sample, m);
                if (column >= 0) {
                    starts[column]++;
                }
            }
            for (int e = 0; e < posteriors.mixedEntries(sample); e++) {
                starts[posteriors.mixedColumn(sample, e)]++;
            }
        }
        int total = 0;
        for (int c = 0; c < starts.length; c++) {
            int count = starts[c];
            starts[c] = total;
            total += count;
        }
        this.positions = new int[total];
        this.values = new float[total];
        int[] next = starts.clone();
        for (int i = 0; i < batch; i++) {
            int sample = samples[i];
            for (int m = 0; m < mixtures; m++) {
                int column = posteriors.certainColumn(sample, m);
                if (column >= 0) {
                    positions[next[column]] = i;
                    values[next[column]++] = 1;
                }
            }
            for (int e = 0; e < posteriors.mixedEntries(sample); e++) {
                int column = posteriors.mixedColumn(sample, e);
                positions[next[column]] = i;
                values[next[column]++] = posteriors.mixedValue(sample, e);
            }
        }
    }

    /**
     * Adds the products of rows [from, to) with themselves and all rows before to the lower triangle of {@code gram}.
     */
    void addProducts(int from, int to, float[] gram) {
        for (int c = 0; c + 1 < starts.length; c++) {
            int start = starts[c];
            int end = starts[c + 1];
            int first = Arrays.binarySearch(positions, start, end, from);
            for (int a = first < 0 ? -first - 1 : first; a < end && positions[a] < to; a++) {
                int row = positions[a] * batch;
                float value = values[a];
                for (int b = start; b <= a; b++) {
                    gram[row + positions[b]] += value * values[b];
                }
            }
        }
    }
}
