package io.github.dkae.graph;

import io.github.dkae.linalg.OneDnn;
import io.github.dkae.linalg.Primitives;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What it takes to compute some values of a SameDiff graph, and the gradient of its loss, over and over: operations in
 * their order on arrays that are allocated once.
 *
 * <p>SameDiff's own gradient function says what is computed. Where oneDNN loads, products, convolutions, sums and elementwise
 * operations in float32 are its kernels; everything else, and all of it on other backends, is done by ND4J's operations. A run
 * allocates nothing. Not safe for use by several threads.
 */
public final class Program implements AutoCloseable {
    private final Map<String, INDArray> inputs = new LinkedHashMap<>();
    private final Map<String, INDArray> outputs = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<INDArray> own = new ArrayList<>();
    private final Primitives primitives;
    private final Placement placement;
    private final OptionalInt threads;
    private long runs;

    /**
     * What a program is to compute.
     *
     * @param outputs   names of values
     * @param variables arrays to use in place of the graph's own, by the variable's name; may be empty
     * @param gradients arrays to be made the gradient of the graph's loss, by the variable's name; may be empty
     * @param ready     hears during a run of each variable whose gradient is final and that isn't read any more
     */
    public record Request(List<String> outputs, Map<String, INDArray> variables, Map<String, INDArray> gradients,
                          Consumer<String> ready) {
        public Request {
            outputs = List.copyOf(Arguments.present("outputs", outputs));
            variables = Map.copyOf(Arguments.present("variables", variables));
            gradients = Map.copyOf(Arguments.present("gradients", gradients));
            Arguments.present("ready", ready);
        }

        /** Nobody hears of gradients during a run. */
        public Request(List<String> outputs, Map<String, INDArray> variables, Map<String, INDArray> gradients) {
            this(outputs, variables, gradients, variable -> { });
        }

        /** Some values, from the graph's own variables. */
        public static Request of(String... outputs) {
            return new Request(List.of(outputs), Map.of(), Map.of());
        }
    }

    /**
     * How a program computes.
     *
     * @param precision of the factors of large products
     * @param threads   how many compute, at least 1; as many as the machine has when empty
     */
    public record Options(Precision precision, OptionalInt threads) {
        public Options {
            Arguments.present("precision", precision);
            Arguments.present("threads", threads).ifPresent(count -> Arguments.atLeast("threads", count, 1));
        }

        /** float32, all threads. */
        public static Options defaults() {
            return new Options(Precision.FLOAT32, OptionalInt.empty());
        }
    }

    /** A node that can be run. */
    private static final class Step {
        private final Node node;
        private final Runnable run;
        private long nanoseconds;

        Step(Node node, Runnable run) {
            this.node = node;
            this.run = run;
        }
    }

    /**
     * Compiles a graph whose placeholders have fixed shapes.
     *
     * @throws IllegalArgumentException when a value is not in the graph, a shape is not fixed, gradients are asked for
     *                                  without a loss, or the graph has control flow
     */
    public static Program compile(SameDiff graph, Request request, Options options) {
        return compile(graph, request, options, OneDnn.available());
    }

    /** @param kernels whether to use oneDNN, which must be available then */
    static Program compile(SameDiff graph, Request request, Options options, boolean kernels) {
        request.outputs().forEach(name -> variable(graph, name));
        request.variables().forEach((name, array) -> {
            if (variable(graph, name).getArr() == null) {
                throw new IllegalArgumentException(
                        Text.format("arrays take the place of variables, but %s is none", name));
            }
            Signature.of(variable(graph, name).getArr()).require("the array for " + name, array);
        });
        try (OneDnn.Hold hold = kernels && options.threads().isPresent()
                ? OneDnn.holdTo(options.threads().getAsInt()) : null) {
            return new Program(graph, request, options, kernels);
        }
    }

    private Program(SameDiff graph, Request request, Options options, boolean kernels) {
        threads = kernels ? options.threads() : OptionalInt.empty();
        SameDiff source = request.gradients().isEmpty() ? graph : QuietGradients.of(graph);
        Map<String, INDArray> destinations = new HashMap<>();
        request.gradients().forEach((name, array) -> destinations.put(gradient(graph, name, array), array));
        Set<String> asked = new LinkedHashSet<>(request.outputs());
        asked.addAll(destinations.keySet());
        try (GraphReader reader = new GraphReader(source, asked, request.variables())) {
            Set<String> placeholders = new LinkedHashSet<>();
            for (SDVariable variable : source.variables()) {
                if (variable.getVariableType() == VariableType.PLACEHOLDER
                        && reader.signatures.containsKey(variable.name())) {
                    placeholders.add(variable.name());
                }
            }
            Lowering lowering = new Lowering(reader, kernels);
            own.addAll(lowering.own());
            Map<String, INDArray> given = new HashMap<>(reader.arrays);
            Set<String> wanted = new LinkedHashSet<>();
            asked.forEach(name -> wanted.add(lowering.resolved(name)));
            Stacks stacks = new Stacks(reader.signatures, placeholders);
            List<Node> joined = Fusion.joined(Fusion.needed(lowering.nodes(), wanted), reader.signatures, wanted, stacks);
            List<Node> nodes = kernels && options.precision() == Precision.BFLOAT16 && OneDnn.multipliesBfloat16()
                    ? Fusion.inBfloat16(joined, reader.signatures) : joined;
            Map<String, INDArray> places = new HashMap<>();
            destinations.forEach((name, array) -> places.putIfAbsent(lowering.resolved(name), array));
            placement = new Placement(nodes, reader.signatures, given, places, placeholders, wanted, stacks);
            placeholders.forEach(name -> inputs.put(name, placement.array(name)));
            primitives = kernels ? new Primitives() : null;
            Map<Integer, List<String>> ready = new HashMap<>();
            List<Step> last = new ArrayList<>();
            request.gradients().forEach((variable, array) -> {
                String gradient = lowering.resolved(variable(graph, variable).getGradient().name());
                if (placement.isAt(gradient, array)) {
                    ready.computeIfAbsent(placement.lastUse(nodes, variable, gradient), i -> new ArrayList<>()).add(variable);
                } else {
                    last.add(new Step(new Node.Copy(gradient), () -> array.assign(placement.array(gradient))));
                    last.add(new Step(new Node.Ready(variable), () -> request.ready().accept(variable)));
                }
            });
            for (int i = 0; i < nodes.size(); i++) {
                prepare(nodes.get(i));
                ready.getOrDefault(i, List.of()).forEach(variable ->
                        steps.add(new Step(new Node.Ready(variable), () -> request.ready().accept(variable))));
            }
            steps.addAll(last);
            request.outputs().forEach(name -> outputs.put(name, placement.array(lowering.resolved(name))));
        }
    }

