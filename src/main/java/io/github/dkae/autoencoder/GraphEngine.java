package io.github.dkae.autoencoder;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients from SameDiff's session on the model's graph, in the data type of the parameters: the reference. */
final class GraphEngine implements GradientEngine {
    private final INDArray parameters;
    private final INDArray gradient;
    private final NetworkGraph graph;

    GraphEngine(Architecture architecture, Optional<CodeLoss> codeLoss, int samples, INDArray parameters,
                INDArray gradient) {
        this.parameters = parameters;
        this.gradient = gradient;
        graph = new NetworkGraph(architecture, codeLoss, samples, parameters.dataType());
    }

    @Override
    public Losses gradients(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda,
                            GradientParts parts) {
        graph.setParameters(parameters);
        Losses losses = graph.gradients(batch, target, prior, lambda, gradient);
        parts.ready(0, (int) gradient.length());
        return losses;
    }

    @Override
    public Losses losses(INDArray batch, Optional<INDArray> prior, double lambda) {
        graph.setParameters(parameters);
        double reconstruction = scalar(batch, prior, lambda, NetworkGraph.RECONSTRUCTION_LOSS);
        double code = prior.isPresent() ? scalar(batch, prior, lambda, NetworkGraph.CODE_LOSS) : Double.NaN;
        return Losses.weigh(lambda, reconstruction, code);
    }

    private double scalar(INDArray batch, Optional<INDArray> prior, double lambda, String name) {
        try (INDArray value = graph.output(batch, prior, lambda, name)) {
            return value.getDouble(0);
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
