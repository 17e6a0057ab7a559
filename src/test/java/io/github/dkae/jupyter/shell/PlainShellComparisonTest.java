package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.jupyter.shell.RandomSnippets.Piece;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.DirectExecutionControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of snippets, in the kernel and in plain {@code jshell}: after each, all variables have the same
 * values. The kernel may keep a value that plain {@code jshell} resets; what it resets itself or makes unusable, it
 * tells. More sequences and other ones by {@code -Ddkae.shell.sequences=20000 -Ddkae.shell.seed=2}.
 */
class PlainShellComparisonTest {
    private static final int SEQUENCES = Integer.getInteger("dkae.shell.sequences", 2000);
    private static final long SEED = Long.getLong("dkae.shell.seed", 1);

    private final JShell plain;
    private final CellEvaluator evaluator =
            new CellEvaluator(new KernelSettings(List.of(), List.of(), List.of()), new Object());
    private final CodeAssistant assistant =
            new CodeAssistant(evaluator, new SourceDocumentation(List::of), String::valueOf);
    private final PrintStream terminal = System.err;
    private int keptMore;

    PlainShellComparisonTest() throws Exception {
        plain = PlainShell.start();
    }

    @AfterEach
    void close() {
        System.setErr(terminal);
        plain.close();
        evaluator.close();
    }

    @Test
    void variablesAreThoseOfPlainShell() {
        for (int i = 0; i < SEQUENCES; i++) {
            compare(SEED * 1_000_003 + i);
            // New shells would cost most of the time.
            drop(plain);
            drop(evaluator.shell);
        }
        assertTrue(keptMore < SEQUENCES / 20, keptMore + " values kept that plain jshell resets");
    }

    private static void drop(JShell shell) {
        List<Snippet> snippets = new ArrayList<>(shell.snippets().toList());
        Collections.reverse(snippets);
        snippets.stream().filter(snippet -> shell.status(snippet).isActive()).forEach(shell::drop);
    }

    private void compare(long seed) {
        StringBuilder history = new StringBuilder("seed " + seed);
        Map<String, String> before = Map.of();
        for (Piece piece : new RandomSnippets(seed).sequence()) {
            history.append("\n").append(piece.typed() ? "TAB> " : "> ").append(piece.code());
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
            if (piece.typed()) {
                if (seed % 2 == 0) {
                    assistant.complete(piece.code(), piece.code().length());
                } else {
                    assistant.document(piece.code(), piece.code().length() - 1);
                }
                assertEquals("", told.toString(StandardCharsets.UTF_8), history::toString);
                assertEquals(before, ours(), history::toString);
                continue;
            }
            CompletableFuture<Map<String, String>> expected =
                    CompletableFuture.supplyAsync(() -> evaluated(piece.code()));
            try {
                evaluator.evaluate(piece.code(), 1);
            } catch (CellFailure | InternalError e) {
                history.append("   // ").append(e.getMessage());
            }
            Map<String, String> ours = ours();
            Set<String> lost = lost(before, ours, piece);
            told.toString(StandardCharsets.UTF_8).lines().forEach(line -> lost.remove(line.split(" ")[0]));
            assertEquals(Set.of(), lost, () -> "lost silently: " + history);
            Map<String, String> values = expected.join();
            if (keptMore(before, ours, values)) {
                keptMore++;
                return;
            }
            assertEquals(values, ours, () -> history + "\n" + told.toString(StandardCharsets.UTF_8));
            before = ours;
        }
    }

    private static Set<String> lost(Map<String, String> before, Map<String, String> after, Piece piece) {
        Set<String> lost = new TreeSet<>(before.keySet());
        lost.removeAll(piece.writes());
        lost.removeIf(name -> after.containsKey(name)
                && (!after.get(name).equals("null") || before.get(name).equals("null")));
        return lost;
    }

    /** Whether the only differences are values kept that plain jshell has reset, be it of a variable dropped before. */
    private static boolean keptMore(Map<String, String> before, Map<String, String> ours, Map<String, String> plain) {
        Map<String, String> differing = new TreeMap<>(ours);
        differing.entrySet().removeAll(plain.entrySet());
        return !differing.isEmpty() && ours.keySet().equals(plain.keySet()) && differing.keySet().stream().allMatch(
                name -> ours.get(name).equals(before.getOrDefault(name, ours.get(name)))
                        && List.of("null", "0", "0.0").contains(plain.get(name)));
    }

    private Map<String, String> ours() {
        Map<String, String> values = new TreeMap<>();
        evaluator.shell.variables().map(VarSnippet::name).filter(name -> !name.startsWith("$"))
                .forEach(name -> evaluator.variable(name)
                        .ifPresent(variable -> values.put(name, Text.of(variable.value()))));
        return values;
    }

    private Map<String, String> evaluated(String code) {
        try {
            CompletionInfo info = plain.sourceCodeAnalysis().analyzeCompletion(code);
            while (info.completeness().isComplete() && succeeds(info.source())) {
                info = plain.sourceCodeAnalysis().analyzeCompletion(info.remaining());
            }
        } catch (InternalError e) {
            // JDK 17's compiler fails on some code.
            assertTrue(e.getMessage().startsWith("Exception during analyze"), e::toString);
        }
        Map<String, String> values = new TreeMap<>();
        plain.variables().filter(variable -> plain.status(variable) == Snippet.Status.VALID && !variable.name().startsWith("$"))
                .forEach(variable -> values.put(variable.name(), Text.normal(plain.varValue(variable))));
        return values;
    }

    private boolean succeeds(String code) {
        return plain.eval(code.stripLeading()).stream().allMatch(event -> event.causeSnippet() != null
                || event.exception() == null && event.status().isDefined());
    }

    /** Values as JShell tells them. */
    private static final class Text extends DirectExecutionControl {
        static String of(Object value) {
            return normal(valueString(value));
        }

        /** Without the numbers that differ from run to run. */
        static String normal(String text) {
            return text.replaceAll("(REPL\\.)?\\$JShell\\$\\d+[A-Z]*\\$?", "").replaceAll("\\$+Lambda.*", "lambda")
                    .replaceAll("@[0-9a-f]+", "@");
        }
    }
}
