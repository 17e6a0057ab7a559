package io.github.dkae.benchmark;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.autoencoder.TrainingStep;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times a full training step: forward pass, both losses, gradient and Adam. The block of the prior is timed apart, and so
 * are, in the same run, SameDiff's own session on the same graph, without Adam, and a plain matrix product of 2000³, which
 * tells what the machine could do at that moment.
 */
public final class StepBenchmark {
    private static final int SQUARE = 2000;
    private static final double SQUARE_GFLOP = 2e-9 * SQUARE * SQUARE * SQUARE;
    private static final int SLICES = 5;

    private StepBenchmark() {}

    /**
     * The paper's network and batch: 784–500–500–2000–2000, k = 200, λ = 0.1; 60 steps measured after 40 of warm-up, by
     * when the JVM has compiled what it will.
     */
    public static JsonObject run(KernelBlocks prior) {
        return run(Architecture.paper(784), TrainingOptions.defaults(), prior, 40, 60);
    }

    /**
     * Measures steps in five series, as training makes them, with matrix products after each, so that noise from other
     * processes falls on both.
     *
     * @param prior  the prior over at least k samples; its blocks are timed, and used in the steps
     * @param warmUp steps before the measurement, at least 1
     * @param steps  steps to measure, at least 5
     * @return {@code stepSeconds} (median), {@code sessionSeconds} (median of a gradient by SameDiff's session),
     *         {@code stepSecondsBest} (least), {@code priorBlockSeconds} (median), {@code
     *         gflop} (a step's floating point operations in matrix products), {@code gflops}, {@code sgemmGflops}
     *         (median of 2000³), {@code sgemmGflopsBest}, {@code sgemmShare} (ratio of the medians), {@code threads}
     *         and the setting
     */
    public static JsonObject run(Architecture architecture, TrainingOptions options, KernelBlocks prior, int warmUp,
                                 int steps) {
        Arguments.atLeast("warmUp", warmUp, 1);
        Arguments.atLeast("steps", steps, SLICES);
        int k = options.batchSize();
        Arguments.atLeast("prior's size", prior.size(), k);
        SplittableRandom random = RandomStreams.of(options.seed(), "step-benchmark");
        double[] stepSeconds = new double[steps];
        double[] blockSeconds = new double[steps];
        double[] productSeconds = new double[2 * SLICES];
        try (TrainingStep step = TrainingStep.of(architecture, options);
             SquareProduct product = new SquareProduct();
             INDArray samples = uniform(random, 4 * k, architecture.input())) {
            for (int i = 0; i < warmUp; i++) {
                step(step, samples, prior, options, random, 0, new double[1], new double[1]);
            }
            product.seconds();
            for (int slice = 0; slice < SLICES; slice++) {
                int from = slice * steps / SLICES;
                int to = (slice + 1) * steps / SLICES;
                for (int i = from; i < to; i++) {
                    step(step, samples, prior, options, random, i, stepSeconds, blockSeconds);
                }
                productSeconds[2 * slice] = product.seconds();
                productSeconds[2 * slice + 1] = product.seconds();
            }
        }
        double sessionSeconds = sessionSeconds(architecture, options, prior, random);
        double gflop = gflop(architecture, k, options.lambda() > 0);
        double gflops = gflop / median(stepSeconds);
        double sgemm = SQUARE_GFLOP / median(productSeconds);
        JsonObject json = new JsonObject();
        json.addProperty("network", architecture.toString());
        json.addProperty("batchSize", k);
        json.addProperty("lambda", options.lambda());
        json.addProperty("precision", options.precision().name());
        json.addProperty("steps", steps);
        json.addProperty("stepSeconds", median(stepSeconds));
        json.addProperty("stepSecondsBest", Arrays.stream(stepSeconds).min().orElseThrow());
        json.addProperty("sessionSeconds", sessionSeconds);
        json.addProperty("priorBlockSeconds", median(blockSeconds));
        json.addProperty("gflop", gflop);
        json.addProperty("gflops", gflops);
        json.addProperty("sgemmGflops", sgemm);
        json.addProperty("sgemmGflopsBest", SQUARE_GFLOP / Arrays.stream(productSeconds).min().orElseThrow());
        json.addProperty("sgemmShare", gflops / sgemm);
        json.addProperty("threads", openblas.blas_get_num_threads());
        return json;
    }

