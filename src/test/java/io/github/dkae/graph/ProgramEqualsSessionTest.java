package io.github.dkae.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.linalg.OneDnn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Outputs and gradients of graphs at random are those of SameDiff's own session. */
class ProgramEqualsSessionTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void inFloat32(int samples) {
        for (int seed = 0; seed < 70; seed++) {
            compare(new RandomGraph(seed, samples, DataType.FLOAT), samples + "/" + seed, 1e-4,
                    OneDnn.available() ? List.of(true, false) : List.of(false));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void inFloat64(int samples) {
        for (int seed = 100; seed < 110; seed++) {
            compare(new RandomGraph(seed, samples, DataType.DOUBLE), samples + "/" + seed, 1e-12,
                    List.of(OneDnn.available()));
        }
    }

    private static void compare(RandomGraph random, String what, double tolerance, List<Boolean> kernels) {
        List<String> variables = random.variables();
        for (boolean with : kernels) {
            try (FlatVariables parameters = FlatVariables.of(random.graph);
                    Program program = program(random, variables, parameters, with)) {
                INDArray first = null;
                // The second input's values must not be left over from the first's, nor the other way round.
                for (int input : new int[] {1, 2, 1}) {
                    Map<String, INDArray> inputs = random.inputs(input);
                    var session = random.graph.calculateGradientsAndOutputs(inputs, random.outputs, variables);
                    if (program.hasInput("x")) {
                        program.input("x").assign(inputs.get("x"));
                    }
                    parameters.gradient().assign(7);
                    program.run();
                    String run = what + (with ? " with" : " without") + " kernels, input " + input + ", ";
                    random.outputs.forEach(name -> assertNear(session.getOutputs().get(name), program.output(name),
                            tolerance, run + name, program));
                    variables.forEach(name -> assertNear(session.getGradients().get(name),
                            parameters.gradients().get(name), tolerance, run + "gradient of " + name, program));
                    first = first == null ? parameters.gradient().dup() : first;
                    if (input == 1) {
                        assertEquals(0, first.sub(parameters.gradient()).amaxNumber().doubleValue(), run);
                    }
                }
            } catch (RuntimeException e) {
                throw new IllegalStateException(what + (with ? " with" : " without") + " kernels", e);
            }
        }
    }

    private static Program program(RandomGraph random, List<String> variables, FlatVariables parameters, boolean kernels) {
        Map<String, INDArray> gradients = new HashMap<>(parameters.gradients());
        gradients.keySet().retainAll(variables);
        return Program.compile(random.graph, new Program.Request(random.outputs, parameters.variables(), gradients),
                Program.Options.defaults(), kernels);
    }

    private static void assertNear(INDArray expected, INDArray actual, double tolerance, String what, Program program) {
        assertEquals(Signature.of(expected), Signature.of(actual), what);
        double scale = 1 + expected.amaxNumber().doubleValue();
        double error = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(error <= tolerance * scale, () -> what + " differs by " + error + "\n" + program);
    }
}
