package io.github.dkae.autoencoder;

import io.github.dkae.support.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers below the code after their greedy pretraining.
 *
 * <p>They depend on neither λ, the prior nor the code size, so that runs that differ in those alone can share them:
 * give them to each run with {@link TrainingContext#withPretrained}.
 */
public final class PretrainedLayers {
    private final List<Layer> layers;
    private final TrainingHistory history;

    private PretrainedLayers(List<Layer> layers, TrainingHistory history) {
        this.layers = layers;
        this.history = history;
    }

    /** As {@link #fit(INDArray, Architecture, TrainingOptions, TrainingContext)}, silently. */
    public static PretrainedLayers fit(INDArray features, Architecture architecture, TrainingOptions options) {
        return fit(features, architecture, options, TrainingContext.none());
    }

    /**
     * Pretrains the hidden layers of {@code architecture} on {@code features} [n, d]; the same as the first stages of
     * {@link DeepKernelizedAutoencoder#fit}, so that the outcome is bit-identical whether they are shared or not.
     *
     * <p>An interrupt stops at the end of a step with the layers so far, as {@code history().interrupted()} then tells.
     */
    public static PretrainedLayers fit(INDArray features, Architecture architecture, TrainingOptions options,
                                       TrainingContext context) {
        TrainingContext own = new TrainingContext(context.validation().map(v ->
                new TrainingContext.Validation(v.features(), Optional.empty())), context.progress(),
                context.checkpoints(), Optional.empty(), context.threads());
        TrainingData data = TrainingData.of("features", features, Optional.empty());
        int hidden = architecture.hidden().size();
        Training.Result result = new Training(data, architecture, options, own, hidden).run();
        List<Layer> layers = IntStream.range(0, hidden)
                .mapToObj(i -> Layer.of(architecture, result.network(), i)).toList();
        result.network().close();
        return new PretrainedLayers(layers, result.history());
    }

    /** Number of layers. */
    public int size() {
        return layers.size();
    }

    /** What their training measured. */
    public TrainingHistory history() {
        return history;
    }

    void copyTo(INDArray network, Architecture architecture) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).copyTo(network, architecture, i);
        }
    }

    void check(Architecture architecture) {
        boolean fits = layers.size() == architecture.hidden().size();
        for (int i = 0; fits && i < layers.size(); i++) {
            Layer layer = layers.get(i);
            fits = layer.weights().rows() == architecture.units(i)
                    && layer.weights().columns() == architecture.units(i + 1)
                    && layer.encoderTransfer() == architecture.encoderTransfer(i + 1)
                    && layer.decoderTransfer() == architecture.decoderTransfer(i);
        }
        if (!fits) {
            String found = layers.stream().map(l -> l.weights().rows() + "→" + l.weights().columns())
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    Text.format("pretrained must hold the layers of %s below its code, but holds [%s]",
                            architecture, found));
        }
    }

    /** SHA-256 of all parameters. */
    String hash() {
        return layers.stream().map(l -> RunIdentity.hash(l.weights()) + RunIdentity.hash(l.bias())
                + RunIdentity.hash(l.decoderBias())).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return Text.format("%d pretrained layers, %d epochs in all", size(), history.epochs().size());
    }
}
