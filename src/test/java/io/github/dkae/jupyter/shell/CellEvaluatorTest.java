package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CellEvaluatorTest {
    static CellEvaluator evaluator;

    @BeforeAll
    static void start() {
        evaluator = new CellEvaluator(new KernelSettings(
                List.of(System.getProperty("java.class.path").split(File.pathSeparator)), List.of(), List.of()),
                new Object());
    }

    @AfterAll
    static void close() {
        evaluator.close();
    }

    private static CellFailure failure(String code) {
        return assertThrows(CellFailure.class, () -> evaluator.evaluate(code, 7));
    }

    private static String report(CellFailure failure) {
        return String.join("\n", failure.report()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void resultIsTheVeryObject() throws CellFailure {
        assertSame(Locale.ROOT, evaluator.evaluate("java.util.Locale.ROOT", 1).orElseThrow());
    }

    @Test
    void nullAndVoidGiveNoResult() throws CellFailure {
        assertEquals(Optional.empty(), evaluator.evaluate("(Object) null", 1));
        assertEquals(Optional.empty(), evaluator.evaluate("System.gc()", 1));
        assertEquals(Optional.empty(), evaluator.evaluate("1 + 1;\nint x = 3;", 1));
    }

    @Test
    void failingPieceKeepsWhatCameBefore() throws CellFailure {
        failure("int kept = 5;\nthrow new RuntimeException();\nint lost = 6;");
        assertEquals(5, evaluator.evaluate("kept", 2).orElseThrow());
        assertEquals("CompilationException", failure("lost").name());
    }

    @Test
    void lineIsThatOfTheCellWhateverComesBefore() {
        CellFailure failure = failure("""

                // a comment

                /** Documented. */
                class Thrower {
                    // another
                    static void go() {
                        throw new UnsupportedOperationException("here");
                    }
                }


                Thrower.go();
                """);
        String report = report(failure);
        assertTrue(report.contains("at Thrower.go, Cell 7, line 8\n       8 | throw new"), report);
        assertTrue(report.endsWith("at Cell 7, line 13"), report);
    }

    @Test
    void framesOfLibrariesAreCutShort() {
        String report = report(failure("java.util.List.of(1).stream().map(x -> x / 0).toList()"));
        assertTrue(report.startsWith("java.lang.ArithmeticException: / by zero\n    at lambda, Cell 7, line 1\n"),
                report);
        assertTrue(report.matches("(?s).* … \\d+ more\n    at Cell 7, line 1"), report);
    }

    @Test
    void codeThatEndsTooEarlyIsToldByItsFirstLine() {
        CellFailure failure = failure("int a = 1;\n\nvoid open() {\n");
        assertEquals("IncompleteSourceException", failure.name());
        assertEquals("The code that starts on line 3 is not complete", failure.getMessage());
    }

    @Test
    void missingNameIsToldWithItsPlace() {
        String report = report(failure("\tnoSuchMethod(1);"));
        assertTrue(report.startsWith("Cell 7, line 1\n    noSuchMethod(1);\n    ^^^^^^^^^^^^\n"), report);
    }

    @Test
    void lineOfAnImportIsThatOfTheCell() {
        String report = report(failure("// a chart\n/* of\n lines */\n\nimport java.utl.*;"));
        assertTrue(report.startsWith("Cell 7, line 5\n    import java.utl.*;\n    ^"), report);
    }

    @Test
    void missingSuperclassIsTold() {
        assertTrue(report(failure("class Sub extends Missing {}")).contains("cannot find class Missing"));
    }

    @Test
    void declarationMayUseWhatComesLaterInTheCell() throws CellFailure {
        String code = "int early() { return late() + 1; }\nint late() { return 2; }\nearly()";
        assertEquals(Optional.of(3), evaluator.evaluate(code, 1));
    }

    @Test
    void threadStaysTheSame() throws CellFailure {
        Object thread = evaluator.evaluate("Thread.currentThread()", 1).orElseThrow();
        assertSame(thread, evaluator.evaluate("Thread.currentThread()", 2).orElseThrow());
    }

    @Test
    void interruptOutsideACellDoesNotReachTheNext() throws CellFailure {
        evaluator.interrupt();
        assertEquals(Optional.of(2), evaluator.evaluate("Thread.sleep(1);\n1 + 1", 1));
    }
}
