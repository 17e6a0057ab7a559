package io.github.dkae.autoencoder;

import io.github.dkae.support.Text;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One stage of training: a layer's pretraining, or the fine-tuning of the whole network.
 *
 * @param index        0-based layer, or the number of layers for fine-tuning
 * @param name         what history and progress call it
 * @param architecture the network that is trained: one layer, or all
 * @param whole        the architecture that it is part of
 * @param usesPrior    whether the code loss takes part: the stage trains the code layer
 * @param epochs       how long it lasts
 */
record Stage(int index, String name, Architecture architecture, Architecture whole, boolean usesPrior, int epochs) {
    /** The stage {@code index} of training {@code whole}, 0 ≤ index ≤ layers. */
    static Stage of(int index, Architecture whole, TrainingOptions options) {
        int layers = whole.layers();
        return index == layers
                ? new Stage(index, TrainingHistory.FINE_TUNING, whole, whole, true, options.fineTuningEpochs())
                : new Stage(index, Text.format("layer %d of %d", index + 1, layers), whole.singleLayer(index), whole,
                        index == layers - 1, options.pretrainingEpochs());
    }

    private boolean fineTuning() {
        return index == whole.layers();
    }

    /** Whether the samples themselves are this stage's input, and not what layers below make of them. */
    boolean seesSamples() {
        return index == 0 || fineTuning();
    }

    /** The layers below, which are already trained and only pass the samples on; none for fine-tuning. */
    List<Layer> below(INDArray network) {
        return fineTuning() ? List.of() : IntStream.range(0, index).mapToObj(i -> Layer.of(whole, network, i)).toList();
    }

    /** A copy of this stage's share of the whole network's parameters. */
    INDArray parameters(INDArray network) {
        if (fineTuning()) {
            return network.dup();
        }
        INDArray flat = Nd4j.zeros(network.dataType(), new ParameterLayout(architecture).length());
        Layer.of(whole, network, index).copyTo(flat, architecture, 0);
        return flat;
    }

    /** Puts this stage's parameters into the whole network's. */
    void store(INDArray parameters, INDArray network) {
        if (fineTuning()) {
            network.assign(parameters);
        } else {
            Layer.of(architecture, parameters, 0).copyTo(network, whole, index);
        }
    }
}
