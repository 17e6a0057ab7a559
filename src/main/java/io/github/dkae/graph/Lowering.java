package io.github.dkae.graph;

import io.github.dkae.graph.Kernel.Convolution.Direction;
import io.github.dkae.linalg.ElementFunction;
import io.github.dkae.linalg.Primitives.Combination;
import io.github.dkae.support.HostArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/**
 * Says operations of ND4J's in kernels where there are some for them; what there are none for stays.
 *
 * <p>Derivatives are written in terms of a function's result, so that what went into it need not be kept. Gradients of
 * what was broadcast are sums.
 */
final class Lowering {
    private static final Map<String, ElementFunction> FUNCTIONS = Map.of("sigmoid", ElementFunction.SIGMOID,
            "tanh", ElementFunction.TANH, "relu", ElementFunction.RELU, "square", ElementFunction.SQUARE);
    private static final Map<String, ElementFunction> DERIVATIVES = Map.of("sigmoid_bp", ElementFunction.SIGMOID,
            "tanh_bp", ElementFunction.TANH, "thresholdedrelu_bp", ElementFunction.RELU);
    private static final Map<String, Combination> COMBINATIONS = Map.of("add", Combination.ADD,
            "subtract", Combination.SUBTRACT, "multiply", Combination.MULTIPLY);

    private final GraphReader graph;
    private final boolean kernels;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    /** Results of element functions, by function and argument. */
    private final Map<List<Object>, String> results = new HashMap<>();
    /** Single values that arrays are filled with, by the array's name. */
    private final Map<String, String> fillings = new HashMap<>();
    private final Sums sums;
    private Node.Operation current;

