package io.github.dkae.graph;

import io.github.dkae.support.Text;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.RandomOp;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.BaseCompatOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes from a SameDiff graph the operations that the wanted values depend on, in their order, with the shapes of all
 * values. What depends on constants and shapes alone is computed here.
 */
final class GraphReader implements AutoCloseable {
    /** Operations whose result is known from the shape of their input. */
    private static final Set<String> OF_SHAPES = Set.of("shape_of", "size", "size_at", "rank");
    /** Values that are there before a run: variables and constants. */
    final Map<String, INDArray> arrays = new LinkedHashMap<>();
    final Map<String, Signature> signatures = new HashMap<>();
    final Deque<Node> operations = new ArrayDeque<>();
    private final Set<String> constants = new HashSet<>();
    private final Map<DataType, INDArray> standIns = new EnumMap<>(DataType.class);

    /**
     * @param graph     the graph or its gradient function
     * @param wanted    names of values
     * @param variables arrays to use in place of the graph's own for some variables
     */
    GraphReader(SameDiff graph, Set<String> wanted, Map<String, INDArray> variables) {
        Set<String> live = new HashSet<>(wanted);
        List<SameDiffOp> all = List.copyOf(graph.getOps().values());
        Deque<SameDiffOp> needed = new ArrayDeque<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).getOutputsOfOp().stream().anyMatch(live::contains)) {
                needed.addFirst(all.get(i));
                live.addAll(all.get(i).getInputsToOp());
            }
        }
        needed.forEach(GraphReader::refuseControlFlow);
        for (SDVariable variable : graph.variables()) {
            if (live.contains(variable.name())) {
                read(variable, variables);
            }
        }
        needed.forEach(this::read);
    }

    private void read(SDVariable variable, Map<String, INDArray> variables) {
        String name = variable.name();
        switch (variable.getVariableType()) {
            case VARIABLE, CONSTANT -> {
                INDArray array = variables.getOrDefault(name, variable.getArr());
                arrays.put(name, array);
                signatures.put(name, Signature.of(array));
                if (variable.isConstant()) {
                    constants.add(name);
                }
            }
            case PLACEHOLDER -> {
                long[] shape = variable.placeholderShape();
                if (shape == null || Arrays.stream(shape).anyMatch(size -> size < 0)) {
                    throw new IllegalArgumentException(Text.format("the shape of placeholder %s must be fixed, but is %s",
                            name, Arrays.toString(shape)));
                }
                signatures.put(name, new Signature(variable.dataType(), shape));
            }
            default -> { }
        }
    }

    private static void refuseControlFlow(SameDiffOp operation) {
        if (operation.getOp() instanceof BaseCompatOp) {
            throw new IllegalArgumentException(
                    Text.format("a program runs straight through, but %s (%s) is an operation of control flow",
                            operation.getName(), operation.getOp().opName()));
        }
    }

    private void read(SameDiffOp operation) {
        DifferentialFunction function = operation.getOp();
        List<String> inputs = operation.getInputsToOp() == null ? List.of() : operation.getInputsToOp();
        Node.Operation node = new Node.Operation(function, inputs, operation.getOutputsOfOp());
        boolean known = OF_SHAPES.contains(function.opName())
                || !drawsNumbers(function) && constants.containsAll(inputs);
        OpContext context = Nd4j.getExecutioner().buildContext();
        for (int i = 0; i < inputs.size(); i++) {
            context.setInputArray(i, array(inputs.get(i)));
        }
        List<Signature> results = node.results(context);
        for (int i = 0; i < results.size(); i++) {
            String output = node.outputs().get(i);
            signatures.put(output, results.get(i));
            if (known) {
                INDArray array = Nd4j.create(results.get(i).type(), results.get(i).shape());
                context.setOutputArray(i, array);
                arrays.put(output, array);
                constants.add(output);
            }
        }
        if (known) {
            node.run(context);
        } else {
            operations.add(node);
        }
    }

    private static boolean drawsNumbers(DifferentialFunction function) {
        return function instanceof RandomOp || function.opName().contains("random")
                || function.opName().contains("dropout");
    }

    /** An array of the value's shape: the value itself where it is known. */
    private INDArray array(String name) {
        INDArray known = arrays.get(name);
        if (known != null) {
            return known;
        }
        Signature signature = signatures.get(name);
        INDArray space = standIns.get(signature.type());
        if (space == null || space.length() < signature.length()) {
            if (space != null) {
                space.close();
            }
            space = Nd4j.create(signature.type(), signature.length());
            standIns.put(signature.type(), space);
        }
        return Placement.view(space, 0, signature);
    }

    /** Adds a value beside {@code output}; returns its name. */
    String beside(String output, String what, Signature signature) {
        String name = output + "/" + what;
        signatures.put(name, signature);
        return name;
    }

    /** Frees what reading needed; the values that are there stay. */
    @Override
    public void close() {
        standIns.values().forEach(INDArray::close);
    }
}
