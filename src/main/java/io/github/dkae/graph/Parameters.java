package io.github.dkae.graph;

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
public record Parameters(INDArray values, INDArray gradient, Map<String, INDArray> variables,
                         Map<String, INDArray> gradients) implements AutoCloseable {
    /** All variables of a graph, by name as SameDiff lists them, with the values that they have. */
    public static Parameters of(SameDiff graph) {
        return of(graph, graph.variables().stream().filter(each -> each.getVariableType() == VariableType.VARIABLE)
                .map(SDVariable::name).toList());
    }

    /**
     * Some variables of a graph in this order, with the values that they have.
     *
     * @throws IllegalArgumentException when there are none, or they have several data types
     */
    public static Parameters of(SameDiff graph, List<String> names) {
        List<INDArray> arrays = names.stream().map(name -> Program.variable(graph, name).getArr()).toList();
        List<DataType> types = arrays.stream().map(INDArray::dataType).distinct().toList();
        if (types.size() != 1) {
            throw new IllegalArgumentException("variables must have one data type, but %s have %s".formatted(names, types));
        }
        long length = arrays.stream().mapToLong(INDArray::length).sum();
        Parameters parameters = new Parameters(Nd4j.create(types.get(0), length), Nd4j.create(types.get(0), length),
                new LinkedHashMap<>(), new LinkedHashMap<>());
        long start = 0;
        for (int i = 0; i < arrays.size(); i++) {
            long[] shape = arrays.get(i).shape();
            var part = NDArrayIndex.interval(start, start + arrays.get(i).length());
            parameters.variables.put(names.get(i), parameters.values.get(part).reshape('c', shape));
            parameters.gradients.put(names.get(i), parameters.gradient.get(part).reshape('c', shape));
            start += arrays.get(i).length();
        }
        parameters.readFrom(graph);
        return parameters;
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
