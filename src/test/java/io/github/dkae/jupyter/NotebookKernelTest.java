package io.github.dkae.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.jupyter.KernelBridge.Cell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One kernel, driven by Jupyter's client; the tests don't depend on one another. */
class NotebookKernelTest {
    @TempDir
    static Path folder;
    static KernelBridge kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new KernelBridge(folder, Map.of("DKAE_PROGRESS", "on"));
        kernel.start();
    }

    @AfterAll
    static void stop() throws Exception {
        kernel.close();
    }

    @Test
    void lastExpressionIsTheResult() {
        assertEquals("42", kernel.execute("int twice(int x) {\n  return 2 * x;\n}\n\ntwice(21)").text());
        assertEquals("[1, 2]", kernel.execute("Stream.of(1, 2).collect(Collectors.toList())").text());
    }

    @Test
    void declarationsAndStatementsGiveNoResult() {
        for (String code : List.of("int seven = 7;", "seven = 8;", "void nothing() {}", "nothing();", "// none", "")) {
            Cell cell = kernel.execute(code);
            assertEquals("ok", cell.status(), code);
            assertTrue(cell.outputs("execute_result").isEmpty(), code);
        }
    }

    @Test
    void endlessLoopIsStoppedAndTheNextCellRuns() {
        Cell cell = kernel.interrupt("int i = 0;\nwhile (true) {\n  if (i++ == 0) System.out.println(\"running\");\n}",
                "running", 1);
        assertEquals("Interrupted", cell.errorName());
        assertTrue(cell.secondsAfterInterrupt() < 10, "took " + cell.secondsAfterInterrupt() + " s");
        assertEquals("2", kernel.execute("1 + 1").text());
    }

    @Test
    void loopThatCatchesExceptionsIsStopped() {
        Cell cell = kernel.interrupt("while (true) try {\n  System.out.println(\"running\");\n  Thread.sleep(5);\n"
                + "} catch (Exception e) {}", "running", 1);
        assertEquals("Interrupted", cell.errorName());
    }

    @Test
    void sleepIsInterrupted() {
        Cell cell = kernel.interrupt("{ System.out.println(\"running\"); Thread.sleep(600_000); }", "running", 1);
        assertEquals("Interrupted", cell.errorName());
        assertEquals("4", kernel.execute("2 + 2").text());
    }

    @Test
    void codeThatChecksForInterruptsKeepsWhatItHasSoFar() {
        kernel.execute("""
                int train() {
                    int steps = 0;
                    while (!Thread.currentThread().isInterrupted()) {
                        if (steps++ == 0) System.out.println("running");
                    }
                    return steps;
                }""");
        Cell cell = kernel.interrupt("int steps = train();", "running", 1);
        assertEquals("ok", cell.status());
        assertEquals("true", kernel.execute("steps > 0").text());
    }

    @Test
    void outputAfterAnInterruptIsNotLost() {
        kernel.interrupt("while (true) System.out.println(\"running\");", "running", 1);
        String after = kernel.execute("System.out.println(\"here\");").standardOutput();
        assertTrue(after.endsWith("here\n"), after);
    }

    @Test
    void exceptionIsToldWithLinesAndCauses() {
        Cell cell = kernel.execute("""
                int parse(String text) {
                    // a comment
                    return Integer.parseInt(text);
                }

                void read(String text) {
                    try {
                        parse(text);
                    } catch (NumberFormatException e) {
                        throw new IllegalStateException("bad text", e);
                    }
                }

                read("x");""");
        assertEquals("IllegalStateException", cell.errorName());
        assertEquals("bad text", cell.errorValue());
        String told = String.join("\n", cell.traceback());
        assertTrue(told.startsWith("java.lang.IllegalStateException: bad text\n    at read, Cell "), told);
        assertTrue(told.contains(", line 10\n       10 | throw new IllegalStateException(\"bad text\", e);"), told);
        assertTrue(told.contains("Caused by: java.lang.NumberFormatException: For input string: \"x\""), told);
        assertTrue(told.contains("at parse, Cell "), told);
        assertTrue(told.contains("       3 | return Integer.parseInt(text);"), told);
        assertFalse(told.contains("REPL") || told.contains("jdk.jshell"), told);
    }

    @Test
    void compilerErrorIsToldWithLineAndCaret() {
        Cell cell = kernel.execute("int fine = 1;\n\nint wrong = \"text\";");
        assertEquals("CompilationException", cell.errorName());
        List<String> told = cell.traceback();
        assertTrue(told.get(0).matches("Cell \\d+, line 3"), told.toString());
        assertEquals("    int wrong = \"text\";", told.get(1));
        assertEquals("                ^^^^^^", told.get(2));
        assertTrue(told.get(3).contains("incompatible types"), told.toString());
    }

    @Test
    void cellsSentWithAFailingOneAreNotExecuted() {
        JsonArray status = kernel.call("execute_all", Map.of("cells",
                List.of("1", "throw new RuntimeException();", "int never = 1;"))).getAsJsonArray("status");
        assertEquals("[\"ok\",\"error\",\"aborted\"]", status.toString());
        assertEquals("error", kernel.execute("never").status());
    }

    @Test
    void progressLineIsSentOncePerRedrawInterval() {
        Cell cell = kernel.execute("""
                for (int step = 1; step <= 20_000; step++) {
                    System.out.print("\\rstep " + step);
                }
                System.out.println();
                System.err.println("äß€😀");""");
        assertTrue(cell.standardOutput().endsWith("step 20000\n"), cell.standardOutput());
        assertTrue(cell.standardOutput().length() < 2_000, "sent " + cell.standardOutput().length() + " characters");
        assertEquals("äß€😀\n", cell.standardError());
    }

    @Test
    void chartIsAPictureWithTwoPixelsForEachOfItsOwn() throws IOException {
        Cell cell = kernel.execute("""
                import org.knowm.xchart.XYChartBuilder;
                var chart = new XYChartBuilder().width(300).height(200).title("Loss").build();
                chart.addSeries("loss", new double[] {1, 2, 3}, new double[] {3, 2, 1});
                chart""");
        byte[] png = Base64.getDecoder().decode(cell.result().get("image/png").getAsString());
        assertEquals(600, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
        JsonObject metadata = cell.outputs("execute_result").get(0).getAsJsonObject("metadata");
        assertEquals(300, metadata.getAsJsonObject("image/png").get("width").getAsInt());
        assertEquals("chart: Loss, 300 × 200", cell.text());
    }

    @Test
    void displayShowsAtOnceAndItsIdentifierIsNoResult() {
        Cell cell = kernel.execute("""
                import tech.tablesaw.api.*;
                display(Table.create("t", IntColumn.create("n", 1, 2)));
                display("text");""");
        List<JsonObject> shown = cell.outputs("display_data");
        assertEquals(2, shown.size());
        assertTrue(shown.get(0).getAsJsonObject("data").get("text/html").getAsString().contains("<td"));
        assertEquals("text", shown.get(1).getAsJsonObject("data").get("text/plain").getAsString());
        assertTrue(cell.outputs("execute_result").isEmpty());
        assertTrue(kernel.execute("String id = display(1);\nid.length() > 0").text().equals("true"));
    }

    @Test
    void resultsOfThisProjectAreShownRichly() {
        Cell dataset = kernel.execute("""
                import io.github.dkae.data.*;
                SyntheticDigits.generate(20, 1)""");
        assertTrue(dataset.result().has("image/png"), dataset.result().toString());
        Cell result = kernel.execute("""
                import io.github.dkae.support.Presentable;
                class Findings implements Presentable {
                    public String title() { return "Findings"; }
                    public List<Object> parts() { return List.of("first", 2); }
                }
                new Findings()""");
        assertEquals(2, result.outputs("display_data").size());
        assertEquals("2", result.text());
    }

    @Test
    void completesMethodsAlsoOfVariablesOfTheSameCell() {
        String code = "var words = new ArrayList<String>();\n/* 😀 */ words.addA";
        JsonObject reply = kernel.call("ask", Map.of("what", "complete",
                "arguments", Map.of("code", code, "cursor_pos", code.codePointCount(0, code.length()))));
        assertEquals("[\"addAll(\"]", reply.getAsJsonArray("matches").toString());
        assertEquals(code.codePointCount(0, code.indexOf("addA")), reply.get("cursor_start").getAsInt());
    }

    @Test
    void inspectionTellsSignatureAndDocumentation() {
        String code = "int k = 1;\nio.github.dkae.support.Arguments.positive(\"x\", 1.0)";
        JsonObject reply = kernel.call("ask", Map.of("what", "inspect",
                "arguments", Map.of("code", code, "cursor_pos", code.indexOf("positive") + 3)));
        String text = reply.getAsJsonObject("data").get("text/plain").getAsString();
        assertTrue(text.contains("double io.github.dkae.support.Arguments.positive(String name, double value)"), text);
        assertTrue(text.contains("Returns value when it is finite and positive."), text);
    }

    @Test
    void knowsWhetherCodeIsComplete() {
        assertEquals("complete", completeness("int a = 1;\na + 1"));
        assertEquals("incomplete", completeness("int a = 1;\nfor (int i = 0; i < 3; i++) {"));
        assertEquals("invalid", completeness("\"no end"));
    }

    private static String completeness(String code) {
        return kernel.call("ask", Map.of("what", "is_complete", "arguments", Map.of("code", code)))
                .get("status").getAsString();
    }

    @Test
    void objectThatCannotBeShownFailsItsCellAlone() {
        Cell cell = kernel.execute("var loop = new ArrayList<Object>();\nloop.add(List.of(loop));\nloop");
        assertEquals("StackOverflowError", cell.errorName());
        assertEquals("8", kernel.execute("4 + 4").text());
    }

    @Test
    void inputIsAskedFor() {
        JsonObject json = kernel.call("execute", Map.of("code", "new Scanner(System.in).nextLine()",
                "answers", List.of("typed")));
        assertEquals("typed", new Cell(json).text());
    }

    @Test
    void unreadableMessagesAreIgnored() {
        kernel.call("send_garbage", Map.of());
        assertEquals("6", kernel.execute("3 + 3").text());
    }

    @Test
    void heartIsBeatingWhileACellRuns() {
        assertTrue(kernel.call("heartbeat", Map.of("seconds", 1)).get("beating").getAsBoolean());
    }

    private static String inspected(String code, int cursor) {
        JsonObject reply = kernel.call("ask", Map.of("what", "inspect",
                "arguments", Map.of("code", code, "cursor_pos", cursor)));
        return reply.getAsJsonObject("data").get("text/plain").getAsString();
    }

    @Test
    void inspectionOfAVariableTellsItsTypeAndValue() {
        kernel.execute("import org.nd4j.linalg.factory.Nd4j;\nvar looked = Nd4j.ones(2, 3);\nint number = 42;");
        assertEquals("INDArray looked\n\n  float [2, 3], min 1, mean 1, max 1", inspected("looked", 3));
        assertEquals("int number\n\n  42", inspected("number + 1", 2));
        assertEquals("String number", inspected("String number = \"a\";\nnumber", 27));
    }

    @Test
    void completesWhatTheSameCellImportsAndDeclares() {
        String code = "import io.github.dkae.plot.*;\nint twice(int x) { return 2 * x; }\n"
                + "var drawn = ImageGrid.of(\"\", twice(2), 4);\ndrawn.zo";
        JsonObject reply = kernel.call("ask", Map.of("what", "complete",
                "arguments", Map.of("code", code, "cursor_pos", code.length())));
        assertEquals("[\"zoom(\"]", reply.getAsJsonArray("matches").toString());
        assertEquals(code.length() - 2, reply.get("cursor_start").getAsInt());
        assertEquals("error", kernel.execute("ImageGrid none = null;").status(), "completion imports nothing for good");
    }

    @Test
    void progressUpdatesOneOutputInPlace() {
        Cell cell = kernel.execute("""
                var progress = io.github.dkae.support.Progress.console();
                for (int i = 0; i <= 4; i++) {
                    progress.report("working", i, 4, "");
                    Thread.sleep(300);
                }""");
        assertEquals(1, cell.outputs("display_data").size());
        List<JsonObject> updates = cell.outputs("update_display_data");
        assertEquals("working: 4 of 4", updates.get(updates.size() - 1).getAsJsonObject("data").get("text/plain")
                .getAsString());
        assertEquals("", cell.standardOutput());
    }
}
