package io.github.dkae.kernel;

import io.github.dkae.support.HostArrays;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products with compact posteriors, which have little more than one entry for each mixture and sample: the work is that of
 * the entries, not of all features.
 *
 * <p>Loops run over tiles that stay in a core's second-level cache. Each result is summed by one thread in a fixed order, so
 * that it doesn't depend on the number of threads.
 */
final class PosteriorProducts {
    /** Floats of a tile: 512 KiB. */
    private static final int TILE = 1 << 17;
    private static final int TILE_ROWS = 256;

    private PosteriorProducts() {}

    /**
     * The kernel block of the given samples. Each feature contributes the products of the samples that have it: with
     * balanced mixtures k²/q pairs for each, Σ k²/q in all instead of the k²·p of a dense product.
     */
    static INDArray gram(CompactPosteriors posteriors, int[] samples) {
        int k = samples.length;
        FeatureLists lists = new FeatureLists(posteriors, samples);
        float[] values = new float[Math.multiplyExact(k, k)];
        int stripes = Math.max(Runtime.getRuntime().availableProcessors(), (int) ((long) k * k / 2 / TILE));
        IntStream.range(0, stripes).parallel().forEach(stripe -> {
            // Row i holds i + 1 products: bounds at square roots share them out evenly.
            int from = (int) Math.round(k * Math.sqrt((double) stripe / stripes));
            int to = (int) Math.round(k * Math.sqrt((stripe + 1.0) / stripes));
            lists.addProducts(from, to, values);
            for (int i = from; i < to; i++) {
                float scale = posteriors.scales[samples[i]];
                for (int j = 0; j <= i; j++) {
                    values[i * k + j] *= scale * posteriors.scales[samples[j]];
                }
            }
        });
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                values[j * k + i] = values[i * k + j];
            }
        }
        return HostArrays.matrix(values, k, k);
    }

    /** Φ · right. */
    static INDArray times(CompactPosteriors posteriors, INDArray right) {
        int n = posteriors.size();
        int m = right.columns();
        float[] factor = HostArrays.floats(right);
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, n, m);
        Math.multiplyExact(n, m);
        FloatBuffer buffer = result.data().asNioFloat();
        int[] groups = mixtureGroups(posteriors, m);
        IntStream.range(0, (n + TILE_ROWS - 1) / TILE_ROWS).parallel().forEach(tile -> {
            int first = tile * TILE_ROWS;
            int rows = Math.min(n - first, TILE_ROWS);
            float[] sums = new float[rows * m];
            int[] cursors = new int[rows];
            for (int g = 0; g + 1 < groups.length; g++) {
                int end = posteriors.offsets[groups[g + 1]];
                for (int row = 0; row < rows; row++) {
                    int sample = first + row;
                    for (int mixture = groups[g]; mixture < groups[g + 1]; mixture++) {
                        int column = posteriors.certainColumn(sample, mixture);
                        if (column >= 0) {
                            add(factor, column * m, sums, row * m, m);
                        }
                    }
                    int[] columns = posteriors.mixedColumns[sample];
                    int entry = cursors[row];
                    for (; entry < columns.length && columns[entry] < end; entry++) {
                        addScaled(posteriors.mixedValue(sample, entry), factor, columns[entry] * m, sums, row * m, m);
                    }
                    cursors[row] = entry;
                }
            }
            for (int row = 0; row < rows; row++) {
                scale(posteriors.scales[first + row], sums, row * m, m);
            }
            buffer.put(first * m, sums);
        });
        return result;
    }

    /** Φᵀ · left. */
    static INDArray transposeTimes(CompactPosteriors posteriors, INDArray left) {
        int n = posteriors.size();
        int m = left.columns();
        float[] factor = HostArrays.floats(left);
        IntStream.range(0, n).parallel().forEach(row -> scale(posteriors.scales[row], factor, row * m, m));
        int p = posteriors.featureCount();
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, p, m);
        Math.multiplyExact(p, m);
        FloatBuffer buffer = result.data().asNioFloat();
        int[] groups = mixtureGroups(posteriors, m);
        IntStream.range(0, groups.length - 1).parallel().forEach(g -> {
            int start = posteriors.offsets[groups[g]];
            int end = posteriors.offsets[groups[g + 1]];
            float[] sums = new float[(end - start) * m];
            for (int sample = 0; sample < n; sample++) {
                for (int mixture = groups[g]; mixture < groups[g + 1]; mixture++) {
                    int column = posteriors.certainColumn(sample, mixture);
                    if (column >= 0) {
                        add(factor, sample * m, sums, (column - start) * m, m);
                    }
                }
                int[] columns = posteriors.mixedColumns[sample];
                int entry = Arrays.binarySearch(columns, start);
                for (entry = entry < 0 ? -entry - 1 : entry; entry < columns.length && columns[entry] < end; entry++) {
                    addScaled(posteriors.mixedValue(sample, entry), factor, sample * m, sums,
                            (columns[entry] - start) * m, m);
                }
            }
            buffer.put(start * m, sums);
        });
        return result;
    }

    /** Bounds of groups of mixtures whose features times {@code m} columns fit a tile. */
    private static int[] mixtureGroups(CompactPosteriors posteriors, int m) {
        int mixtures = posteriors.offsets.length - 1;
        int[] bounds = new int[mixtures + 1];
        int groups = 0;
        for (int mixture = 1; mixture <= mixtures; mixture++) {
            long size = (long) (posteriors.offsets[mixture] - posteriors.offsets[bounds[groups]]) * m;
            if (size > TILE && mixture - 1 > bounds[groups]) {
                bounds[++groups] = mixture - 1;
            }
        }
        bounds[++groups] = mixtures;
        return Arrays.copyOf(bounds, groups + 1);
    }

    private static void add(float[] source, int from, float[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] += source[from + j];
        }
    }

    private static void addScaled(float factor, float[] source, int from, float[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] += factor * source[from + j];
        }
    }

    private static void scale(float factor, float[] values, int from, int length) {
        for (int j = from; j < from + length; j++) {
            values[j] *= factor;
        }
    }
}
