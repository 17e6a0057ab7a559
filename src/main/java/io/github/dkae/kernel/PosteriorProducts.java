package io.github.dkae.kernel;

import io.github.dkae.support.HostArrays;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products with compact posteriors, which have little more than one entry for each mixture and sample: the work is that
 * of the entries, not of all features.
 *
 * <p>Loops run over tiles that stay in a core's second-level cache. Each result is summed by one thread in a fixed
 * order, so that it doesn't depend on the number of threads.
 */
final class PosteriorProducts {
    /** Floats of a tile: 384 KiB. */
    private static final int TILE = 3 << 15;
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
                float scale = posteriors.scale(samples[i]);
                for (int j = 0; j <= i; j++) {
                    values[i * k + j] *= scale * posteriors.scale(samples[j]);
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

    /** Φ · right, its rows from {@code start} on. */
    static INDArray times(CompactPosteriors posteriors, INDArray right, int start) {
        int n = posteriors.size() - start;
        int m = right.columns();
        float[][] factor = rows(right);
        Math.multiplyExact(n, m);
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, n, m);
        FloatBuffer buffer = result.data().asNioFloat();
        int[] groups = mixtureGroups(posteriors, m);
        IntStream.range(0, (n + TILE_ROWS - 1) / TILE_ROWS).parallel().forEach(tile -> {
            int first = tile * TILE_ROWS;
            int rows = Math.min(n - first, TILE_ROWS);
            float[][] sums = new float[rows][m];
            RowSum sum = new RowSum();
            for (int g = 0; g + 1 < groups.length; g++) {
                for (int row = 0; row < rows; row++) {
                    int sample = start + first + row;
                    sum.into(sums[row]);
                    for (int mixture = groups[g]; mixture < groups[g + 1]; mixture++) {
                        int column = posteriors.certainColumn(sample, mixture);
                        if (column >= 0) {
                            sum.add(factor[column]);
                        }
                    }
                    sum.flush();
                    int end = posteriors.mixedPosition(sample, groups[g + 1]);
                    for (int entry = posteriors.mixedPosition(sample, groups[g]); entry < end; entry++) {
                        addScaled(posteriors.mixedValue(sample, entry), factor[posteriors.mixedColumn(sample, entry)],
                                sums[row]);
                    }
                }
            }
            for (int row = 0; row < rows; row++) {
                scale(posteriors.scale(start + first + row), sums[row]);
                buffer.put((first + row) * m, sums[row]);
            }
        });
        return result;
    }

    /** Φᵀ · left. */
    static INDArray transposeTimes(CompactPosteriors posteriors, INDArray left) {
        int n = posteriors.size();
        int m = left.columns();
        int p = posteriors.featureCount();
        float[][] factor = rows(left);
        IntStream.range(0, n).parallel().forEach(row -> scale(posteriors.scale(row), factor[row]));
        Math.multiplyExact(p, m);
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, p, m);
        FloatBuffer buffer = result.data().asNioFloat();
        int[] groups = mixtureGroups(posteriors, m);
        int tileRows = Math.max(1, TILE / 2 / m);
        IntStream.range(0, groups.length - 1).parallel().forEach(g -> {
            int start = posteriors.offset(groups[g]);
            RowSum[] sums = new RowSum[posteriors.offset(groups[g + 1]) - start];
            Arrays.setAll(sums, c -> new RowSum().into(new float[m]));
            for (int first = 0; first < n; first += tileRows) {
                for (int mixture = groups[g]; mixture < groups[g + 1]; mixture++) {
                    for (int sample = first; sample < Math.min(n, first + tileRows); sample++) {
                        int column = posteriors.certainColumn(sample, mixture);
                        if (column >= 0) {
                            sums[column - start].add(factor[sample]);
                        }
                    }
                }
                for (int sample = first; sample < Math.min(n, first + tileRows); sample++) {
                    int end = posteriors.mixedPosition(sample, groups[g + 1]);
                    for (int entry = posteriors.mixedPosition(sample, groups[g]); entry < end; entry++) {
                        addScaled(posteriors.mixedValue(sample, entry), factor[sample],
                                sums[posteriors.mixedColumn(sample, entry) - start].target());
                    }
                }
            }
            for (int c = 0; c < sums.length; c++) {
                buffer.put((start + c) * m, sums[c].flush());
            }
        });
        return result;
    }

    /** Bounds of groups of mixtures whose features times {@code m} columns fit a tile. */
    private static int[] mixtureGroups(CompactPosteriors posteriors, int m) {
        int mixtures = posteriors.mixtures();
        int[] bounds = new int[mixtures + 1];
        int groups = 0;
        for (int mixture = 1; mixture <= mixtures; mixture++) {
            long size = (long) (posteriors.offset(mixture) - posteriors.offset(bounds[groups])) * m;
            if (size > TILE && mixture - 1 > bounds[groups]) {
                bounds[++groups] = mixture - 1;
            }
        }
        bounds[++groups] = mixtures;
        return Arrays.copyOf(bounds, groups + 1);
    }

    /** Rows as arrays of their own: the compiler vectorises loops over whole arrays, not over parts at an offset. */
    private static float[][] rows(INDArray matrix) {
        int m = matrix.columns();
        float[][] rows = new float[matrix.rows()][m];
        try (INDArray source = Nd4j.createUninitialized(DataType.FLOAT, matrix.shape(), 'c').assign(matrix)) {
            FloatBuffer buffer = source.data().asNioFloat();
            for (float[] row : rows) {
                buffer.get(row);
            }
        }
        return rows;
    }

    private static void addScaled(float factor, float[] source, float[] target) {
        for (int j = 0; j < target.length; j++) {
            target[j] += factor * source[j];
        }
    }

    private static void scale(float factor, float[] values) {
        for (int j = 0; j < values.length; j++) {
            values[j] *= factor;
        }
    }
}
