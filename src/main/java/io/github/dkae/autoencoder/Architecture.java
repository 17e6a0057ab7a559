package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import java.util.Arrays;
import java.util.List;

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
                           TransferFunction codeTransfer, TransferFunction outputTransfer) {
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
        return new ParameterLayout(this).length();
    }

    /** Transfer function with which the encoder makes the units at {@code level}, 1 ≤ level ≤ L. */
    TransferFunction encoderTransfer(int level) {
        return level == layers() ? codeTransfer : hiddenTransfer;
    }

    /** Transfer function with which the decoder makes the units at {@code level}, 0 ≤ level &lt; L. */
    TransferFunction decoderTransfer(int level) {
        return level == 0 ? outputTransfer : hiddenTransfer;
    }

    /** Encoder layer {@code layer} (0-based) alone, as the one-hidden-layer autoencoder that pretraining fits. */
    Architecture singleLayer(int layer) {
        return new Architecture(units(layer), List.of(), units(layer + 1), hiddenTransfer, encoderTransfer(layer + 1),
                decoderTransfer(layer));
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
