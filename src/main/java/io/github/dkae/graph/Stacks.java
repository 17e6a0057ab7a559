package io.github.dkae.graph;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Matrices that lie one above the other, so that AᵀB + CᵀD, the gradient of tied weights, is one product of [A; C]ᵀ and
 * [B; D]: the result is written once.
 */
final class Stacks {
    private final Map<String, Signature> signatures;
    private final Set<String> placeholders;
    private final Map<String, List<String>> parts = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** @param placeholders values that may be placed anywhere, as those that kernels make */
    Stacks(Map<String, Signature> signatures, Set<String> placeholders) {
        this.signatures = signatures;
        this.placeholders = placeholders;
    }

    /** The upper and lower part of each stack, by its name. */
    Map<String, List<String>> parts() {
        return parts;
    }

    /** Whether the factors of both products can be stacked. */
    boolean canJoin(Kernel.Product first, Kernel.Product second, Map<String, Node> makers) {
        List<String> factors = List.of(first.a(), second.a(), first.b(), second.b());
        return first.isPlain() && second.isPlain() && first.transposeA() && second.transposeA()
                && !first.transposeB() && !second.transposeB() && Set.copyOf(factors).size() == factors.size()
                && factors.stream().allMatch(factor -> !taken.contains(factor) && canBePlaced(factor, makers.get(factor)));
    }

    private boolean canBePlaced(String name, Node maker) {
        return signatures.get(name).type() == DataType.FLOAT && signatures.get(name).rank() == 2 && (placeholders.contains(name) || maker instanceof Kernel
                && !(maker instanceof Kernel.Product product && product.onto().isPresent()));
    }

    /** The stack of two matrices with as many columns. */
    String of(String upper, String lower) {
        String name = upper + " above " + lower;
        long rows = signatures.get(upper).shape()[0] + signatures.get(lower).shape()[0];
        signatures.put(name, new Signature(DataType.FLOAT, rows, signatures.get(upper).shape()[1]));
        parts.put(name, List.of(upper, lower));
        taken.addAll(parts.get(name));
        return name;
    }
}
