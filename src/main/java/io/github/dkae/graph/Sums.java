package io.github.dkae.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Says sums as products with ones, which oneDNN computes faster than ND4J sums. */
final class Sums {
    private final GraphReader graph;
    private final List<Node> nodes;
    private final List<INDArray> own = new ArrayList<>();

    /** @param nodes where the products are added */
    Sums(GraphReader graph, List<Node> nodes) {
        this.graph = graph;
        this.nodes = nodes;
    }

    /** Arrays of ones, to be closed with the program. */
    List<INDArray> own() {
        return own;
    }

    /** Sums [a, b, c] over a and c, as {@link Signature#partsOf} counts them. */
    void sum(String input, long[] parts, String output) {
        String values = input;
        if (parts[0] > 1) {
            String row = parts[2] == 1 ? output
                    : graph.beside(output, "row", new Signature(DataType.FLOAT, 1, parts[1] * parts[2]));
            nodes.add(Kernel.Product.of(ones(parts[0]), false, matrix(values, output, parts[0], parts[1] * parts[2]), false,
                    row));
            values = row;
        }
        if (parts[2] > 1) {
            nodes.add(Kernel.Product.of(matrix(values, output, parts[1], parts[2]), false, ones(parts[2]), true, output));
        } else if (parts[0] == 1) {
            nodes.add(new Node.Alias(input, output));
        }
    }

    private String matrix(String values, String output, long rows, long columns) {
        Signature matrix = new Signature(DataType.FLOAT, rows, columns);
        if (graph.signatures.get(values).equals(matrix)) {
            return values;
        }
        String name = graph.beside(output, rows + "×" + columns, matrix);
        nodes.add(new Node.Alias(values, name));
        return name;
    }

    /** A row of ones. */
    private String ones(long length) {
        String name = "ones/" + length;
        graph.signatures.computeIfAbsent(name, key -> {
            INDArray array = Nd4j.ones(DataType.FLOAT, 1, length);
            graph.arrays.put(key, array);
            own.add(array);
            return Signature.of(array);
        });
        return name;
    }
}
