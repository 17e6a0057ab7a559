package io.github.dkae.graph;

import io.github.dkae.linalg.ElementFunction;
import io.github.dkae.linalg.Primitives.Combination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** Joins to products what one of oneDNN's kernels does at once, and drops what nobody asks for. */
final class Fusion {
    /** Multiplications from which converting the factors is worth it. */
    private static final double WORTH_CONVERTING = 1e6;

    private Fusion() {}

    /** The nodes on which {@code wanted} values depend, in the same order. */
    static List<Node> needed(List<Node> nodes, Set<String> wanted) {
        Set<String> live = new HashSet<>(wanted);
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(live::contains)) {
                kept.add(0, node);
                live.addAll(node.inputs());
            }
        }
        return kept;
    }

    /**
     * Adds biases and applies functions within products, and adds products to what they are added to.
     *
     * @param wanted values that somebody asks for, so that nothing is written over them
     * @param stacks told which factors are to lie one above the other
     */
    static List<Node> joined(List<Node> nodes, Map<String, Signature> signatures, Set<String> wanted, Stacks stacks) {
        Map<String, Integer> uses = new HashMap<>();
        nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        Map<String, Node> makers = new HashMap<>();
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            Node joined = node;
            if (node instanceof Kernel.Combine sum && sum.how() == Combination.ADD) {
                joined = joinedSum(sum, signatures, name -> uses.get(name) == 1 && !wanted.contains(name), makers, result,
                        stacks);
            } else if (node instanceof Kernel.Map map && uses.get(map.input()) == 1 && !wanted.contains(map.input())
                    && makers.get(map.input()) instanceof Kernel kernel && isTransfer(map.function())) {
                Optional<Kernel> both = kernel.followedBy(map.function(), map.output());
                both.ifPresent(any -> result.remove(kernel));
                joined = both.map(Node.class::cast).orElse(node);
            }
            result.add(joined);
            for (String output : joined.outputs()) {
                makers.put(output, joined);
            }
        }
        return result;
    }

    private static boolean isTransfer(ElementFunction function) {
        return function == ElementFunction.SIGMOID || function == ElementFunction.TANH
                || function == ElementFunction.RELU;
    }

    private static Node joinedSum(Kernel.Combine sum, Map<String, Signature> signatures,
            java.util.function.Predicate<String> free, Map<String, Node> makers, List<Node> result, Stacks stacks) {
        for (boolean second : new boolean[] {false, true}) {
            String own = second ? sum.y() : sum.x();
            String other = second ? sum.x() : sum.y();
            if (!free.test(own) || !(makers.get(own) instanceof Kernel.Product product) || !product.isPlain()) {
                continue;
            }
            if (signatures.get(other).isRowOf(signatures.get(own)) && !signatures.get(other).equals(signatures.get(own))) {
                result.remove(product);
                return new Kernel.Product(product.a(), product.transposeA(), product.b(), product.transposeB(),
                        Optional.of(other), Optional.empty(), Optional.empty(), sum.output());
            }
            if (signatures.get(other).equals(signatures.get(own)) && free.test(other)
                    && makers.get(other) instanceof Kernel maker) {
                result.remove(product);
                if (maker instanceof Kernel.Product first && stacks.canJoin(first, product, makers)) {
                    result.remove(first);
                    return Kernel.Product.of(stacks.of(first.a(), product.a()), true,
                            stacks.of(first.b(), product.b()), false, sum.output());
                }
                return new Kernel.Product(product.a(), product.transposeA(), product.b(), product.transposeB(),
                        Optional.empty(), Optional.empty(), Optional.of(other), sum.output());
            }
        }
        return sum;
    }

    /** Converts the factors of large products to bfloat16, each value once. */
    static List<Node> inBfloat16(List<Node> nodes, Map<String, Signature> signatures) {
        List<Node> result = new ArrayList<>();
        Map<String, String> converted = new HashMap<>();
        for (Node node : nodes) {
            if (node instanceof Kernel.Product product && multiplications(product, signatures) >= WORTH_CONVERTING) {
                List<String> factors = List.of(product.a(), product.b()).stream().map(factor ->
                        converted.computeIfAbsent(factor, name -> {
                            String output = name + "/bfloat16";
                            signatures.put(output, signatures.get(name).as(DataType.BFLOAT16));
                            result.add(new Kernel.Convert(name, output));
                            return output;
                        })).toList();
                result.add(product.with(factors.get(0), factors.get(1)));
            } else {
                result.add(node);
            }
        }
        return result;
    }

    private static double multiplications(Kernel.Product product, Map<String, Signature> signatures) {
        Signature a = signatures.get(product.a());
        return (double) signatures.get(product.output()).length() * a.shape()[product.transposeA() ? 0 : 1];
    }
}