    /** @param kernels whether there are kernels at all; without, only names change */
    Lowering(GraphReader graph, boolean kernels) {
        this.graph = graph;
        this.kernels = kernels;
        sums = new Sums(graph, nodes);
        for (Node operation : graph.operations) {
            Node.Operation node = (Node.Operation) operation;
            current = new Node.Operation(node.function(), node.inputs().stream().map(this::resolved).toList(),
                    node.outputs());
            if (!lower()) {
                nodes.add(current);
            }
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Constants that were added, to be closed with the program. */
    List<INDArray> own() {
        return sums.own();
    }

    /** The name of the value that {@code name} is identical to. */
    String resolved(String name) {
        return names.getOrDefault(name, name);
    }

    private String in(int index) {
        return current.inputs().get(index);
    }

    private String out(int index) {
        return current.outputs().get(index);
    }

    private Signature signature(String name) {
        return graph.signatures.get(name);
    }

    private boolean lower() {
        String operation = current.operation();
        if (operation.equals("identity")) {
            return rename(in(0), out(0));
        }
        if (operation.equals("matrix_inverse") || operation.equals("logdet")) {
            return inverse(operation.equals("logdet"));
        }
        if (!kernels || !current.inputs().stream().limit(operation.equals("reshape") ? 1 : 3).allMatch(this::isPlain)
                || !current.outputs().stream().allMatch(name -> signature(name).type() == DataType.FLOAT)) {
            return false;
        }
        return switch (operation) {
            case "reshape", "expand_dims", "squeeze" -> nodes.add(new Node.Alias(in(0), out(0)));
            case "matmul" -> product();
            case "matmul_bp" -> productGradients();
            case "conv2d", "deconv2d" -> convolution(operation.equals("deconv2d"));
            case "conv2d_bp", "deconv2d_bp" -> convolutionGradients(operation.equals("deconv2d_bp"));
            case "sigmoid", "tanh", "relu", "square" -> function(FUNCTIONS.get(operation));
            case "sigmoid_bp", "tanh_bp", "thresholdedrelu_bp" -> derivative(DERIVATIVES.get(operation));
            case "add", "subtract", "multiply" -> combine(COMBINATIONS.get(operation), in(0), in(1), out(0));
            case "add_bp", "subtract_bp", "multiply_bp" -> combinationGradients(operation);
            case "mul_scalar", "add_scalar", "sub_scalar", "rsub_scalar", "neg", "_powderivative" -> linear(operation);
            case "reduce_sum", "reduce_mean" -> sum(operation.equals("reduce_mean"));
            case "reduce_sum_bp", "reduce_mean_bp" -> filling(operation.equals("reduce_mean_bp"));
            default -> false;
        };
    }

    private boolean inverse(boolean determinant) {
        return HostArrays.inThisProcess() && signature(in(0)).type() == DataType.DOUBLE && signature(in(0)).rank() == 2
                && nodes.add(new Node.Inverse(determinant, in(0), out(0)));
    }

    /** Whether a kernel can read a value: float32, and in C order if it was there before. */
    private boolean isPlain(String name) {
        return signature(name).type() == DataType.FLOAT
                && (!graph.arrays.containsKey(name) || Placement.isPlain(graph.arrays.get(name)));
    }

    private boolean rename(String input, String output) {
        names.put(output, resolved(input));
        return true;
    }

    private boolean product() {
        boolean matrices = signature(in(0)).rank() == 2 && signature(in(1)).rank() == 2;
        double[] scales = ((DynamicCustomOp) current.function()).tArgs();
        return matrices && current.integer(2) == 0 && (scales.length < 2 || scales[0] == 1 && scales[1] == 0)
                && nodes.add(Kernel.Product.of(in(0), current.integer(0) == 1, in(1), current.integer(1) == 1, out(0)));
    }

    /** For C = op(A)·op(B): ∂A = G·op(B)ᵀ and ∂B = op(A)ᵀ·G, or their transposes. */
    private boolean productGradients() {
        String a = in(0);
        String b = in(1);
        String g = in(2);
        boolean transposeA = current.integer(0) == 1;
        boolean transposeB = current.integer(1) == 1;
        if (signature(a).rank() != 2 || signature(b).rank() != 2 || current.integer(2) == 1) {
            return false;
        }
        nodes.add(transposeA ? Kernel.Product.of(b, transposeB, g, true, out(0))
                : Kernel.Product.of(g, false, b, !transposeB, out(0)));
        return nodes.add(transposeB ? Kernel.Product.of(g, true, a, transposeA, out(1))
                : Kernel.Product.of(a, !transposeA, g, false, out(1)));
    }

    private boolean function(ElementFunction function) {
        if (current.function() instanceof ScalarOp scalar && scalar.scalar().getDouble(0) != 0) {
            return false;
        }
        results.put(List.of(function, in(0)), out(0));
        return nodes.add(new Kernel.Map(function, 0, 0, in(0), out(0)));
    }

    private boolean derivative(ElementFunction function) {
        String result = results.get(List.of(function, in(0)));
        boolean thresholded = function == ElementFunction.RELU
                && Arrays.stream(((DynamicCustomOp) current.function()).tArgs()).anyMatch(t -> t != 0);
        return result != null && !thresholded && signature(in(1)).equals(signature(result))
                && nodes.add(new Kernel.Derivative(function, result, in(1), out(0)));
    }

    private boolean combine(Combination how, String x, String y, String output) {
        if (how != Combination.SUBTRACT && !signature(x).equals(signature(output))) {
            return signature(y).equals(signature(output)) && combine(how, y, x, output);
        }
        Signature other = signature(y);
        if (!signature(x).equals(signature(output)) || signature(x).length() == 1) {
            return false;
        }
        if (how == Combination.MULTIPLY && fillings.containsKey(y)) {
            return nodes.add(new Kernel.Combine(how, x, fillings.get(y), output));
        }
        if (how == Combination.MULTIPLY && fillings.containsKey(x) && other.equals(signature(x))) {
            return nodes.add(new Kernel.Combine(how, y, fillings.get(x), output));
        }
        return isBroadcast(other, signature(x)) && nodes.add(new Kernel.Combine(how, x, y, output));
    }

    /** Whether there is a kernel that combines {@code whole} with {@code other}. */
    private static boolean isBroadcast(Signature other, Signature whole) {
        return other.equals(whole) || other.length() == 1 && other.rank() <= whole.rank() || other.isRowOf(whole)
                || other.isChannelsOf(whole);
    }

    /** ∂(x ± y) and ∂(x·y): the gradient, or its product with the other factor, summed where a value was broadcast. */
    private boolean combinationGradients(String operation) {
        Signature whole = signature(in(2));
        if (whole.length() == 1 || !isBroadcast(signature(in(0)), whole) || !isBroadcast(signature(in(1)), whole)
                || !signature(in(0)).equals(whole) && !signature(in(1)).equals(whole)) {
            return false;
        }
        for (int i = 0; i < 2; i++) {
            String gradient = in(2);
            if (operation.equals("multiply_bp")) {
                gradient = graph.beside(out(i), "factor", whole);
                if (!combine(Combination.MULTIPLY, in(2), in(1 - i), gradient)) {
                    return false;
                }
            } else if (i == 1 && operation.equals("subtract_bp")) {
                gradient = graph.beside(out(i), "negative", whole);
                nodes.add(new Kernel.Map(ElementFunction.LINEAR, -1, 0, in(2), gradient));
            }
            if (signature(in(i)).equals(whole)) {
                rename(gradient, out(i));
            } else {
                sums.sum(gradient, signature(in(i)).partsOf(whole), out(i));
            }
        }
        return true;
    }

    private boolean linear(String operation) {
        double scalar = current.function() instanceof ScalarOp op && op.scalar() != null ? op.scalar().getDouble(0) : 0;
        double[] factors = switch (operation) {
            case "mul_scalar" -> new double[] {scalar, 0};
            case "add_scalar" -> new double[] {1, scalar};
            case "sub_scalar" -> new double[] {1, -scalar};
            case "rsub_scalar" -> new double[] {-1, scalar};
            case "neg" -> new double[] {-1, 0};
            default -> new double[] {2, 0};
        };
        return (!operation.equals("_powderivative") || scalar == 2) && signature(in(0)).length() > 1
                && nodes.add(new Kernel.Map(ElementFunction.LINEAR, factors[0], factors[1], in(0), out(0)));
    }

    private boolean sum(boolean mean) {
        Signature whole = signature(in(0));
        Signature result = signature(out(0));
        long[] kept = whole.shape().clone();
        if (result.length() == 1) {
            Arrays.fill(kept, 1);
        } else if (current.function() instanceof BaseReduceOp reduction) {
            Arrays.stream(reduction.getDimensions()).forEach(i -> kept[Math.floorMod(i, kept.length)] = 1);
        }
        long[] parts = new Signature(DataType.FLOAT, kept).partsOf(whole);
        if (whole.length() == 1 || parts == null || parts[1] != result.length()) {
            return false;
        }
        String sum = mean ? graph.beside(out(0), "sum", result) : out(0);
        sums.sum(in(0), parts, sum);
        double count = (double) whole.length() / result.length();
        return !mean || nodes.add(new Kernel.Map(ElementFunction.LINEAR, 1 / count, 0, sum, out(0)));
    }

    private boolean convolution(boolean transposed) {
        Signature read = signature(in(0));
        Signature made = signature(out(0));
        Optional<Filter> filter = Filter.of(current, transposed ? made : read, transposed ? read : made, signature(in(1)));
        Optional<String> bias = current.inputs().size() > 2 ? Optional.of(in(2)) : Optional.empty();
        if (filter.isEmpty()) {
            return false;
        }
        if (!transposed) {
            return nodes.add(new Kernel.Convolution(Direction.FORWARD, filter.get(), in(0), in(1), bias, Optional.empty(),
                    out(0)));
        }
        String sum = bias.isPresent() ? graph.beside(out(0), "product", made) : out(0);
        nodes.add(Kernel.Convolution.of(Direction.TRANSPOSED, filter.get(), in(0), in(1), sum));
        if (bias.isPresent()) {
            String channels = graph.beside(out(0), "bias", new Signature(DataType.FLOAT,
                    filter.get().shapeOfBias(signature(in(2)).length())));
            nodes.add(new Node.Alias(in(2), channels));
            nodes.add(new Kernel.Combine(Combination.ADD, sum, channels, out(0)));
        }
        return true;
    }

    private boolean convolutionGradients(boolean transposed) {
        String gradient = in(current.inputs().size() - 1);
        Signature read = signature(in(0));
        Signature made = signature(gradient);
        Optional<Filter> filter = Filter.of(current, transposed ? made : read, transposed ? read : made, signature(in(1)));
        if (filter.isEmpty() || !isPlain(gradient)) {
            return false;
        }
        nodes.add(Kernel.Convolution.of(transposed ? Direction.FORWARD : Direction.TRANSPOSED, filter.get(), gradient, in(1),
                out(0)));
        nodes.add(Kernel.Convolution.of(Direction.WEIGHTS, filter.get(), transposed ? gradient : in(0),
                transposed ? in(0) : gradient, out(1)));
        if (current.inputs().size() > 3) {
            sums.sum(gradient, new Signature(DataType.FLOAT, filter.get().shapeOfBias(signature(in(2)).length()))
                    .partsOf(made), out(2));
        }
        return true;
    }

    /** The gradient of a sum of all values is an array of one value, which need not be there for what multiplies it. */
    private boolean filling(boolean mean) {
        Signature whole = signature(in(0));
        if (signature(in(1)).length() == 1 && whole.length() > 1) {
            String value = in(1);
            if (mean) {
                value = graph.beside(out(0), "value", signature(in(1)));
                nodes.add(new Kernel.Map(ElementFunction.LINEAR, 1.0 / whole.length(), 0, in(1), value));
            }
            fillings.put(out(0), value);
        }
        return false;
    }
}
