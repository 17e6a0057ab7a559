package io.github.dkae.kernel;

import io.github.dkae.mixture.SparseRow;
import io.github.dkae.support.Arguments;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Posteriors under many mixtures in the form that nearly one-hot ones ask for: a byte for each mixture and sample.
 *
 * <p>Posteriors are rounded to multiples of 1/65535. Where one component then has it all, its number is a byte;
 * elsewhere that byte is {@link #MIXED}, and the components that have a share are listed with it, 6 bytes each. A
 * posterior is off by at most ε = 1/131070. An inner product of two posteriors under a mixture of q components is off
 * by at most ε·(2 + q·ε), and so is their mean over mixtures, {@link #KERNEL_ERROR}.
 */
final class CompactPosteriors implements FeatureMatrix {
    /** Bound on the error of a kernel value that is a mean over mixtures. */
    static final double KERNEL_ERROR = 2.002 / 131070;
    /** Components that a mixture may have, so that their numbers fit a byte beside the mark. */
    static final int MAXIMUM_COMPONENTS = 255;

    private static final byte MIXED = (byte) 0xFF;
    private static final float STEPS = 65535;
    /** Array headers and references of a row. */
    private static final int ROW_OVERHEAD = 3 * 20;

    private final int[] offsets;
    private final byte[][] certain;
    private final int[][] mixedColumns;
    private final char[][] mixedValues;
    private final float[] scales;
    private final Normalisation normalisation;

    /** @param offsets first feature of each mixture, and their number */
    CompactPosteriors(int samples, int[] offsets, Normalisation normalisation) {
        this.offsets = offsets;
        this.normalisation = normalisation;
        this.certain = new byte[samples][];
        this.mixedColumns = new int[samples][];
        this.mixedValues = new char[samples][];
        this.scales = new float[samples];
    }

    /** Takes over the posteriors of a sample; safe from several threads for different samples. */
    void encode(int sample, SparseRow posteriors) {
        byte[] numbers = new byte[mixtures()];
        Arrays.fill(numbers, MIXED);
        int[] columns = new int[64];
        char[] values = new char[64];
        int mixed = 0;
        int before = 0;
        int m = 0;
        double squaredNorm = 0;
        for (int e = 0; e < posteriors.size(); e++) {
            int column = posteriors.column(e);
            for (; column >= offsets[m + 1]; m++) {
                before = mixed;
            }
            int steps = (int) (posteriors.value(e) * STEPS + 0.5f);
            if (steps >= STEPS) {
                numbers[m] = (byte) (column - offsets[m]);
                mixed = before;
                squaredNorm++;
            } else if (steps > 0 && numbers[m] == MIXED) {
                if (mixed == columns.length) {
                    columns = Arrays.copyOf(columns, 2 * mixed);
                    values = Arrays.copyOf(values, 2 * mixed);
                }
                columns[mixed] = column;
                values[mixed++] = (char) steps;
            }
        }
        for (int e = 0; e < mixed; e++) {
            squaredNorm += values[e] / STEPS * (values[e] / STEPS);
        }
        certain[sample] = numbers;
        mixedColumns[sample] = Arrays.copyOf(columns, mixed);
        mixedValues[sample] = Arrays.copyOf(values, mixed);
        scales[sample] = (float) (1 / Math.sqrt(normalisation == Normalisation.COSINE ? squaredNorm : numbers.length));
    }

    @Override
    public int size() {
        return certain.length;
    }

    @Override
    public int featureCount() {
        return offsets[offsets.length - 1];
    }

    @Override
    public INDArray block(int[] samples) {
        return PosteriorProducts.gram(this, requireSamples(samples));
    }

    @Override
    public INDArray times(INDArray right) {
        return times(right, 0);
    }

    @Override
    public INDArray times(INDArray right, int first) {
        Arguments.between("first", first, 0, size() - 1);
        return PosteriorProducts.times(this, Arguments.factor("right", right, featureCount(), DataType.FLOAT), first);
    }

    @Override
    public INDArray transposeTimes(INDArray left) {
        return PosteriorProducts.transposeTimes(this, Arguments.factor("left", left, size(), DataType.FLOAT));
    }

    @Override
    public INDArray rows(int[] samples) {
        requireSamples(samples);
        int p = featureCount();
        Math.multiplyExact(samples.length, p);
        INDArray rows = Nd4j.createUninitialized(DataType.FLOAT, samples.length, p);
        FloatBuffer buffer = rows.data().asNioFloat();
        IntStream.range(0, samples.length).parallel().forEach(i -> {
            int sample = samples[i];
            float[] row = new float[p];
            for (int m = 0; m < mixtures(); m++) {
                int column = certainColumn(sample, m);
                if (column >= 0) {
                    row[column] = scales[sample];
                }
            }
            for (int e = 0; e < mixedEntries(sample); e++) {
                row[mixedColumn(sample, e)] = mixedValue(sample, e) * scales[sample];
            }
            buffer.put(i * p, row);
        });
        return rows;
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (int i = 0; i < certain.length; i++) {
            bytes += ROW_OVERHEAD + certain[i].length + 6L * mixedColumns[i].length + Float.BYTES;
        }
        return bytes;
    }

    int mixtures() {
        return offsets.length - 1;
    }

    /** First feature of a mixture. */
    int offset(int mixture) {
        return offsets[mixture];
    }

    /** What a sample's posteriors are multiplied by. */
    float scale(int sample) {
        return scales[sample];
    }

    /** The feature that a sample has under a mixture, or −1 when several share it. */
    int certainColumn(int sample, int mixture) {
        byte number = certain[sample][mixture];
        return number == MIXED ? -1 : offsets[mixture] + (number & 0xFF);
    }

    /** Number of listed entries of a sample, which are in the order of features. */
    int mixedEntries(int sample) {
        return mixedColumns[sample].length;
    }

    /** The first listed entry of a sample at {@code mixture} or after. */
    int mixedPosition(int sample, int mixture) {
        int position = Arrays.binarySearch(mixedColumns[sample], offsets[mixture]);
        return position < 0 ? -position - 1 : position;
    }

    /** The feature of a listed entry. */
    int mixedColumn(int sample, int entry) {
        return mixedColumns[sample][entry];
    }

    /** The posterior of a listed entry. */
    float mixedValue(int sample, int entry) {
        return mixedValues[sample][entry] / STEPS;
    }

    private int[] requireSamples(int[] samples) {
        if (Arguments.present("samples", samples).length == 0) {
            throw new IllegalArgumentException("samples must not be empty");
        }
        for (int sample : samples) {
            Arguments.between("samples", sample, 0, size() - 1);
        }
        return samples;
    }
}
