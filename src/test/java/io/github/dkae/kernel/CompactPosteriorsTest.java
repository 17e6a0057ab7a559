package io.github.dkae.kernel;

import static io.github.dkae.kernel.Samples.difference;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.mixture.SparseRow;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.RandomStreams;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CompactPosteriorsTest {
    @Test
    void goldenKernelMatrices() {
        JsonObject golden = Golden.read("pck.json");
        JsonArray mixtures = golden.getAsJsonArray("posteriors");
        int[] offsets = {0, 2, 5};
        var plain = new CompactPosteriors(12, offsets, Normalisation.MIXTURES);
        var cosine = new CompactPosteriors(12, offsets, Normalisation.COSINE);
        for (int i = 0; i < 12; i++) {
            float[] row = new float[5];
            for (int m = 0; m < 2; m++) {
                double[] posterior = Golden.vector(mixtures.get(m).getAsJsonArray().get(i));
                for (int c = 0; c < posterior.length; c++) {
                    row[offsets[m] + c] = (float) posterior[c];
                }
            }
            plain.encode(i, SparseRow.of(row));
            cosine.encode(i, SparseRow.of(row));
        }
        int[] all = IntStream.range(0, 12).toArray();
        assertClose(Golden.matrix(golden.get("K_Z_is_number_of_mixtures")), plain.block(all),
                CompactPosteriors.KERNEL_ERROR);
        assertClose(Golden.matrix(golden.get("K_cosine_normalised")), cosine.block(all),
                3 * CompactPosteriors.KERNEL_ERROR);
    }

    /** Sharpness from posteriors that all components share to ones that are one-hot. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 3, 30, 3000})
    void kernelErrorIsBounded(double sharpness) {
        Encoded encoded = new Encoded(70, sharpness, Normalisation.MIXTURES);
        double[] dense = HostArrays.doubles(encoded.dense);
        int p = encoded.compact.featureCount();
        INDArray block = encoded.compact.block(IntStream.range(0, 70).toArray());
        INDArray rows = encoded.compact.rows(IntStream.range(0, 70).toArray());
        double scale = 1 / Math.sqrt(encoded.compact.mixtures());
        for (int i = 0; i < 70; i++) {
            for (int j = 0; j < 70; j++) {
                double exact = 0;
                for (int c = 0; c < p; c++) {
                    exact += dense[i * p + c] * dense[j * p + c];
                }
                assertEquals(exact, block.getDouble(i, j), CompactPosteriors.KERNEL_ERROR + 1e-6);
                assertEquals(block.getDouble(i, j), block.getDouble(j, i), 0);
            }
            for (int c = 0; c < p; c++) {
                assertEquals(dense[i * p + c] / scale, rows.getDouble(i, c) / scale, 1.0 / 131070 + 1e-6);
            }
        }
    }

    @Test
    void nearlyCertainPosteriorsTakeLittleMoreThanAByteEach() {
        Encoded encoded = new Encoded(500, 20_000, Normalisation.MIXTURES);
        double bytes = encoded.compact.bytes() / 500.0;
        assertTrue(bytes < 1.5 * encoded.compact.mixtures() + 64, bytes + " bytes for each sample");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 700})
    void productsEqualDenseOnes(int columns) {
        for (Normalisation normalisation : Normalisation.values()) {
            Encoded encoded = new Encoded(600, 8, normalisation);
            INDArray dense = encoded.compact.rows(IntStream.range(0, 600).toArray());
            assertTrue(difference(dense, encoded.dense) < 1e-4);
            INDArray right = random(encoded.compact.featureCount(), columns, 1);
            assertTrue(difference(dense.mmul(right), encoded.compact.times(right)) < 1e-4);
            assertTrue(difference(dense.mmul(right), encoded.compact.times(right.dup('f'))) < 1e-4);
            int last = dense.rows() - 1;
            for (int first : new int[] {0, 1, last}) {
                assertEquals(encoded.compact.times(right).get(NDArrayIndex.interval(first, last + 1), NDArrayIndex.all()),
                        encoded.compact.times(right, first));
            }
            assertThrows(IllegalArgumentException.class, () -> encoded.compact.times(right, last + 1));
            INDArray left = random(600, columns, 2);
            INDArray copy = left.dup();
            assertTrue(difference(dense.transpose().mmul(left), encoded.compact.transposeTimes(left)) < 1e-4);
            assertEquals(copy, left);
        }
    }

    @Test
    void largeBlockEqualsItsParts() {
        Encoded encoded = new Encoded(900, 5, Normalisation.MIXTURES);
        INDArray whole = encoded.compact.block(IntStream.range(0, 900).toArray());
        INDArray part = encoded.compact.block(IntStream.range(400, 450).toArray());
        assertClose(whole.get(NDArrayIndex.interval(400, 450), NDArrayIndex.interval(400, 450)), part, 0);
    }

    private static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        assertArrayEquals(HostArrays.doubles(expected), HostArrays.doubles(actual), tolerance);
    }

    private static INDArray random(int rows, int columns, long seed) {
        SplittableRandom random = RandomStreams.of(seed, "product");
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return HostArrays.matrix(values, rows, columns);
    }

    /** Random posteriors under 29 mixtures of 2 … 30 components, dense and compact. */
    private static final class Encoded {
        final CompactPosteriors compact;
        final INDArray dense;

        Encoded(int n, double sharpness, Normalisation normalisation) {
            int[] offsets = new int[30];
            for (int m = 0; m < 29; m++) {
                offsets[m + 1] = offsets[m] + m + 2;
            }
            int p = offsets[29];
            compact = new CompactPosteriors(n, offsets, normalisation);
            float[] all = new float[n * p];
            SplittableRandom random = RandomStreams.of(1, "posteriors");
            for (int i = 0; i < n; i++) {
                float[] row = new float[p];
                for (int m = 0; m < 29; m++) {
                    double[] logits = random.doubles(m + 2).map(u -> sharpness * u).toArray();
                    double max = Arrays.stream(logits).max().orElseThrow();
                    double sum = Arrays.stream(logits).map(l -> Math.exp(l - max)).sum();
                    for (int c = 0; c < m + 2; c++) {
                        row[offsets[m] + c] = (float) (Math.exp(logits[c] - max) / sum);
                    }
                }
                compact.encode(i, SparseRow.of(row));
                double norm = 0;
                for (float value : row) {
                    norm += value * value;
                }
                double scale = 1 / Math.sqrt(normalisation == Normalisation.MIXTURES ? 29 : norm);
                for (int c = 0; c < p; c++) {
                    all[i * p + c] = (float) (row[c] * scale);
                }
            }
            dense = HostArrays.matrix(all, n, p);
        }
    }
}
