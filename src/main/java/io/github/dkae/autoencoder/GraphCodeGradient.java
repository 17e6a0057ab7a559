package io.github.dkae.autoencoder;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a code loss as SameDiff derives it from the loss's expression: works for any loss, in double
 * precision.
 */
final class GraphCodeGradient implements CodeGradient {
    private static final String CODES = "codes";
    private static final String PRIOR = "prior";
    private final SameDiff graph = SameDiff.create();
    private final SDVariable codes;
    private final String loss;

    GraphCodeGradient(CodeLoss codeLoss, int samples, int codeSize) {
        codes = graph.var(CODES, DataType.DOUBLE, samples, codeSize);
        SDVariable prior = graph.placeHolder(PRIOR, DataType.DOUBLE, samples, samples);
        SDVariable value = codeLoss.express(graph, codes, prior);
        loss = value.name();
        graph.setLossVariables(value);
        graph.createGradFunction();
    }

    @Override
    public double evaluate(INDArray h, INDArray prior) {
        codes.getArr().assign(h);
        try (INDArray precise = prior.castTo(DataType.DOUBLE).dup()) {
            return graph.output(Map.of(PRIOR, precise), loss).get(loss).getDouble(0);
        }
    }

    @Override
    public double addGradient(INDArray h, INDArray prior, double weight, INDArray gradient) {
        codes.getArr().assign(h);
        try (INDArray precise = prior.castTo(DataType.DOUBLE).dup()) {
            var result = graph.calculateGradientsAndOutputs(Map.of(PRIOR, precise), List.of(loss), List.of(CODES));
            INDArray derivative = result.getGradients().get(CODES).mul(weight);
            gradient.addi(derivative.castTo(gradient.dataType()));
            return result.getOutputs().get(loss).getDouble(0);
        }
    }

    @Override
    public void close() {
        codes.getArr().close();
    }
}
