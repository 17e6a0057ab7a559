package io.github.dkae.autoencoder;

import io.github.dkae.graph.Program;
import io.github.dkae.support.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One stage of training: a layer's pretraining, or the fine-tuning of the whole network.
 *
 * @param index     0-based layer, or the number of layers for fine-tuning
 * @param name      what history and progress call it
 * @param network   what is trained: one layer, or all
 * @param whole     the network that it is part of
 * @param usesPrior whether the code loss takes part: the stage trains the code layer
 * @param epochs    how long it lasts
 */
record Stage(int index, String name, Network network, Network whole, boolean usesPrior, int epochs) {
    /** The stage {@code index} of training {@code whole}, 0 ≤ index ≤ layers. */
    static Stage of(int index, Network whole, TrainingOptions options) {
        int layers = whole.stack().size();
        return index == layers
                ? new Stage(index, TrainingHistory.FINE_TUNING, whole, whole, true, options.fineTuningEpochs())
                : new Stage(index, Text.format("layer %d of %d", index + 1, layers), whole.stack().get(index), whole,
                        index == layers - 1, options.pretrainingEpochs());
    }

    private boolean fineTuning() {
        return index == whole.stack().size();
    }

    /** Whether the samples themselves are this stage's input, and not what layers below make of them. */
    boolean seesSamples() {
        return index == 0 || fineTuning();
    }

    /** The layers below, which are already trained and only pass the samples on; empty where there are none. */
    Optional<Codec> below(INDArray parameters, Program.Options options) {
        if (seesSamples()) {
            return Optional.empty();
        }
        Map<String, INDArray> views = new ParameterLayout(whole).views(parameters);
        return Optional.of(new Codec(new LayerStack(whole.stack().subList(0, index)), views, options));
    }

    /** A copy of this stage's share of the whole network's parameters. */
    INDArray parameters(INDArray all) {
        ParameterLayout layout = new ParameterLayout(network);
        INDArray own = Nd4j.create(DataType.FLOAT, layout.length());
        Map<String, INDArray> views = new ParameterLayout(whole).views(all);
        layout.views(own).forEach((name, view) -> view.assign(views.get(name)));
        return own;
    }

    /** Puts this stage's parameters into the whole network's. */
    void store(INDArray own, INDArray all) {
        Map<String, INDArray> views = new ParameterLayout(whole).views(all);
        new ParameterLayout(network).views(own).forEach((name, view) -> views.get(name).assign(view));
    }
}
