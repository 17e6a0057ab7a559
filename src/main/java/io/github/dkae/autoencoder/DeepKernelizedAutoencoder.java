package io.github.dkae.autoencoder;

import io.github.dkae.graph.Program;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
    private static final int CHUNK = 1024;
    private final Network network;
    private final TrainingOptions options;
    private final TrainingHistory history;
    private final String dataHash;
    private final Map<String, INDArray> parameters;
    private final Codec codec;

    /** @param parameters by name, the model's from now on */
    DeepKernelizedAutoencoder(Network network, TrainingOptions options, TrainingHistory history, String dataHash,
                              Map<String, INDArray> parameters) {
        this.network = network;
        this.options = options;
        this.history = history;
        this.dataHash = dataHash;
        this.parameters = parameters;
        codec = new Codec(network, parameters, Program.Options.defaults());
    }

    /** As {@link #fit(INDArray, KernelBlocks, Network, TrainingOptions, TrainingContext)}, silently. */
    public static DeepKernelizedAutoencoder fit(INDArray features, KernelBlocks prior, Network network,
                                                TrainingOptions options) {
        return fit(features, prior, network, options, TrainingContext.none());
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
    public static DeepKernelizedAutoencoder fit(INDArray features, KernelBlocks prior, Network network,
                                                TrainingOptions options, TrainingContext context) {
        return fit(TrainingData.of("features", features, Optional.of(Arguments.present("prior", prior))), network,
                options, context);
    }

    /** As {@link #fit(INDArray, Network, TrainingOptions, TrainingContext)}, silently. */
    public static DeepKernelizedAutoencoder fit(INDArray features, Network network, TrainingOptions options) {
        return fit(features, network, options, TrainingContext.none());
    }

    /** Trains a plain stacked autoencoder, without a prior; λ must be 0. */
    public static DeepKernelizedAutoencoder fit(INDArray features, Network network, TrainingOptions options,
                                                TrainingContext context) {
        return fit(TrainingData.of("features", features, Optional.empty()), network, options, context);
    }

    private static DeepKernelizedAutoencoder fit(TrainingData data, Network network, TrainingOptions options,
                                                 TrainingContext context) {
        Arguments.present("network", network);
        Training.Result result = new Training(data, network, options, context, network.stack().size() + 1).run();
        Map<String, INDArray> parameters = new ParameterLayout(network).views(result.parameters());
        parameters.replaceAll((name, view) -> view.dup('c'));
        result.parameters().close();
        return new DeepKernelizedAutoencoder(network, options, result.history(), result.dataHash(), parameters);
    }

    /** Codes [n, Nc] of samples {@code x} [n, d], owned by the caller. */
    public INDArray encode(INDArray x) {
        return codec.encode(samples(x));
    }

    /** Samples [n, d] made from codes [n, Nc], owned by the caller. */
    public INDArray decode(INDArray codes) {
        return codec.decode(Arguments.samples("codes", codes, network.codeSize(), DataType.FLOAT));
    }

    /** {@code decode(encode(x))}: [n, d], owned by the caller. */
    public INDArray reconstruct(INDArray x) {
        return codec.reconstruct(samples(x));
    }

    private INDArray samples(INDArray x) {
        return Arguments.samples("x", x, network.input(), DataType.FLOAT);
    }

    /**
     * The network with its trained parameters as a SameDiff graph of the caller's own, for batches of any size, from {@code
     * input} to {@code codes} and {@code reconstruction}: to look at, to extend and train further, to save.
     */
    public SameDiff graph() {
        NetworkGraph graph = NetworkGraph.forward(network, -1, DataType.FLOAT);
        graph.parameters().all().forEach((name, variable) -> variable.getArr().assign(parameters.get(name)));
        return graph.graph();
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
        Arguments.matrix("x", x, network.input());
        Arguments.between("prior's size", prior.size(), x.rows(), x.rows());
        try (INDArray codes = encode(x)) {
            return Losses.weigh(options.lambda(), reconstructionLoss(x),
                    CodeLossEvaluation.ofAll(options.codeLoss(), codes, prior));
        }
    }

    /**
     * The losses of {@code x} [n, d] with L_c as the mean over the whole batches of {@code batchSize} rows, in order.
     */
    public Losses losses(INDArray x, KernelBlocks prior, int batchSize) {
        Arguments.matrix("x", x, network.input());
        Arguments.between("prior's size", prior.size(), x.rows(), x.rows());
        Arguments.between("batchSize", batchSize, 1, x.rows());
        INDArray samples = samples(x);
        int batches = x.rows() / batchSize;
        double code = 0;
        try (CodeLossEvaluation loss = new CodeLossEvaluation(options.codeLoss(), batchSize, network.codeSize())) {
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

    /** The network that was trained. */
    public Network network() {
        return network;
    }

    /**
     * The network's sizes and transfer functions.
     *
     * @throws IllegalStateException when it is a network of the user's own
     */
    public Architecture architecture() {
        if (network instanceof Architecture architecture) {
            return architecture;
        }
        throw new IllegalStateException("'" + network.name() + "' is no Architecture; network() tells what it is");
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

    /** Copies of all parameters by name, such as {@code weights-1} [d, units], {@code bias-1} and {@code decoder-bias-1}. */
    public Map<String, INDArray> parameters() {
        Map<String, INDArray> copies = new LinkedHashMap<>(parameters);
        copies.replaceAll((name, values) -> values.dup('c'));
        return copies;
    }

    /**
     * A copy of the weights [inputs, outputs] of encoder layer {@code layer}, 0 ≤ layer &lt; L; a column is a filter.
     */
    public INDArray layerWeights(int layer) {
        Arguments.between("layer", layer, 0, architecture().layers() - 1);
        return parameters.get(DenseLayer.weightsOf(layer + 1)).dup('c');
    }

    /** Saves the model to {@code file}, atomically. */
    public void save(Path file) throws IOException {
        archive().write(file);
    }

    /** The model as an archive. */
    ModelArchive archive() {
        return AutoencoderFormat.archive(this, parameters);
    }

    /**
     * Loads a saved model.
     *
     * @param codeLosses code losses other than dkae's own that the model may have been trained with; without them it
     *                   encodes and decodes, but can't tell its code loss
     * @throws IOException when the file is missing, damaged, of another kind or of a newer version
     */
    public static DeepKernelizedAutoencoder load(Path file, CodeLoss... codeLosses) throws IOException {
        return ModelArchive.read(file, new AutoencoderFormat(Optional.empty(), List.of(codeLosses)));
    }

    /**
     * Loads a saved model whose network is the user's own.
     *
     * @throws IOException when the file is missing, damaged, or holds another network
     */
    public static DeepKernelizedAutoencoder load(Path file, Network network, CodeLoss... codeLosses) throws IOException {
        return ModelArchive.read(file, new AutoencoderFormat(Optional.of(network), List.of(codeLosses)));
    }

    @Override
    public String toString() {
        return Text.format("dkAE %s, λ = %s, %d epochs", network.name(), options.lambda(), history.epochs().size());
    }
}
