package io.github.dkae.benchmark;

import com.google.gson.JsonObject;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.kernel.ProbabilisticClusterKernel.Options;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Time and memory of the probabilistic cluster kernel: fitting the mixtures on a subset, the posteriors of all samples,
 * and kernel blocks of mini-batches.
 */
public final class PckBenchmark {
    /** Rows of the paper's setting. */
    public static final int DEFAULT_ROWS = 20_000;

    private static final int SUBSET = 200;
    private static final int BATCH = 200;
    private static final int BATCHES = 50;
    private static final double NOISE = 0.01;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final String STATUS = "/proc/self/status";

    private PckBenchmark() {}

    /**
     * Measures once, without a warm-up but for the machine's matrix product.
     *
     * <p>The result holds {@code rows}, {@code columns}, {@code mixtures}, {@code features}; {@code fitSeconds} and
     * {@code featureSeconds}; {@code featureGflops}, the 4·rows·columns·features operations of the textbook's products
     * over that time, beside {@code sgemmGflops}, what a product of 2000×2000 matrices reaches in the same run;
     * {@code blockMilliseconds} for the 200×200 block of a mini-batch; {@code priorMegabytes}, what the features take;
     * and on Linux {@code peakMegabytes}, the most memory that the whole process has held, the samples included. A
     * megabyte is 10⁶ bytes.
     *
     * @param data    samples [n, d] with n ≥ 200
     * @param rows    samples to use, at least 200: the first of {@code data}, and if there are more than n, random ones
     *                with Gaussian noise of standard deviation 0.01 on top
     * @param options of the kernel, which is fitted to 200 random samples
     * @param seed    of the subset, the noise and the mini-batches
     */
    public static JsonObject run(INDArray data, int rows, Options options, long seed, Progress progress) {
        Arguments.matrix("data", data);
        Arguments.atLeast("rows of data", data.rows(), SUBSET);
        Arguments.atLeast("rows", rows, SUBSET);
        double sgemm = sgemmGflops();
        INDArray samples = samples(data, rows, seed);
        int[] order = RandomStreams.permutation(rows, RandomStreams.of(seed, "pck-benchmark-subset"));
        INDArray subset = Nd4j.pullRows(samples, 1, Arrays.copyOf(order, SUBSET));

        long start = System.nanoTime();
        ProbabilisticClusterKernel kernel = ProbabilisticClusterKernel.fit(subset, options, progress);
        final double fitSeconds = seconds(start);
        start = System.nanoTime();
        FeatureMatrix features = kernel.featureMatrix(samples, progress);
        final double featureSeconds = seconds(start);
        final double blockSeconds = blockSeconds(features, seed);

        JsonObject result = new JsonObject();
        result.addProperty("rows", rows);
        result.addProperty("columns", samples.columns());
        result.addProperty("mixtures", kernel.mixtures().mixtures());
        result.addProperty("features", kernel.featureCount());
        result.addProperty("fitSeconds", fitSeconds);
        result.addProperty("featureSeconds", featureSeconds);
        result.addProperty("featureGflops",
                4.0 * rows * samples.columns() * kernel.featureCount() / featureSeconds / GIGA);
        result.addProperty("sgemmGflops", sgemm);
        result.addProperty("blockMilliseconds", blockSeconds * 1e3);
        result.addProperty("priorMegabytes", features.bytes() / MEGA);
        peakBytes().ifPresent(bytes -> result.addProperty("peakMegabytes", bytes / MEGA));
        return result;
    }

    /** {@link #run(INDArray, int, Options, long, Progress)} with the kernel's default options and seed 0. */
    public static JsonObject run(INDArray data, int rows) {
        return run(data, rows, Options.defaults(), 0, Progress.none());
    }

    private static INDArray samples(INDArray data, int rows, long seed) {
        int n = data.rows();
        int d = data.columns();
        if (rows <= n) {
            int[] first = new int[rows];
            Arrays.setAll(first, i -> i);
            return Nd4j.pullRows(data, 1, first);
        }
        INDArray samples = Nd4j.createUninitialized(DataType.FLOAT, rows, d);
        SplittableRandom random = RandomStreams.of(seed, "pck-benchmark-noise");
        float[] source = HostArrays.floats(data);
        float[] row = new float[d];
        // Rows are written to the array's own buffer: a copy on the heap would count towards the peak.
        var buffer = samples.data().asNioFloat();
        for (int i = 0; i < rows; i++) {
            int from = (i < n ? i : random.nextInt(n)) * d;
            for (int j = 0; j < d; j++) {
                row[j] = (float) (source[from + j] + NOISE * random.nextGaussian());
            }
            buffer.put(row);
        }
        return samples;
    }

    private static double blockSeconds(FeatureMatrix features, long seed) {
        double best = Double.POSITIVE_INFINITY;
        for (int b = 0; b < BATCHES; b++) {
            int[] batch = RandomStreams.of(seed, "pck-benchmark-batch", b).ints(BATCH, 0, features.size()).toArray();
            long start = System.nanoTime();
            features.block(batch).close();
            best = Math.min(best, seconds(start));
        }
        return best;
    }

    /** The best of five products of 2000×2000 matrices in float32. */
    private static double sgemmGflops() {
        int size = 2000;
        double best = Double.POSITIVE_INFINITY;
        try (INDArray a = Nd4j.ones(DataType.FLOAT, size, size);
                INDArray product = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, size}, 'f')) {
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                Nd4j.gemm(a, a, product, false, false, 1, 0);
                best = Math.min(best, seconds(start));
            }
        }
        return 2.0 * size * size * size / best / GIGA;
    }

    /** The process's largest resident set so far, where the system tells. */
    private static OptionalLong peakBytes() {
        try {
            return Files.readAllLines(Path.of(STATUS)).stream().filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / GIGA;
    }
}