    static SDVariable variable(SameDiff graph, String name) {
        if (!graph.hasVariable(name)) {
            throw new IllegalArgumentException(Text.format("'%s' is not in the graph, which has %s", name,
                    graph.variables().stream().map(SDVariable::name).toList()));
        }
        return graph.getVariable(name);
    }

    private static String gradient(SameDiff graph, String name, INDArray array) {
        SDVariable variable = variable(graph, name);
        if (variable.getVariableType() != VariableType.VARIABLE) {
            throw new IllegalArgumentException(Text.format("gradients are of variables, but %s is a %s", name,
                    variable.getVariableType().name().toLowerCase(Locale.ROOT)));
        }
        Signature.of(variable.getArr()).require("the array for the gradient of " + name, array);
        SDVariable gradient = variable.getGradient();
        if (gradient == null) {
            throw new IllegalArgumentException("the loss does not depend on " + name);
        }
        return gradient.name();
    }

    private void prepare(Node node) {
        if (node instanceof Kernel kernel) {
            steps.add(new Step(node, kernel.prepare(primitives, placement)));
        } else if (node instanceof Node.Inverse inverse) {
            INDArray matrix = placement.array(inverse.input());
            INDArray result = placement.array(inverse.output());
            steps.add(new Step(node, () -> inverse.run(matrix, result)));
        } else if (node instanceof Node.Operation operation) {
            OpContext context = Nd4j.getExecutioner().buildContext();
            for (int i = 0; i < operation.inputs().size(); i++) {
                context.setInputArray(i, placement.array(operation.inputs().get(i)));
            }
            operation.results(context);
            for (int i = 0; i < operation.outputs().size(); i++) {
                context.setOutputArray(i, placement.array(operation.outputs().get(i)));
            }
            steps.add(new Step(node, () -> operation.run(context)));
        }
    }

    /**
     * The array that a run reads a placeholder from, to be filled by the caller; in C order, and the program's.
     *
     * @throws IllegalArgumentException when nothing that is computed depends on such a placeholder
     */
    public INDArray input(String placeholder) {
        INDArray array = inputs.get(placeholder);
        if (array == null) {
            throw new IllegalArgumentException(Text.format("'%s' is none of the program's inputs %s", placeholder,
                    inputs.keySet()));
        }
        return array;
    }

    /** Whether what is computed depends on this placeholder. */
    public boolean hasInput(String placeholder) {
        return inputs.containsKey(placeholder);
    }

    /** What the latest run has made of a value that was asked for; the next run writes over it, and it is the program's. */
    public INDArray output(String name) {
        INDArray array = outputs.get(name);
        if (array == null) {
            throw new IllegalArgumentException(Text.format("'%s' is none of the program's outputs %s", name,
                    outputs.keySet()));
        }
        return array;
    }

    /** Computes outputs and gradients from inputs and variables. */
    public void run() {
        try (OneDnn.Hold hold = threads.isPresent() ? OneDnn.holdTo(threads.getAsInt()) : null) {
            long start = System.nanoTime();
            for (Step step : steps) {
                step.run.run();
                long end = System.nanoTime();
                step.nanoseconds += end - start;
                start = end;
            }
            runs++;
        }
    }

    /** Bytes that the program has allocated for what it computes. */
    public long bytes() {
        return placement.bytes() + (primitives == null ? 0 : primitives.bytes());
    }

    /** The steps with what they read and make and, after runs, the mean time of each in milliseconds. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%d steps, %,d KiB, %d runs%n", steps.size(), bytes() / 1024, runs));
        for (Step step : steps) {
            List<String> results = step.node.outputs().stream()
                    .map(name -> name + " " + Signature.of(placement.array(name))).toList();
            text.append(String.format(Locale.ROOT, "%9.3f ms  %-32s %s ← %s%n", runs == 0 ? 0
                    : step.nanoseconds / 1e6 / runs, step.node.operation(), String.join(", ", results),
                    String.join(", ", step.node.inputs())));
        }
        return text.toString();
    }

    /** Frees the program's arrays; those of the request stay. */
    @Override
    public void close() {
        if (primitives != null) {
            primitives.close();
        }
        placement.close();
        own.forEach(INDArray::close);
    }
}
