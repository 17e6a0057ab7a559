package io.github.dkae.autoencoder;

import io.github.dkae.support.ArrayForm;
import io.github.dkae.support.ModelArchive;
import java.io.IOException;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One tied layer with its parameters.
 *
 * @param weights         W [inputs, outputs]
 * @param bias            b [outputs]
 * @param decoderBias     c [inputs]
 * @param encoderTransfer σ of h = σ(x W + b)
 * @param decoderTransfer σ of x̃ = σ(h Wᵀ + c)
 */
record Layer(INDArray weights, INDArray bias, INDArray decoderBias, TransferFunction encoderTransfer,
             TransferFunction decoderTransfer) {
    /** Layer {@code index} (0-based) of a network whose parameters are {@code flat}; copies them. */
    static Layer of(Architecture architecture, INDArray flat, int index) {
        ParameterLayout layout = new ParameterLayout(architecture);
        return new Layer(layout.weights(flat, index).dup('c'), layout.bias(flat, index).dup(),
                layout.decoderBias(flat, index).dup(), architecture.encoderTransfer(index + 1),
                architecture.decoderTransfer(index));
    }

    /** Writes the parameters into {@code flat} as layer {@code index} of a network. */
    void copyTo(INDArray flat, Architecture architecture, int index) {
        ParameterLayout layout = new ParameterLayout(architecture);
        layout.weights(flat, index).assign(weights);
        layout.bias(flat, index).assign(bias);
        layout.decoderBias(flat, index).assign(decoderBias);
    }

    /** Layer {@code index} of a saved model. */
    static Layer from(ModelArchive archive, Architecture architecture, int index) throws IOException {
        return new Layer(archive.array("weights-" + (index + 1)), archive.array("bias-" + (index + 1)),
                archive.array("decoder-bias-" + (index + 1)), architecture.encoderTransfer(index + 1),
                architecture.decoderTransfer(index));
    }

    /** Adds what the arrays of layer {@code index} of a saved model must be. */
    static void putForms(Map<String, ArrayForm> forms, Architecture architecture, int index) {
        int inputs = architecture.units(index);
        int outputs = architecture.units(index + 1);
        forms.put("weights-" + (index + 1), ArrayForm.of(DataType.FLOAT, inputs, outputs));
        forms.put("bias-" + (index + 1), ArrayForm.of(DataType.FLOAT, outputs));
        forms.put("decoder-bias-" + (index + 1), ArrayForm.of(DataType.FLOAT, inputs));
    }

    /** Adds the parameters to a model's {@code arrays}, as those of layer {@code index}. */
    void putInto(Map<String, INDArray> arrays, int index) {
        arrays.put("weights-" + (index + 1), weights);
        arrays.put("bias-" + (index + 1), bias);
        arrays.put("decoder-bias-" + (index + 1), decoderBias);
    }

    /** Activations [n, outputs] of {@code x} [n, inputs], owned by the caller. */
    INDArray encode(INDArray x) {
        return forward(x, false, bias, encoderTransfer);
    }

    /** Reconstruction [n, inputs] of {@code h} [n, outputs], owned by the caller. */
    INDArray decode(INDArray h) {
        return forward(h, true, decoderBias, decoderTransfer);
    }

    private INDArray forward(INDArray x, boolean transposed, INDArray biases, TransferFunction transfer) {
        if (Engine.fastest() != Engine.LEAN || !FloatMatrix.isPlain(x)) {
            INDArray z = x.mmul(transposed ? weights.transpose() : weights);
            return transfer.applyInPlace(z.addiRowVector(biases));
        }
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, x.rows(), biases.length());
        FloatMatrix z = FloatMatrix.of(result);
        z.multiply(1, FloatMatrix.of(x), FloatMatrix.of(weights), transposed, 0);
        z.activate(transfer, FloatMatrix.of(biases).buffer(), 0);
        return result;
    }
}
