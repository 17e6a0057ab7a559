package io.github.dkae.jupyter.shell;

import io.github.dkae.jupyter.shell.CellSources.Piece;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * Evaluates the code of cells with JShell, in this JVM.
 *
 * <p>A cell is evaluated piece by piece: declarations, statements and expressions as JShell splits them. What pieces
 * before a failing one declared stays. Not thread-safe, except for {@link #interrupt()}.
 */
public final class CellEvaluator implements AutoCloseable {
    private static final Pattern BEFORE_IMPORT =
            Pattern.compile("(?:\\s++|//.*\\R|/\\*(?s:.*?)\\*/)*+(?=import\\b)");

    private final StoppableExecutionControl control;
    private final CellSources sources = new CellSources();
    private final FailureReports failures = new FailureReports(sources);
    private final MemoryReserve reserve = new MemoryReserve();
    final JShell shell;
    private final ScratchShell scratch;
    private final VariableLosses losses;

    /**
     * @param settings   class path and compiler options
     * @param outputLock a lock that threads hold while they write output
     */
    public CellEvaluator(KernelSettings settings, Object outputLock) {
        control = new StoppableExecutionControl(outputLock, reserve::release);
        shell = settings.shell(control);
        scratch = new ScratchShell(shell, settings);
        losses = new VariableLosses(shell, control);
    }

    /** Completion and documentation for code that follows what was evaluated. */
    public SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    /** What is imported, such as {@code java.util.*}. */
    List<String> imports() {
        return shell.imports().map(ImportSnippet::fullname).toList();
    }

    /** The variable of this name that cells declared, with its value. */
    Optional<Variable> variable(String name) {
        return shell.variables().filter(variable -> variable.name().equals(name))
                .filter(variable -> shell.status(variable) == Snippet.Status.VALID).findFirst()
                .map(variable -> new Variable(variable.typeName(), control.takeResult(shell.varValue(variable))));
    }

    /**
     * A variable.
     *
     * @param type  as it was declared or inferred
     * @param value null when the variable is
     */
    record Variable(String type, Object value) {}

    /** Does some work as if these imports and methods had been evaluated; nothing comes of them. */
    <T> T declaring(List<String> declarations, Function<SourceCodeAnalysis, T> work) {
        return scratch.declaring(declarations, work);
    }

    /**
     * Evaluates a cell.
     *
     * @param code the cell's code
     * @param cell its execution count, by which failures name it
     * @return the value of the last piece if that is an expression and its value is not null
     * @throws CellFailure when code doesn't compile, throws or is interrupted
     */
    public Optional<Object> evaluate(String code, int cell) throws CellFailure {
        control.beginCell();
        losses.beginCell();
        reserve.hold();
        try {
            return pieces(code, cell);
        } catch (OutOfMemoryError e) {
            // JShell's own: what earlier cells hold left no room to compile this one.
            reserve.release();
            throw failures.lackOfMemory(e);
        } finally {
            losses.endCell().forEach(System.err::println);
        }
    }

    private Optional<Object> pieces(String code, int cell) throws CellFailure {
        Object result = null;
        Set<DeclarationSnippet> declared = new LinkedHashSet<>();
        int line = 1;
        String rest = code;
        CompletionInfo info = next(rest);
        while (info.completeness().isComplete()) {
            if (control.stopRequested()) {
                throw failures.interrupted(cell);
            }
            String source = info.source();
            // JShell loses count of the lines of a method when blank ones come first; a comment's lines before an import
            // would make it compile all that was declared anew.
            Matcher comments = BEFORE_IMPORT.matcher(source);
            int start = comments.lookingAt() ? comments.end() : source.length() - source.stripLeading().length();
            Piece piece = new Piece(cell, line + newLines(source.substring(0, start)), source.substring(start));
            result = evaluate(piece, declared);
            line += newLines(rest) - newLines(info.remaining());
            rest = info.remaining();
            info = next(rest);
        }
        if (info.completeness() != Completeness.EMPTY) {
            String open = rest.stripLeading();
            throw failures.incomplete(new Piece(cell, line + newLines(rest) - newLines(open), open));
        }
        warnOfUnresolved(declared);
        return Optional.ofNullable(result);
    }

    private CompletionInfo next(String code) {
        return shell.sourceCodeAnalysis().analyzeCompletion(code);
    }

    private Object evaluate(Piece piece, Set<DeclarationSnippet> declared) throws CellFailure {
        Object result = null;
        List<SnippetEvent> events = shell.eval(piece.code());
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                sources.add(event.snippet().id(), piece);
            }
        }
        for (SnippetEvent event : events) {
            Object value = event.value() == null ? null : control.takeResult(event.value());
            if (event.causeSnippet() == null) {
                result = givesResult(event.snippet()) ? value : null;
            }
        }
        for (SnippetEvent event : events) {
            check(event, piece);
            if (event.snippet() instanceof DeclarationSnippet declaration) {
                declared.add(declaration);
            }
        }
        return result;
    }

    private static boolean givesResult(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    private void check(SnippetEvent event, Piece piece) throws CellFailure {
        if (event.causeSnippet() != null) {
            return;
        }
        Snippet snippet = event.snippet();
        if (event.exception() != null) {
            throw control.stopRequested() && FailureReports.tellsOfInterruption(event.exception())
                    ? failures.interrupted(piece.cell())
                    : failures.exception(event.exception(), piece.cell());
        }
        if (!event.status().isDefined()) {
            throw failures.compilation(piece, shell.diagnostics(snippet).toList(), unresolved(snippet));
        }
        if (control.stoppedSnippet()) {
            throw failures.interrupted(piece.cell());
        }
    }

    private List<String> unresolved(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).toList() : List.of();
    }

    private void warnOfUnresolved(Set<DeclarationSnippet> declared) {
        for (DeclarationSnippet snippet : declared) {
            if (shell.status(snippet) == Snippet.Status.RECOVERABLE_DEFINED) {
                System.err.println(snippet.name() + " can't be used before these are declared: "
                        + String.join(", ", unresolved(snippet)));
            }
        }
    }

    /** Asks the running cell to stop; may be called from any thread. */
    public void interrupt() {
        control.stop();
    }

    private static int newLines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    @Override
    public void close() {
        scratch.close();
        shell.close();
    }
}
