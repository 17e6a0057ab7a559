package io.github.dkae.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FlatVariablesTest {
    private static SameDiff graph() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, 2, 3);
        // A variable whose values lie in Fortran order, and one of a single value.
        SDVariable w = graph.var("w", Nd4j.arange(6).castTo(DataType.FLOAT).reshape('f', 3, 2));
        SDVariable s = graph.var("s", Nd4j.scalar(DataType.FLOAT, 5));
        SDVariable b = graph.var("b", Nd4j.createFromArray(7f, 8f));
        graph.setLossVariables(x.mmul(w).add(b).mul(s).sum().rename("loss"));
        return graph;
    }

    @Test
    void partsAreInTheOrderOfTheirNames() {
        try (FlatVariables parameters = FlatVariables.of(graph())) {
            assertEquals(List.of("b", "s", "w"), List.copyOf(parameters.variables().keySet()));
            assertEquals(Nd4j.createFromArray(7f, 8f, 5f, 0f, 3f, 1f, 4f, 2f, 5f), parameters.values());
        }
    }

    @Test
    void partsAreOfTheFlatVector() {
        try (FlatVariables parameters = FlatVariables.of(graph())) {
            parameters.values().assign(Nd4j.arange(9));
            assertEquals(2, parameters.variables().get("s").getDouble());
            parameters.gradients().get("b").assign(3);
            assertEquals(6, parameters.gradient().sumNumber().doubleValue());
        }
    }

    @Test
    void programReadsAndWritesThem() {
        SameDiff graph = graph();
        try (FlatVariables parameters = FlatVariables.of(graph);
                Program program = Program.compile(graph, parameters.request(List.of("loss")), Program.Options.defaults())) {
            program.input("x").assign(1);
            program.run();
            // x·w is (3, 12) in both rows; s = 5.
            assertEquals(5 * 2 * (3 + 7 + 12 + 8), program.output("loss").getDouble());
            assertEquals(Nd4j.createFromArray(10f, 10f, 60f, 10f, 10f, 10f, 10f, 10f, 10f), parameters.gradient());
            parameters.values().assign(0);
            program.run();
            assertEquals(0, program.output("loss").getDouble());
        }
    }

    @Test
    void valuesGoBackToTheGraph() {
        SameDiff graph = graph();
        try (FlatVariables parameters = FlatVariables.of(graph)) {
            parameters.values().assign(Nd4j.arange(9));
            parameters.writeTo(graph);
            INDArray expected = Nd4j.arange(3, 9).castTo(DataType.FLOAT).reshape('c', 3, 2);
            assertEquals(expected, graph.getVariable("w").getArr());
            assertEquals(2, graph.getVariable("s").getArr().getDouble());
        }
    }

    @Test
    void unknownAndMixedVariablesAreRefused() {
        SameDiff graph = graph();
        graph.var("d", Nd4j.scalar(DataType.DOUBLE, 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FlatVariables.of(graph, List.of("v")))
                .getMessage().contains("'v'"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FlatVariables.of(graph)).getMessage()
                .contains("[FLOAT, DOUBLE]"));
    }
}
