package io.github.dkae.autoencoder;

import io.github.dkae.graph.Program;
import io.github.dkae.support.Arguments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as a SameDiff graph, and the dkAE loss on it:
 *
 * <pre>L = (1 − λ)·mean (t − x̃)² + λ·L_c(h hᵀ, P)</pre>
 *
 * with codes h and reconstructions x̃ of the samples x. The target t is x itself, unless x is noisy. λ is a placeholder, so
 * that a sweep over it need not build the graph again.
 */
final class NetworkGraph implements AutoCloseable {
    static final String INPUT = "input";
    static final String CODES = "codes";
    static final String RECONSTRUCTION = "reconstruction";
    static final String TARGET = "target";
    static final String PRIOR = "prior";
    static final String LAMBDA = "lambda";
    static final String RECONSTRUCTION_LOSS = "reconstructionLoss";
    static final String CODE_LOSS = "codeLoss";
    static final String LOSS = "loss";
    private static final Set<String> NAMES = Set.of(INPUT, CODES, RECONSTRUCTION, TARGET, PRIOR, LAMBDA,
            RECONSTRUCTION_LOSS, CODE_LOSS, LOSS);

    private final SameDiff graph = SameDiff.create();
    private final Parameters parameters;

    private NetworkGraph(DataType type) {
        parameters = new Parameters(graph, type, NAMES);
    }

    /**
     * From {@code input} to {@code codes} and {@code reconstruction}.
     *
     * @param samples batch size, −1 for any
     */
    static NetworkGraph forward(Network network, long samples, DataType type) {
        NetworkGraph made = new NetworkGraph(type);
        SDVariable input = made.graph.placeHolder(INPUT, type, samples, network.input());
        SDVariable codes = made.graph.identity(CODES, network.encode(made.parameters, input));
        made.graph.identity(RECONSTRUCTION, network.decode(made.parameters, codes));
        return made;
    }

    /** From {@code codes} to {@code reconstruction}. */
    static NetworkGraph decoder(Network network, long samples) {
        NetworkGraph made = new NetworkGraph(DataType.FLOAT);
        SDVariable codes = made.graph.placeHolder(CODES, DataType.FLOAT, samples, network.codeSize());
        made.graph.identity(RECONSTRUCTION, network.decode(made.parameters, codes));
        return made;
    }

    /**
     * From {@code input}, {@code target}, {@code prior} and {@code lambda} to {@code loss}, {@code reconstructionLoss} and
     * {@code codeLoss}.
     *
     * @param codeLoss L_c; without one the loss is L_r, and the graph has neither prior nor λ
     * @param samples  batch size k
     * @param type     FLOAT, or DOUBLE for checking
     */
    static NetworkGraph withLoss(Network network, Optional<CodeLoss> codeLoss, long samples, DataType type) {
        NetworkGraph made = forward(network, samples, type);
        SameDiff graph = made.graph;
        SDVariable target = graph.placeHolder(TARGET, type, samples, network.input());
        SDVariable difference = target.sub(graph.getVariable(RECONSTRUCTION));
        SDVariable loss = graph.math().square(difference).mean().rename(RECONSTRUCTION_LOSS);
        if (codeLoss.isPresent()) {
            SDVariable lambda = graph.placeHolder(LAMBDA, type);
            SDVariable prior = graph.placeHolder(PRIOR, type, samples, samples);
            SDVariable code = codeLoss.get().express(graph, graph.getVariable(CODES), prior).rename(CODE_LOSS);
            loss = loss.mul(lambda.rsub(1.0)).add(code.mul(lambda));
        }
        graph.setLossVariables(graph.identity(LOSS, loss));
        return made;
    }

    SameDiff graph() {
        return graph;
    }

    Parameters parameters() {
        return parameters;
    }

    /**
     * What computes some values, and gradients, of this graph with other parameters than its own.
     *
     * @param values    parameters by name; others may be among them
     * @param gradients where their gradients go, by name; may be empty
     * @param ready     hears of parameters that can be updated
     */
    Program compile(List<String> outputs, Map<String, INDArray> values, Map<String, INDArray> gradients,
            Consumer<String> ready, Program.Options options) {
        Map<String, INDArray> own = new HashMap<>();
        parameters.all().keySet().forEach(name -> own.put(name, Arguments.present("parameter " + name, values.get(name))));
        return Program.compile(graph, new Program.Request(outputs, own, gradients, ready), options);
    }

    /** Frees the graph's own parameters. */
    @Override
    public void close() {
        parameters.all().values().forEach(variable -> variable.getArr().close());
    }
}
