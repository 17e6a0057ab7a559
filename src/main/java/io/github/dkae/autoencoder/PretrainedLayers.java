package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers below the code after their greedy pretraining.
 *
 * <p>They depend on neither λ, the prior nor the code size, so that runs that differ in those alone can share them:
 * give them to each run with {@link TrainingContext#withPretrained}.
 */
public final class PretrainedLayers {
    private final List<String> names;
    private final Map<String, INDArray> parameters;
    private final TrainingHistory history;

    private PretrainedLayers(List<String> names, Map<String, INDArray> parameters, TrainingHistory history) {
        this.names = names;
        this.parameters = parameters;
        this.history = history;
    }

    /** As {@link #fit(INDArray, Network, TrainingOptions, TrainingContext)}, silently. */
    public static PretrainedLayers fit(INDArray features, Network network, TrainingOptions options) {
        return fit(features, network, options, TrainingContext.none());
    }

    /**
     * Pretrains the hidden layers of {@code network}, which is a stack, on {@code features} [n, d]; the same as the first
     * stages of {@link DeepKernelizedAutoencoder#fit}, so that the outcome is bit-identical whether they are shared or not.
     *
     * <p>An interrupt stops at the end of a step with the layers so far, as {@code history().interrupted()} then tells.
     */
    public static PretrainedLayers fit(INDArray features, Network network, TrainingOptions options,
                                       TrainingContext context) {
        TrainingContext own = new TrainingContext(context.validation().map(v ->
                new TrainingContext.Validation(v.features(), Optional.empty())), context.progress(),
                context.checkpoints(), Optional.empty(), context.threads());
        TrainingData data = TrainingData.of("features", features, Optional.empty());
        int hidden = Arguments.atLeast("number of layers of " + network.name(), network.stack().size(), 1) - 1;
        Training.Result result = new Training(data, network, options, own, hidden).run();
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        Map<String, INDArray> all = new ParameterLayout(network).views(result.parameters());
        if (hidden > 0) {
            new ParameterLayout(new LayerStack(network.stack().subList(0, hidden))).shapes().keySet()
                    .forEach(name -> parameters.put(name, all.get(name).dup('c')));
        }
        result.parameters().close();
        return new PretrainedLayers(namesOf(network, hidden), parameters, result.history());
    }

    private static List<String> namesOf(Network network, int layers) {
        return network.stack().stream().limit(layers).map(Network::name).toList();
    }

    /** Number of layers. */
    public int size() {
        return names.size();
    }

    /** What their training measured. */
    public TrainingHistory history() {
        return history;
    }

    /** Writes the layers' parameters into a network's, by name. */
    void copyTo(Map<String, INDArray> network) {
        parameters.forEach((name, values) -> network.get(name).assign(values));
    }

    void check(Network network) {
        if (network.stack().size() != size() + 1 || !namesOf(network, size()).equals(names)) {
            throw new IllegalArgumentException(Text.format(
                    "pretrained must hold the layers of %s below its code, but holds %s", network.name(), names));
        }
    }

    /** SHA-256 of all parameters. */
    String hash() {
        return parameters.values().stream().map(RunIdentity::hash).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return Text.format("%d pretrained layers, %d epochs in all", size(), history.epochs().size());
    }
}
