package io.github.dkae.graph;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gives each value of a program an array. Values that are never needed at the same time share memory.
 *
 * <p>A value that is another in a different shape, or is made in another's place, lies where that lies.
 */
final class Placement implements AutoCloseable {
    private final Map<String, INDArray> arrays;
    private final Map<String, Signature> signatures;
    private final List<INDArray> blocks = new ArrayList<>();
    private final Map<String, String> roots = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<DataType, List<INDArray>> free = new EnumMap<>(DataType.class);
    private final Map<String, INDArray> blockOf = new HashMap<>();
    private final Map<String, INDArray> places = new HashMap<>();

    /**
     * @param given  arrays of values that lie somewhere already; stay their owner's
     * @param wishes arrays that values are to be made in, where they don't lie elsewhere; stay their owner's
     * @param inputs values that are there before a run, without an array yet
     * @param wanted values to be kept to the end of a run
     */
    Placement(List<Node> nodes, Map<String, Signature> signatures, Map<String, INDArray> given,
            Map<String, INDArray> wishes, Set<String> inputs, Set<String> wanted, Stacks stacks) {
        this.signatures = signatures;
        arrays = new HashMap<>(given);
        for (Node node : nodes) {
            if (node instanceof Node.Alias alias) {
                roots.put(alias.output(), alias.input());
            } else if (node instanceof Kernel.Product product && product.onto().isPresent()) {
                roots.put(product.output(), product.onto().get());
            }
        }
        stacks.parts().forEach((stack, parts) -> {
            roots.put(parts.get(0), stack);
            roots.put(parts.get(1), stack);
            offsets.put(parts.get(1), signatures.get(parts.get(0)).length());
        });
        given.forEach((name, array) -> places.put(root(name), array));
        wishes.forEach((name, array) -> {
            // What lies in another value's place, such as a part of a stack, is copied.
            if (isPlain(array) && signatures.get(root(name)).length() == array.length()) {
                places.putIfAbsent(root(name), array);
            }
        });
        Map<String, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            int index = i;
            nodes.get(i).inputs().forEach(input -> lastUse.put(root(input), index));
            nodes.get(i).outputs().forEach(output -> lastUse.merge(root(output), index, Math::max));
        }
        wanted.forEach(name -> lastUse.put(root(name), Integer.MAX_VALUE));
        inputs.forEach(name -> lastUse.put(root(name), Integer.MAX_VALUE));
        inputs.forEach(this::place);
        for (int i = 0; i < nodes.size(); i++) {
            place(nodes.get(i), i, lastUse);
        }
    }

    private void place(Node node, int index, Map<String, Integer> lastUse) {
        node.inputs().forEach(this::place);
        node.outputs().forEach(this::place);
        Set<String> touched = new HashSet<>();
        node.inputs().forEach(input -> touched.add(root(input)));
        node.outputs().forEach(output -> touched.add(root(output)));
        for (String root : touched) {
            if (lastUse.get(root) <= index && blockOf.containsKey(root)) {
                INDArray block = blockOf.remove(root);
                free.computeIfAbsent(block.dataType(), type -> new ArrayList<>()).add(block);
            }
        }
    }

    private void place(String name) {
        String root = root(name);
        INDArray place = places.computeIfAbsent(root, key -> block(root, signatures.get(root)));
        Signature signature = signatures.get(name);
        arrays.computeIfAbsent(name, key -> signature.equals(Signature.of(place)) ? place
                : view(place, offset(name), signature));
    }

    /** Where a value begins in the place of its root. */
    private long offset(String name) {
        return offsets.getOrDefault(name, 0L) + (roots.containsKey(name) ? offset(roots.get(name)) : 0);
    }

    /** The value in whose place a value lies. */
    private String root(String name) {
        return roots.containsKey(name) ? root(roots.get(name)) : name;
    }

    /** The last of {@code nodes} that reads or makes one of two values, or what lies in their place. */
    int lastUse(List<Node> nodes, String value, String other) {
        Set<String> both = Set.of(root(value), root(other));
        int last = nodes.size() - 1;
        while (last > 0 && nodes.get(last).inputs().stream().noneMatch(name -> both.contains(root(name)))
                && nodes.get(last).outputs().stream().noneMatch(name -> both.contains(root(name)))) {
            last--;
        }
        return last;
    }

    /** The smallest free block that is large enough; where there is none, the largest gives way to a larger one. */
    private INDArray block(String root, Signature signature) {
        List<INDArray> candidates = free.computeIfAbsent(signature.type(), type -> new ArrayList<>());
        INDArray best = null;
        for (INDArray block : candidates) {
            if (block.length() >= signature.length() && (best == null || block.length() < best.length())) {
                best = block;
            }
        }
        if (best == null) {
            best = Nd4j.create(signature.type(), Math.max(1, signature.length()));
            blocks.add(best);
        } else {
            candidates.remove(best);
        }
        blockOf.put(root, best);
        return best;
    }

    /** The array of a value. */
    INDArray array(String name) {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("no array for " + name);
        }
        return array;
    }

    /** Whether a value lies in this very array. */
    boolean isAt(String name, INDArray array) {
        return places.get(root(name)) == array;
    }

    /** Bytes that were allocated. */
    long bytes() {
        return blocks.stream().mapToLong(block -> block.length() * block.dataType().width()).sum();
    }

    /** Some values of {@code memory}, which is in C order, as an array. */
    static INDArray view(INDArray memory, long offset, Signature signature) {
        INDArray flat = memory.reshape('c', new long[] {memory.length()});
        INDArray part = flat.length() == signature.length() ? flat
                : flat.get(NDArrayIndex.interval(offset, offset + signature.length()));
        return part.reshape('c', signature.shape());
    }

    /** Whether the values lie one after another in C order. */
    static boolean isPlain(INDArray array) {
        long stride = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            if (array.size(i) != 1 && array.stride(i) != stride) {
                return false;
            }
            stride *= array.size(i);
        }
        return true;
    }

    @Override
    public void close() {
        blocks.forEach(INDArray::close);
    }
}
