package io.github.dkae.autoencoder;

import io.github.dkae.support.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A fully connected layer with tied weights W [inputs, outputs]: h = σ(x W + b), x̃ = σ̃(h Wᵀ + c).
 *
 * @param number          from 1; its parameters are {@code weights-number}, {@code bias-number} and {@code
 *                        decoder-bias-number}
 * @param encoderTransfer σ
 * @param decoderTransfer σ̃
 */
record DenseLayer(int number, int input, int codeSize, TransferFunction encoderTransfer,
                  TransferFunction decoderTransfer) implements Network {
    @Override
    public String name() {
        return Text.format("layer %d: %d→%d, %s, %s", number, input, codeSize, encoderTransfer, decoderTransfer);
    }

    static String weightsOf(int number) {
        return "weights-" + number;
    }

    /** Shapes of the parameters, by name. */
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(weightsOf(number), new long[] {input, codeSize});
        shapes.put("bias-" + number, new long[] {codeSize});
        shapes.put("decoder-bias-" + number, new long[] {input});
        return shapes;
    }

    private SDVariable weights(Parameters parameters) {
        return parameters.weights(weightsOf(number), input, codeSize);
    }

    @Override
    public SDVariable encode(Parameters parameters, SDVariable x) {
        SDVariable z = x.mmul(weights(parameters)).add(parameters.bias("bias-" + number, codeSize));
        return encoderTransfer.express(x.getSameDiff(), z);
    }

    @Override
    public SDVariable decode(Parameters parameters, SDVariable codes) {
        SDVariable z = codes.getSameDiff().mmul(codes, weights(parameters), false, true, false)
                .add(parameters.bias("decoder-bias-" + number, input));
        return decoderTransfer.express(codes.getSameDiff(), z);
    }
}
