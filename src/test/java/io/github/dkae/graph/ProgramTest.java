package io.github.dkae.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.linalg.OneDnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProgramTest {
    /** Two layers with tied weights on a batch [n, 8], and all kinds of steps in its gradient. */
    private static SameDiff network(int samples, int units) {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, samples, 8);
        SDVariable w = graph.var("w", Nd4j.linspace(-0.5, 0.5, 8L * units, DataType.FLOAT).reshape(8, units));
        SDVariable b = graph.var("b", Nd4j.linspace(-0.1, 0.1, units, DataType.FLOAT));
        SDVariable h = graph.nn().sigmoid("codes", graph.mmul(x, w).add(b));
        SDVariable y = graph.nn().tanh("y", graph.mmul(h, w, false, true, false));
        graph.setLossVariables(graph.math().square(x.sub(y)).mean().rename("loss"));
        return graph;
    }

    private static INDArray batch(int samples, double from) {
        return Nd4j.linspace(from, 1, 8L * samples, DataType.FLOAT).reshape(samples, 8);
    }

    private static Program compile(SameDiff graph, String... outputs) {
        return Program.compile(graph, Program.Request.of(outputs), Program.Options.defaults());
    }

    private static void assertRefused(SameDiff graph, Program.Request request, String... words) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> Program.compile(graph, request, Program.Options.defaults())).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void unknownNamesAreRefused() {
        SameDiff graph = network(2, 3);
        assertRefused(graph, Program.Request.of("z"), "'z'", "codes");
        INDArray array = Nd4j.create(DataType.FLOAT, 3);
        assertRefused(graph, new Program.Request(List.of("y"), Map.of("v", array), Map.of()), "'v'");
        assertRefused(graph, new Program.Request(List.of("y"), Map.of("x", array), Map.of()), "x is none");
        assertRefused(graph, new Program.Request(List.of("y"), Map.of(), Map.of("v", array)), "'v'");
        assertRefused(graph, new Program.Request(List.of("y"), Map.of(), Map.of("x", array)), "x is a placeholder");
        try (Program program = compile(graph, "y")) {
            assertThrows(IllegalArgumentException.class, () -> program.input("y"));
            assertThrows(IllegalArgumentException.class, () -> program.output("codes"));
        }
    }

    @Test
    void arraysOfOtherShapesAndTypesAreRefused() {
        SameDiff graph = network(2, 3);
        INDArray row = Nd4j.create(DataType.FLOAT, 1, 3);
        INDArray precise = Nd4j.create(DataType.DOUBLE, 3);
        assertRefused(graph, new Program.Request(List.of("y"), Map.of("b", row), Map.of()), "b must be", "float[3]", "float[1, 3]");
        assertRefused(graph, new Program.Request(List.of("y"), Map.of(), Map.of("b", row)), "gradient of b", "float[1, 3]");
        assertRefused(graph, new Program.Request(List.of("y"), Map.of("b", precise), Map.of()), "b must be", "double[3]");
    }

    @Test
    void unfixedShapesAreRefused() {
        assertRefused(network(-1, 3), Program.Request.of("y"), "placeholder x", "-1");
    }

    @Test
    void controlFlowIsRefused() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, 2);
        SDVariable y = graph.ifCond(sd -> x.sum().gt(0), sd -> x.mul(2), sd -> x.mul(3));
        assertRefused(graph, Program.Request.of(y.name()), "control flow");
    }

    @Test
    void gradientsNeedALossThatDependsOnTheVariable() {
        SameDiff graph = network(2, 3);
        graph.var("unused", Nd4j.create(DataType.FLOAT, 3));
        INDArray array = Nd4j.create(DataType.FLOAT, 3);
        assertRefused(graph, new Program.Request(List.of(), Map.of(), Map.of("unused", array)), "unused");
        SameDiff without = SameDiff.create();
        without.nn().sigmoid("s", without.var("v", array));
        assertRefused(without, new Program.Request(List.of("s"), Map.of(), Map.of("v", array)), "loss");
    }

    @Test
    void gradientsThatAreEqualAreWrittenToAllTheirArrays() {
        SameDiff graph = SameDiff.create();
        SDVariable sum = graph.placeHolder("x", DataType.FLOAT, 2, 3);
        for (String name : List.of("a", "b", "c")) {
            sum = sum.add(graph.var(name, Nd4j.create(DataType.FLOAT, 2, 3)));
        }
        SDVariable flat = graph.var("d", Nd4j.create(DataType.FLOAT, 6)).reshape(2, 3);
        SDVariable fortran = graph.var("e", Nd4j.create(DataType.FLOAT, 2, 3));
        graph.setLossVariables(graph.math().square(sum.add(flat).add(fortran)).sum().add(graph.var("s", Nd4j.scalar(0f)))
                .rename("loss"));
        Map<String, INDArray> gradients = Map.of("a", Nd4j.create(DataType.FLOAT, 2, 3), "b",
                Nd4j.create(DataType.FLOAT, 2, 3), "c", Nd4j.create(DataType.FLOAT, 2, 3), "d", Nd4j.create(DataType.FLOAT, 6),
                "e", Nd4j.create(DataType.FLOAT, new long[] {2, 3}, 'f'), "s", Nd4j.scalar(0f));
        INDArray x = Nd4j.arange(6).castTo(DataType.FLOAT).reshape(2, 3);
        try (Program program = Program.compile(graph, new Program.Request(List.of(), Map.of(), gradients),
                Program.Options.defaults())) {
            program.input("x").assign(x);
            program.run();
            for (String name : List.of("a", "b", "c", "e")) {
                assertEquals(x.mul(2), gradients.get(name), name);
            }
            assertEquals(x.mul(2).reshape(6), gradients.get("d"));
            assertEquals(1, gradients.get("s").getDouble());
        }
    }

    @Test
    void shapesComputedFromShapesAndConstantsInFortranOrder() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, 2, 6);
        SDVariable like = graph.placeHolder("like", DataType.FLOAT, 3, 4);
        INDArray matrix = Nd4j.arange(16).castTo(DataType.FLOAT).reshape(4, 4);
        SDVariable constant = graph.constant("constant", matrix.dup('f'));
        graph.mmul("y", graph.reshape(x, graph.shape(like)), constant);
        try (Program program = compile(graph, "y", "constant")) {
            INDArray value = Nd4j.arange(12).castTo(DataType.FLOAT).reshape(2, 6);
            program.input("x").assign(value);
            program.run();
            assertEquals(value.reshape(3, 4).mmul(matrix), program.output("y"));
            assertEquals(matrix, program.output("constant"));
        }
    }

    @Test
    void dropoutDrawsAnewAtEachRun() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, 50, 20);
        graph.identity("y", graph.nn().dropout(x, 0.5));
        try (Program program = compile(graph, "y")) {
            program.input("x").assign(1);
            program.run();
            INDArray first = program.output("y").dup();
            program.run();
            assertNotEquals(first, program.output("y"));
            assertEquals(0.5, program.output("y").eq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue(), 0.1);
        }
    }

    @Test
    void bfloat16IsNearFloat32() {
        int samples = 150;
        SameDiff graph = network(samples, 1000);
        try (FlatVariables exact = FlatVariables.of(graph); FlatVariables rounded = FlatVariables.of(graph);
                Program program = Program.compile(graph, exact.request(List.of("y", "loss")), Program.Options.defaults());
                Program fast = Program.compile(graph, rounded.request(List.of("y", "loss")),
                        new Program.Options(Precision.BFLOAT16, OptionalInt.empty()))) {
            for (Program each : List.of(program, fast)) {
                each.input("x").assign(batch(samples, 0));
                each.run();
            }
            assertEquals(OneDnn.multipliesBfloat16(), fast.toString().contains("convert"), fast::toString);
            assertEquals(0, program.output("y").sub(fast.output("y")).amaxNumber().doubleValue(), 0.05);
            assertEquals(0, exact.gradient().sub(rounded.gradient()).amaxNumber().doubleValue(),
                    0.02 * exact.gradient().amaxNumber().doubleValue());
        }
    }

    @Test
    void preparedOnOneThreadRunsOnOthersSideBySide() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Program> programs = new ArrayList<>();
            List<Future<float[]>> results = new ArrayList<>();
            List<float[]> expected = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SameDiff graph = network(5, 7);
                Program program = Program.compile(graph, Program.Request.of("y"), new Program.Options(Precision.FLOAT32,
                        OptionalInt.of(1 + i % 2)));
                program.input("x").assign(batch(5, -0.2 * i));
                programs.add(program);
                expected.add(graph.output(Map.of("x", batch(5, -0.2 * i)), "y").get("y").data().asFloat());
                Callable<float[]> manyRuns = () -> {
                    for (int run = 0; run < 200; run++) {
                        program.run();
                    }
                    return program.output("y").data().asFloat();
                };
                results.add(threads.submit(manyRuns));
            }
            for (int i = 0; i < 4; i++) {
                assertArrayEquals(expected.get(i), results.get(i).get(), 1e-5f);
            }
            programs.forEach(Program::close);
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valuesShareMemory(boolean kernels) {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, 100, 10);
        for (int i = 0; i < 20; i++) {
            x = graph.nn().sigmoid(x);
        }
        try (Program program = Program.compile(graph, Program.Request.of(x.name()), Program.Options.defaults(),
                kernels && OneDnn.available())) {
            // The input, and two that take turns.
            assertTrue(program.bytes() <= 3 * 100 * 10 * 4, "bytes: " + program.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runsAllocateNothingAndClosingFreesAll(boolean kernels) {
        SameDiff graph = network(1000, 200);
        try (FlatVariables parameters = FlatVariables.of(graph)) {
            long before = 0;
            for (int i = 0; i < 40; i++) {
                try (Program program = Program.compile(graph, parameters.request(List.of("loss")),
                        Program.Options.defaults(), kernels && OneDnn.available())) {
                    assertTrue(program.bytes() > 1_500_000, () -> "bytes: " + program.bytes());
                    program.run();
                    long held = Pointer.totalBytes();
                    program.run();
                    // ND4J's own operations leave the sizes of dimensions to the garbage collector.
                    assertEquals(held, Pointer.totalBytes(), kernels ? 0 : 1000);
                }
                before = i == 9 ? Pointer.physicalBytes() : before;
            }
            long grown = Pointer.physicalBytes() - before;
            assertTrue(grown < 24_000_000, () -> grown + " bytes more after 30 programs");
        }
    }

    @Test
    void stepsSayWhatTheyMake() {
        try (Program program = compile(network(2, 3), "y")) {
            program.run();
            String text = program.toString();
            assertTrue(text.contains("y float[2, 8]") && text.contains("1 runs"), text);
            assertEquals(OneDnn.available(), text.contains("product + bias, sigmoid"), text);
        }
    }
}
