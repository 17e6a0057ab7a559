package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.ModelArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A deep autoencoder with tied weights whose codes' inner products approximate a prior kernel.
 *
 * <p>It minimises L = (1 − λ)·L_r + λ·L_c: the reconstruction error of the inputs, and the dissimilarity between the
 * inner products of the codes and the prior kernel, mini-batch by mini-batch. So {@link #encode} approximates the
 * feature map of the prior kernel, and {@link #decode} the way back. Memory is O(k²) in the batch size k, whatever the
 * number of samples.
 *
 * <p>Models are immutable and safe for use by several threads.
 *
 * <p>Source: M. Kampffmeyer et al., <i>Deep Kernelized Autoencoders</i>, SCIA 2017 (arXiv 1702.02526).
 */
public final class DeepKernelizedAutoencoder {
    private static final String TYPE = "deep kernelized autoencoder";
    private static final int VERSION = 1;
    private static final int CHUNK = 1024;
    private final Architecture architecture;
    private final TrainingOptions options;
    private final TrainingHistory history;
    private final String dataHash;
    private final List<Layer> layers;

    private DeepKernelizedAutoencoder(Architecture architecture, TrainingOptions options, TrainingHistory history,
                                      String dataHash, List<Layer> layers) {
        this.architecture = architecture;
        this.options = options;
        this.history = history;
        this.dataHash = dataHash;
        this.layers = List.copyOf(layers);
    }

    /** As {@link #fit(INDArray, KernelBlocks, Architecture, TrainingOptions, TrainingContext)}, silently. */
    public static DeepKernelizedAutoencoder fit(INDArray features, KernelBlocks prior, Architecture architecture,
                                                TrainingOptions options) {
        return fit(features, prior, architecture, options, TrainingContext.none());
    }

    /**
     * Trains an autoencoder: greedy layer-wise pretraining, then fine-tuning.
     *
     * <p>The same arguments give the same weights, bit for bit, on the same machine with the same number of threads. An
     * interrupt of the thread stops at the end of a step and returns the model so far; the interrupt is then answered,
     * its status cleared, and {@code history().interrupted()} tells of it.
     *
     * @param features training samples [n, d], in the output layer's range: [0, 1] for sigmoid, [−1, 1] for tanh, at
     *                 least 0 for ReLU
     * @param prior    the prior kernel over the same samples, such as {@code kernel.over(features)}
     * @throws IllegalArgumentException when arguments don't fit together, or a checkpoint belongs to another run
     * @throws java.io.UncheckedIOException when a checkpoint can't be read or written
     * @throws ArithmeticException when the loss is no longer finite
     */
    public static DeepKernelizedAutoencoder fit(INDArray features, KernelBlocks prior, Architecture architecture,
                                                TrainingOptions options, TrainingContext context) {
        return fit(TrainingData.of("features", features, Optional.of(Arguments.present("prior", prior))), architecture,
                options, context);
    }

    /** As {@link #fit(INDArray, Architecture, TrainingOptions, TrainingContext)}, silently. */
    public static DeepKernelizedAutoencoder fit(INDArray features, Architecture architecture, TrainingOptions options) {
        return fit(features, architecture, options, TrainingContext.none());
    }

    /** Trains a plain stacked autoencoder, without a prior; λ must be 0. */
    public static DeepKernelizedAutoencoder fit(INDArray features, Architecture architecture, TrainingOptions options,
                                                TrainingContext context) {
        return fit(TrainingData.of("features", features, Optional.empty()), architecture, options, context);
    }

    private static DeepKernelizedAutoencoder fit(TrainingData data, Architecture architecture, TrainingOptions options,
                                                 TrainingContext context) {
        int stages = architecture.layers() + 1;
        Training.Result result = new Training(data, architecture, options, context, stages).run();
        List<Layer> layers = IntStream.range(0, architecture.layers())
                .mapToObj(i -> Layer.of(architecture, result.network(), i)).toList();
        result.network().close();
        return new DeepKernelizedAutoencoder(architecture, options, result.history(), result.dataHash(), layers);
    }

    /** Codes [n, Nc] of samples {@code x} [n, d], owned by the caller. */
    public INDArray encode(INDArray x) {
        return inChunks(samples(x), architecture.codeSize(), this::encodeChunk);
    }

    /** Samples [n, d] made from codes [n, Nc], owned by the caller. */
    public INDArray decode(INDArray codes) {
        INDArray h = Arguments.samples("codes", codes, architecture.codeSize(), DataType.FLOAT);
        return inChunks(h, architecture.input(), this::decodeChunk);
    }

    /** {@code decode(encode(x))}: [n, d], owned by the caller. */
    public INDArray reconstruct(INDArray x) {
        return inChunks(samples(x), architecture.input(), chunk -> {
            try (INDArray codes = encodeChunk(chunk)) {
                return decodeChunk(codes);
            }
        });
    }

    private INDArray samples(INDArray x) {
        return Arguments.samples("x", x, architecture.input(), DataType.FLOAT);
    }

    private INDArray encodeChunk(INDArray x) {
        INDArray h = x;
        for (Layer layer : layers) {
            INDArray next = layer.encode(h);
            if (h != x) {
                h.close();
            }
            h = next;
        }
        return h;
    }

    private INDArray decodeChunk(INDArray codes) {
        INDArray h = codes;
        for (int i = layers.size() - 1; i >= 0; i--) {
            INDArray next = layers.get(i).decode(h);
            if (h != codes) {
                h.close();
            }
            h = next;
        }
        return h;
    }

    private static INDArray inChunks(INDArray x, int columns, UnaryOperator<INDArray> map) {
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, x.rows(), columns);
        for (int from = 0; from < x.rows(); from += CHUNK) {
            INDArrayIndex rows = NDArrayIndex.interval(from, Math.min(x.rows(), from + CHUNK));
            try (INDArray chunk = x.get(rows, NDArrayIndex.all()).dup('c');
                 INDArray mapped = map.apply(chunk)) {
                result.get(rows, NDArrayIndex.all()).assign(mapped);
            }
        }
        return result;
    }

    /** L_r of the samples {@code x} [n, d]; the code loss is NaN. */
    public Losses losses(INDArray x) {
        return Losses.weigh(0, reconstructionLoss(x), Double.NaN);
    }

    /**
     * The losses of the samples {@code x} [n, d] with L_c over the whole matrices C and P [n, n], as the paper
     * evaluates it. For losses based on alignment neither matrix is held: memory is O(n·Nc), time O(n²·Nc) and one or
     * two readings of the prior.
     */
    public Losses losses(INDArray x, KernelBlocks prior) {
        Arguments.matrix("x", x, architecture.input());
        Arguments.between("prior's size", prior.size(), x.rows(), x.rows());
        try (INDArray codes = encode(x)) {
            return Losses.weigh(options.lambda(), reconstructionLoss(x), options.codeLoss().evaluate(codes, prior));
        }
    }

    /**
     * The losses of {@code x} [n, d] with L_c as the mean over the whole batches of {@code batchSize} rows, in order.
     */
    public Losses losses(INDArray x, KernelBlocks prior, int batchSize) {
        Arguments.matrix("x", x, architecture.input());
        Arguments.between("prior's size", prior.size(), x.rows(), x.rows());
        Arguments.between("batchSize", batchSize, 1, x.rows());
        INDArray samples = samples(x);
        int batches = x.rows() / batchSize;
        double code = 0;
        try (CodeGradient loss = options.codeLoss().gradient(batchSize, architecture.codeSize())) {
            for (int i = 0; i < batches; i++) {
                int[] rows = IntStream.range(i * batchSize, (i + 1) * batchSize).toArray();
                try (INDArray batch = Nd4j.pullRows(samples, 1, rows); INDArray codes = encode(batch);
                     INDArray block = prior.block(rows)) {
                    code += loss.evaluate(codes, block) / batches;
                }
            }
        }
        return Losses.weigh(options.lambda(), reconstructionLoss(x), code);
    }

    private double reconstructionLoss(INDArray x) {
        INDArray samples = samples(x);
        double sum = 0;
        for (int from = 0; from < x.rows(); from += CHUNK) {
            INDArray chunk = samples.get(NDArrayIndex.interval(from, Math.min(x.rows(), from + CHUNK)),
                    NDArrayIndex.all());
            try (INDArray difference = reconstruct(chunk).subi(chunk)) {
                sum += Math.pow(difference.norm2Number().doubleValue(), 2);
            }
        }
        return sum / x.length();
    }

    public Architecture architecture() {
        return architecture;
    }

    public TrainingOptions options() {
        return options;
    }

    /** What training measured. */
    public TrainingHistory history() {
        return history;
    }

    /** SHA-256 of the training samples and their prior. */
    public String dataHash() {
        return dataHash;
    }

    /**
     * The {@link #dataHash()} that a model trained on {@code features} [n, d] with {@code prior} would have.
     */
    public static String dataHash(INDArray features, KernelBlocks prior) {
        return RunIdentity.dataHash(TrainingData.of("features", features, Optional.of(prior)));
    }

    /**
     * A copy of the weights [inputs, outputs] of encoder layer {@code layer}, 0 ≤ layer &lt; L; a column is a filter.
     */
    public INDArray layerWeights(int layer) {
        Arguments.between("layer", layer, 0, layers.size() - 1);
        return layers.get(layer).weights().dup('c');
    }

    /** Saves the model to {@code file}, atomically. */
    public void save(Path file) throws IOException {
        JsonObject header = new JsonObject();
        header.add("architecture", ModelJson.tree(architecture));
        header.add("options", ModelJson.tree(options));
        header.addProperty("seed", options.seed());
        header.addProperty("dataHash", dataHash);
        header.add("history", ModelJson.tree(history));
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).putInto(arrays, i);
        }
        new ModelArchive(TYPE, VERSION, header, arrays).write(file);
    }

    /**
     * Loads a saved model.
     *
     * @param codeLosses code losses other than dkae's own that the model may have been trained with
     * @throws IOException when the file is missing, damaged, of another kind or of a newer version
     */
    public static DeepKernelizedAutoencoder load(Path file, CodeLoss... codeLosses) throws IOException {
        ModelArchive archive = ModelArchive.read(file, TYPE, VERSION);
        JsonObject header = archive.header();
        try {
            Architecture architecture = ModelJson.read(header.get("architecture"), Architecture.class);
            List<Layer> layers = new ArrayList<>();
            for (int i = 0; i < architecture.layers(); i++) {
                layers.add(Layer.from(archive, architecture, i));
            }
            return new DeepKernelizedAutoencoder(architecture,
                    ModelJson.read(header.get("options"), TrainingOptions.class, codeLosses),
                    ModelJson.read(header.get("history"), TrainingHistory.class),
                    header.get("dataHash").getAsString(), layers);
        } catch (RuntimeException e) {
            // A header that is JSON, but not ours: a field missing, or out of its range.
            throw new IOException("cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "dkAE %s, λ = %s, %d epochs".formatted(architecture, options.lambda(), history.epochs().size());
    }
}