    private static void step(TrainingStep step, INDArray samples, KernelBlocks prior, TrainingOptions options,
                             SplittableRandom random, int i, double[] stepSeconds, double[] blockSeconds) {
        int[] rows = random.ints(options.batchSize(), 0, samples.rows()).toArray();
        int[] priorRows = random.ints(options.batchSize(), 0, prior.size()).toArray();
        try (INDArray batch = Nd4j.pullRows(samples, 1, rows)) {
            long start = System.nanoTime();
            INDArray block = prior.block(priorRows);
            long middle = System.nanoTime();
            Losses losses = step.run(batch, options.lambda() > 0 ? Optional.of(block) : Optional.empty(),
                    options.learningRate());
            stepSeconds[i] = (System.nanoTime() - middle) / 1e9;
            blockSeconds[i] = (middle - start) / 1e9;
            block.close();
            if (!Double.isFinite(losses.total())) {
                throw new IllegalStateException("the benchmark's training diverged; its times mean nothing");
            }
        }
    }

    private static double sessionSeconds(Architecture architecture, TrainingOptions options, KernelBlocks prior,
                                         SplittableRandom random) {
        double[] seconds = new double[SLICES];
        SameDiff graph = TrainingStep.graph(architecture, options);
        List<String> variables = graph.variables().stream()
                .filter(variable -> variable.getVariableType() == VariableType.VARIABLE).map(SDVariable::name).toList();
        try (INDArray batch = uniform(random, options.batchSize(), architecture.input());
             INDArray block = prior.block(random.ints(options.batchSize(), 0, prior.size()).toArray())) {
            Map<String, INDArray> inputs = options.lambda() > 0 ? Map.of("input", batch, "target", batch, "prior", block,
                    "lambda", Nd4j.scalar((float) options.lambda())) : Map.of("input", batch, "target", batch);
            for (int i = -1; i < SLICES; i++) {
                long start = System.nanoTime();
                graph.calculateGradients(inputs, variables).values().forEach(INDArray::close);
                seconds[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
            }
        }
        return median(seconds);
    }

    /**
     * Floating point operations of a step's matrix products, in 10⁹: 2·k·(weights) for each of encoder, decoder, two
     * products backwards (less the one for the input) and two for the weights' gradient; and the code kernel's two.
     */
    static double gflop(Architecture architecture, int k, boolean codeLoss) {
        double weights = 0;
        for (int l = 0; l < architecture.layers(); l++) {
            weights += (double) architecture.units(l) * architecture.units(l + 1);
        }
        double first = (double) architecture.units(0) * architecture.units(1);
        double code = codeLoss ? 4.0 * k * k * architecture.codeSize() : 0;
        return 1e-9 * (2.0 * k * (6 * weights - first) + code);
    }

    private static INDArray uniform(SplittableRandom random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Nd4j.createFromArray(values).reshape('c', rows, columns);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** C = A·B of 2000×2000 in float32, by a direct call of BLAS. */
    private static final class SquareProduct implements AutoCloseable {
        private final INDArray a = Nd4j.ones(DataType.FLOAT, SQUARE, SQUARE);
        private final INDArray b = Nd4j.ones(DataType.FLOAT, SQUARE, SQUARE);
        private final INDArray c = Nd4j.zeros(DataType.FLOAT, SQUARE, SQUARE);

        double seconds() {
            long start = System.nanoTime();
            openblas.cblas_sgemm(openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, SQUARE, SQUARE,
                    SQUARE, 1, pointer(a), SQUARE, pointer(b), SQUARE, 0, pointer(c), SQUARE);
            return (System.nanoTime() - start) / 1e9;
        }

        private static FloatPointer pointer(INDArray array) {
            return new FloatPointer(array.data().addressPointer());
        }

        @Override
        public void close() {
            a.close();
            b.close();
            c.close();
        }
    }
}
