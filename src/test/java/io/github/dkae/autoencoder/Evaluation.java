package io.github.dkae.autoencoder;

import io.github.dkae.graph.Precision;
import io.github.dkae.graph.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The losses and gradients of a network at some parameters, by a program and by SameDiff's own session. */
final class Evaluation implements AutoCloseable {
    final INDArray parameters;
    final INDArray gradient;
    private final ParameterLayout layout;
    private final NetworkGraph graph;
    private final Program program;
    private final boolean withPrior;
    private final DataType type;

    /** @param parameters flat, float32 or float64, which says the type of everything */
    Evaluation(Network network, Optional<CodeLoss> loss, int samples, INDArray parameters, OptionalInt threads) {
        this.parameters = parameters;
        type = parameters.dataType();
        gradient = Nd4j.zerosLike(parameters);
        withPrior = loss.isPresent();
        layout = new ParameterLayout(network);
        graph = NetworkGraph.withLoss(network, loss, samples, type);
        program = graph.compile(outputs(), layout.views(parameters), layout.views(gradient), name -> { },
                new Program.Options(Precision.FLOAT32, threads));
    }

    private List<String> outputs() {
        List<String> outputs = new ArrayList<>(List.of(NetworkGraph.LOSS, NetworkGraph.RECONSTRUCTION_LOSS,
                NetworkGraph.CODES, NetworkGraph.RECONSTRUCTION));
        if (withPrior) {
            outputs.add(NetworkGraph.CODE_LOSS);
        }
        return outputs;
    }

    private Map<String, INDArray> inputs(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(NetworkGraph.INPUT, batch.castTo(type));
        inputs.put(NetworkGraph.TARGET, target.castTo(type));
        if (withPrior) {
            inputs.put(NetworkGraph.PRIOR, prior.orElseThrow().castTo(type));
            inputs.put(NetworkGraph.LAMBDA, Nd4j.scalar(type, lambda));
        }
        return inputs;
    }

    /** Runs the program: losses, with the loss's gradient in {@link #gradient}. */
    Losses run(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda) {
        inputs(batch, target, prior, lambda).forEach((name, value) -> program.input(name).assign(value));
        program.run();
        return new Losses(value(NetworkGraph.LOSS), value(NetworkGraph.RECONSTRUCTION_LOSS),
                withPrior ? value(NetworkGraph.CODE_LOSS) : Double.NaN);
    }

    private double value(String output) {
        return program.output(output).getDouble(0);
    }

    INDArray output(String name) {
        return program.output(name);
    }

    /** The gradient by SameDiff's session, laid out as the parameters. */
    INDArray sessionGradient(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda) {
        layout.views(parameters).forEach((name, view) -> graph.graph().getVariable(name).getArr().assign(view));
        var result = graph.graph().calculateGradientsAndOutputs(inputs(batch, target, prior, lambda), outputs(),
                layout.shapes().keySet());
        INDArray flat = Nd4j.zerosLike(parameters);
        layout.views(flat).forEach((name, view) -> view.assign(result.getGradients().get(name)));
        return flat;
    }

    @Override
    public void close() {
        program.close();
        graph.close();
    }
}
