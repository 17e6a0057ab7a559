package io.github.dkae.graph;

import io.github.dkae.support.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Variables of a graph one after another in a flat vector, as {@link Adam} wants them, and beside it their gradient.
 *
 * @param values    flat vector
 * @param gradient  flat vector as long
 * @param variables parts of {@code values} in the variables' shapes, by name
 * @param gradients parts of {@code gradient} in the variables' shapes, by name
 */
public record FlatVariables(INDArray values, INDArray gradient, Map<String, INDArray> variables,
                         Map<String, INDArray> gradients) implements AutoCloseable {
    /** All variables of a graph, by name as SameDiff lists them, with the values that they have. */
    public static FlatVariables of(SameDiff graph) {
        return of(graph, graph.variables().stream().filter(each -> each.getVariableType() == VariableType.VARIABLE)
                .map(SDVariable::name).toList());
    }

    /**
     * Some variables of a graph in this order, with the values that they have.
     *
     * @throws IllegalArgumentException when there are none, or they have several data types
     */
    public static FlatVariables of(SameDiff graph, List<String> names) {
        List<INDArray> arrays = names.stream().map(name -> Program.variable(graph, name).getArr()).toList();
        List<DataType> types = arrays.stream().map(INDArray::dataType).distinct().toList();
        if (types.size() != 1) {
            throw new IllegalArgumentException(
                    Text.format("variables must have one data type, but %s have %s", names, types));
        }
        long length = arrays.stream().mapToLong(INDArray::length).sum();
        FlatVariables flat = new FlatVariables(Nd4j.create(types.get(0), length), Nd4j.create(types.get(0), length),
                new LinkedHashMap<>(), new LinkedHashMap<>());
        long start = 0;
        for (int i = 0; i < arrays.size(); i++) {
            long[] shape = arrays.get(i).shape();
            var part = NDArrayIndex.interval(start, start + arrays.get(i).length());
            flat.variables.put(names.get(i), flat.values.get(part).reshape('c', shape));
            flat.gradients.put(names.get(i), flat.gradient.get(part).reshape('c', shape));
            start += arrays.get(i).length();
        }
        flat.readFrom(graph);
        return flat;
    }

    /** Asks a program to read variables from here, and to write their gradients here. */
    public Program.Request request(List<String> outputs) {
        return new Program.Request(outputs, variables, gradients);
    }

    /** Takes the values of the graph's variables. */
    public void readFrom(SameDiff graph) {
        variables.forEach((name, array) -> array.assign(graph.getVariable(name).getArr()));
    }

    /** Gives the graph's variables these values. */
    public void writeTo(SameDiff graph) {
        variables.forEach((name, array) -> graph.getVariable(name).getArr().assign(array));
    }

    /** Frees both vectors. */
    @Override
    public void close() {
        values.close();
        gradient.close();
    }
}
