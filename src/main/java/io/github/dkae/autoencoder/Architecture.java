package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The shape of an autoencoder: the encoder's layers; the decoder mirrors them with tied weights.
 *
 * @param input          number of inputs d, at least 1
 * @param hidden         sizes of the layers between input and code, each at least 1; at most 1,000, may be empty
 * @param codeSize       size of the code Nc, at least 1
 * @param hiddenTransfer transfer function of the hidden layers, in encoder and decoder
 * @param codeTransfer   transfer function of the code layer
 * @param outputTransfer transfer function of the reconstruction
 */
public record Architecture(int input, List<Integer> hidden, int codeSize, TransferFunction hiddenTransfer,
                           TransferFunction codeTransfer, TransferFunction outputTransfer) implements Network {
    public Architecture {
        Arguments.atLeast("input", input, 1);
        hidden = List.copyOf(Arguments.present("hidden", hidden));
        Arguments.between("number of hidden layers", hidden.size(), 0, 1000);
        for (int i = 0; i < hidden.size(); i++) {
            Arguments.atLeast("hidden[" + i + "]", hidden.get(i), 1);
        }
        Arguments.atLeast("codeSize", codeSize, 1);
        Arguments.present("hiddenTransfer", hiddenTransfer);
        Arguments.present("codeTransfer", codeTransfer);
        Arguments.present("outputTransfer", outputTransfer);
    }

    /** Sigmoid layers {@code input}–{@code hidden…}–{@code codeSize}. */
    public static Architecture of(int input, int codeSize, int... hidden) {
        return new Architecture(input, Arrays.stream(hidden).boxed().toList(), codeSize, TransferFunction.SIGMOID,
                TransferFunction.SIGMOID, TransferFunction.SIGMOID);
    }

    /** The paper's network, {@code input}–500–500–2000–2000, all sigmoid. */
    public static Architecture paper(int input) {
        return of(input, 2000, 500, 500, 2000);
    }

    /** This architecture with another code size. */
    public Architecture withCodeSize(int size) {
        return new Architecture(input, hidden, size, hiddenTransfer, codeTransfer, outputTransfer);
    }

    /** This architecture with other transfer functions. */
    public Architecture withTransferFunctions(TransferFunction hiddenLayers, TransferFunction code,
                                              TransferFunction output) {
        return new Architecture(input, hidden, codeSize, hiddenLayers, code, output);
    }

    /** Number of encoder layers L: the hidden ones and the code layer. */
    public int layers() {
        return hidden.size() + 1;
    }

    /** Number of units at {@code level}: 0 is the input, {@link #layers()} the code. */
    public int units(int level) {
        Arguments.between("level", level, 0, layers());
        return level == 0 ? input : level == layers() ? codeSize : hidden.get(level - 1);
    }

    /** Number of parameters: tied weights, encoder biases and decoder biases. */
    public long parameters() {
        long count = 0;
        for (int i = 0; i < layers(); i++) {
            count += (long) units(i) * units(i + 1) + units(i) + units(i + 1);
        }
        return count;
    }

    /** The layers, which are trained as autoencoders of one hidden layer before the whole. */
    @Override
    public List<DenseLayer> stack() {
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = 0; i < layers(); i++) {
            layers.add(new DenseLayer(i + 1, units(i), units(i + 1), i + 1 == layers() ? codeTransfer : hiddenTransfer,
                    i == 0 ? outputTransfer : hiddenTransfer));
        }
        return layers;
    }

    /** Shapes of all parameters by name, without making any. */
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        stack().forEach(layer -> shapes.putAll(layer.shapes()));
        return shapes;
    }

    @Override
    public SDVariable encode(Parameters parameters, SDVariable x) {
        return new LayerStack(stack()).encode(parameters, x);
    }

    @Override
    public SDVariable decode(Parameters parameters, SDVariable codes) {
        return new LayerStack(stack()).decode(parameters, codes);
    }

    @Override
    public String name() {
        return toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(input);
        hidden.forEach(size -> text.append('–').append(size));
        return text.append('–').append(codeSize).append(" (hidden ").append(hiddenTransfer).append(", code ")
                .append(codeTransfer).append(", output ").append(outputTransfer).append(')').toString()
                .toLowerCase(java.util.Locale.ROOT);
    }
}
