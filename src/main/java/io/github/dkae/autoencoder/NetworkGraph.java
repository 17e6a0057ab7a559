package io.github.dkae.autoencoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The model's definition: encoder, tied decoder and the dkAE loss as one SameDiff graph.
 *
 * <pre>h₀ = x,  h_l = σ(h_{l−1} W_l + b_l);  h̃_L = h_L,  h̃_{l−1} = σ(h̃_l W_lᵀ + c_l),  x̃ = h̃₀
 * L = (1 − λ)·mean (t − x̃)² + λ·L_c(h_L h_Lᵀ, P)</pre>
 *
 * The target t is x itself, unless x is noisy. λ is a placeholder, so that a sweep over it need not build the graph again.
 */
final class NetworkGraph implements AutoCloseable {
    static final String INPUT = "input";
    static final String TARGET = "target";
    static final String PRIOR = "prior";
    static final String LAMBDA = "lambda";
    static final String CODES = "codes";
    static final String RECONSTRUCTION = "reconstruction";
    static final String RECONSTRUCTION_LOSS = "reconstructionLoss";
    static final String CODE_LOSS = "codeLoss";
    static final String LOSS = "loss";

    private final SameDiff graph = SameDiff.create();
    private final List<SDVariable> weights = new ArrayList<>();
    private final List<SDVariable> biases = new ArrayList<>();
    private final List<SDVariable> decoderBiases = new ArrayList<>();
    private final ParameterLayout layout;
    private final DataType type;
    private final boolean withPrior;

    /**
     * Builds the graph and its gradients.
     *
     * @param codeLoss L_c; without one the loss is L_r, and the graph has neither prior nor λ
     * @param samples  batch size k
     * @param type     FLOAT, or DOUBLE for checking
     */
    NetworkGraph(Architecture architecture, Optional<CodeLoss> codeLoss, int samples, DataType type) {
        this.type = type;
        layout = new ParameterLayout(architecture);
        withPrior = codeLoss.isPresent();
        int layers = architecture.layers();
        SDVariable input = graph.placeHolder(INPUT, type, samples, architecture.input());
        SDVariable h = input;
        for (int layer = 0; layer < layers; layer++) {
            int inputs = architecture.units(layer);
            int outputs = architecture.units(layer + 1);
            weights.add(graph.var("weights" + layer, type, inputs, outputs));
            biases.add(graph.var("bias" + layer, type, outputs));
            decoderBiases.add(graph.var("decoderBias" + layer, type, inputs));
            SDVariable z = graph.mmul(h, weights.get(layer)).add(biases.get(layer));
            h = architecture.encoderTransfer(layer + 1).express(graph, z);
        }
        SDVariable codes = graph.identity(CODES, h);
        for (int layer = layers - 1; layer >= 0; layer--) {
            SDVariable z = graph.mmul(h, weights.get(layer), false, true, false).add(decoderBiases.get(layer));
            h = architecture.decoderTransfer(layer).express(graph, z);
        }
        SDVariable reconstruction = graph.identity(RECONSTRUCTION, h);
        SDVariable target = graph.placeHolder(TARGET, type, samples, architecture.input());
        SDVariable loss = graph.math().square(target.sub(reconstruction)).mean().rename(RECONSTRUCTION_LOSS);
        if (withPrior) {
            SDVariable prior = graph.placeHolder(PRIOR, type, samples, samples);
            SDVariable lambda = graph.placeHolder(LAMBDA, type);
            SDVariable code = codeLoss.get().express(graph, codes, prior).rename(CODE_LOSS);
            loss = loss.mul(lambda.rsub(1.0)).add(code.mul(lambda));
        }
        loss = graph.identity(LOSS, loss);
        graph.setLossVariables(loss);
        graph.createGradFunction();
    }

    /** Sets all parameters from a flat vector laid out as {@link ParameterLayout} says. */
    void setParameters(INDArray flat) {
        for (int layer = 0; layer < weights.size(); layer++) {
            weights.get(layer).getArr().assign(layout.weights(flat, layer));
            biases.get(layer).getArr().assign(layout.bias(flat, layer));
            decoderBiases.get(layer).getArr().assign(layout.decoderBias(flat, layer));
        }
    }

    /** Writes the loss's gradient into {@code flat}, laid out as {@link ParameterLayout} says, and returns the losses. */
    Losses gradients(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda, INDArray flat) {
        List<String> variables = new ArrayList<>();
        weights.forEach(v -> variables.add(v.name()));
        biases.forEach(v -> variables.add(v.name()));
        decoderBiases.forEach(v -> variables.add(v.name()));
        List<String> outputs = withPrior ? List.of(LOSS, RECONSTRUCTION_LOSS, CODE_LOSS)
                : List.of(LOSS, RECONSTRUCTION_LOSS);
        var result = graph.calculateGradientsAndOutputs(inputs(batch, target, prior, lambda), outputs, variables);
        Map<String, INDArray> gradients = result.getGradients();
        for (int layer = 0; layer < weights.size(); layer++) {
            layout.weights(flat, layer).assign(gradients.get(weights.get(layer).name()));
            layout.bias(flat, layer).assign(gradients.get(biases.get(layer).name()));
            layout.decoderBias(flat, layer).assign(gradients.get(decoderBiases.get(layer).name()));
        }
        Map<String, INDArray> values = result.getOutputs();
        Losses losses = new Losses(values.get(LOSS).getDouble(0), values.get(RECONSTRUCTION_LOSS).getDouble(0),
                withPrior ? values.get(CODE_LOSS).getDouble(0) : Double.NaN);
        gradients.values().forEach(INDArray::close);
        return losses;
    }

    /** The value of one named node, such as {@link #CODES}. */
    INDArray output(INDArray batch, Optional<INDArray> prior, double lambda, String name) {
        return graph.output(inputs(batch, batch, prior, lambda), name).get(name);
    }

    private Map<String, INDArray> inputs(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(INPUT, batch.castTo(type));
        inputs.put(TARGET, target.castTo(type));
        if (withPrior) {
            inputs.put(PRIOR, prior.orElseThrow().castTo(type));
            inputs.put(LAMBDA, Nd4j.scalar(type, lambda));
        }
        return inputs;
    }

    /** Frees the parameters. */
    @Override
    public void close() {
        weights.forEach(v -> v.getArr().close());
        biases.forEach(v -> v.getArr().close());
        decoderBiases.forEach(v -> v.getArr().close());
    }
}
