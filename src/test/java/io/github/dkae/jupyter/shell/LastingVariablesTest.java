package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays of earlier cells when later ones import, edit and declare anew, and what is told when something doesn't. */
class LastingVariablesTest {
    private final CellEvaluator evaluator =
            new CellEvaluator(new KernelSettings(List.of(), List.of(), List.of()), new Object());
    private final CodeAssistant assistant =
            new CodeAssistant(evaluator, new SourceDocumentation(List::of), String::valueOf);

    @AfterEach
    void close() {
        evaluator.close();
    }

    /** Evaluates a cell; what it tells on standard error. */
    private String told(String cell) throws CellFailure {
        PrintStream terminal = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            evaluator.evaluate(cell, 1);
        } finally {
            System.setErr(terminal);
        }
        return told.toString(StandardCharsets.UTF_8).strip();
    }

    private void evaluateInSilence(String... cells) throws CellFailure {
        for (String cell : cells) {
            assertEquals("", told(cell), cell);
        }
    }

    private Object value(String expression) throws CellFailure {
        return evaluator.evaluate(expression, 1).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"// a chart\nimport java.text.*;", "/* two\n lines */ import static java.lang.Math.*;",
        "\n\n// one\n\n// two\nimport java.net.*;", "import java\n.text.*;", "import java.util.* ;"})
    void importAfterACommentKeepsAllVariables(String cell) throws CellFailure {
        evaluateInSilence("import java.util.*;", "int number = 5;", "var list = new ArrayList<>(List.of(number));",
                "list.add(6);", cell);
        assertEquals("5 [5, 6]", value("number + \" \" + list"));
        assistant.complete(cell + "\nlist.", cell.length() + 6);
        assistant.document(cell + "\nlist.size()", cell.length() + 10);
        assertEquals("5 [5, 6]", value("number + \" \" + list"));
    }

    @Test
    void editedMethodKeepsWhatItMade() throws CellFailure {
        evaluateInSilence("import java.util.*;\nimport java.util.stream.*;", "List<String> load() { return List.of(\"a\"); }",
                "var data = load();", "List<String> load() { return List.of(\"b\", \"c\"); }");
        assertEquals(List.of("a"), value("data"));
        evaluateInSilence("List<String> load() { return Stream.of(1, 2).map(i -> \"d\" + i).toList(); }");
        assertEquals(List.of("a"), value("data"));
        assertEquals(List.of("d1", "d2"), value("load()"));
    }

    @Test
    void variableDeclaredAnewKeepsWhatIsDerivedFromIt() throws CellFailure {
        evaluateInSilence("int k = 3;", "var twice = 2 * k;", "var sum = twice + k;", "int k = 4;");
        assertEquals("6 9", value("twice + \" \" + sum"));
        evaluateInSilence("short k = 5;");
        assertEquals("6 9", value("twice + \" \" + sum"));
    }

    @Test
    void valueWhoseTypeNoLongerFitsIsToldAndComesBack() throws CellFailure {
        evaluateInSilence("int k = 3;", "var twice = 2 * k;");
        assertEquals("twice can't be used any more: incompatible types: possible lossy conversion from double to int",
                told("double k = 4;"));
        evaluateInSilence("int k = 5;");
        assertEquals(6, value("twice"));
    }

    @Test
    void editedBodiesOfAClassKeepItsObjects() throws CellFailure {
        evaluateInSilence("class Net { int layers = 2; int size() { return layers; } }", "var net = new Net();",
                "Net[] nets = {net};", "net.layers = 7;", "class Net { int layers = 2; int size() { return -layers; } }");
        assertEquals("-7 -7", value("net.size() + \" \" + nets[0].size()"));
    }

    @Test
    void objectsOfAClassWithOtherMembersAreTold() throws CellFailure {
        evaluateInSilence("import java.util.*;", "class Net { int layers = 2; }", "Net net = new Net();",
                "List<Net> nets = new ArrayList<>();", "nets.add(net);", "Object any = net;");
        assertEquals("net was reset to null: its value is of the earlier Net, not of the one declared now\n"
                + "nets may hold objects of the earlier Net, which are not of the one declared now",
                told("class Net { int layers = 2; int units; }"));
        evaluateInSilence("class Net { int layers; }\nNet net = new Net();\nList<Net> nets = new ArrayList<>();");
    }

    @Test
    void importThatChangesATypeIsTold() throws CellFailure {
        evaluateInSilence("import java.util.*;", "Date day = new Date(0);");
        assertEquals("day was reset to null: its value is of the earlier Date, not of the one declared now",
                told("import java.sql.Date;"));
    }

    @Test
    void valueStaysThoughItsWrapperIsReplaced() throws CellFailure {
        evaluateInSilence("import java.util.*;", "class Net { int layers = 2; }",
                "int sum = List.of(new Net()).stream().mapToInt((Net net) -> net.layers).sum();",
                "List<Integer> all = List.of(new Net()).stream().map((Net net) -> net.layers).toList();",
                "class Net { int layers = 2; int units; }", "// all\nimport java.text.*;");
        assertEquals("2 [2]", value("sum + \" \" + all"));
    }

    @Test
    void failedNewDeclarationIsTold() throws CellFailure {
        evaluateInSilence("int kept = 3;");
        PrintStream terminal = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertThrows(CellFailure.class, () -> evaluator.evaluate("int kept = missing();", 1));
        } finally {
            System.setErr(terminal);
        }
        assertEquals("kept is not declared any more, since its new declaration failed",
                told.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void completionDeclaresAndBreaksNothing() throws CellFailure {
        evaluateInSilence("import java.util.List;", "int k = 3;", "int derived = k + 1;", "double k = 4;");
        assertEquals("Caller can't be used before these are declared: method late()",
                told("class Caller { int call() { return late(); } }"));
        String cell = "// a\nimport java.awt.*;\nimport java.awt.List;\nint late() { return 1; }\nderived.";
        for (int i = 0; i < 2; i++) {
            assistant.complete(cell, cell.length());
            assistant.document(cell, cell.length() - 1);
            assertEquals(4, value("derived"));
            assertEquals(Optional.of(List.of()), evaluator.evaluate("List.of()", 1));
        }
        assertThrows(CellFailure.class, () -> evaluator.evaluate("late()", 1));
    }

    @Test
    void codeReplacedInPlaceCanStillBeStopped() throws Exception {
        evaluateInSilence("void run() { }", "class Loop { static void go() { } }", "void run() { Loop.go(); }",
                "class Loop { static void go() { System.setProperty(\"dkae.loop\", \"on\"); while (true) { } } }");
        Thread stop = new Thread(() -> {
            while (System.getProperty("dkae.loop") == null) {
                Thread.onSpinWait();
            }
            evaluator.interrupt();
        });
        stop.setDaemon(true);
        stop.start();
        CellFailure failure = assertThrows(CellFailure.class, () -> evaluator.evaluate("run()", 1));
        assertEquals("Interrupted", failure.name());
    }
}
