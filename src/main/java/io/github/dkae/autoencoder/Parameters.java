package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** The parameters of a {@link Network} in one SameDiff graph: made when they are asked for first, then shared. */
public final class Parameters {
    private final SameDiff graph;
    private final DataType type;
    private final Set<String> reserved;
    private final Map<String, SDVariable> weights = new LinkedHashMap<>();
    private final Map<String, SDVariable> biases = new LinkedHashMap<>();

    Parameters(SameDiff graph, DataType type, Set<String> reserved) {
        this.graph = graph;
        this.type = type;
        this.reserved = reserved;
    }

    /**
     * Weights, which start at random, uniform in ±√(6/(inputs + outputs)), and may decay.
     *
     * @param shape [inputs, outputs], or [height, width, input channels, output channels] of a convolution
     * @throws IllegalArgumentException when the name is taken, or was asked for in another shape
     */
    public SDVariable weights(String name, long... shape) {
        Arguments.between("rank of weights " + name, shape.length, 2, 4);
        return variable(name, shape, weights, biases);
    }

    /** A bias [size], which starts at 0 and doesn't decay. */
    public SDVariable bias(String name, long size) {
        return variable(name, new long[] {size}, biases, weights);
    }

    private SDVariable variable(String name, long[] shape, Map<String, SDVariable> same, Map<String, SDVariable> others) {
        Arguments.present("name", name);
        SDVariable known = same.get(name);
        if (known != null && Arrays.equals(known.getArr().shape(), shape)) {
            return known;
        }
        if (known != null || others.containsKey(name) || reserved.contains(name) || graph.hasVariable(name)) {
            throw new IllegalArgumentException(Text.format("parameter %s %s is taken by %s", name, Arrays.toString(shape),
                    known != null ? Arrays.toString(known.getArr().shape()) : "something else"));
        }
        for (long size : shape) {
            Arguments.atLeast("size in the shape of " + name, Math.toIntExact(size), 1);
        }
        SDVariable made = graph.var(name, type, shape);
        same.put(name, made);
        return made;
    }

    @Override
    public String toString() {
        return Text.format("Parameters %s", all().keySet());
    }

    /** Weights, then biases, each in the order in which they were asked for first. */
    Map<String, SDVariable> all() {
        Map<String, SDVariable> all = new LinkedHashMap<>(weights);
        all.putAll(biases);
        return all;
    }

    /** Names of the weights. */
    Set<String> weightNames() {
        return weights.keySet();
    }
}
