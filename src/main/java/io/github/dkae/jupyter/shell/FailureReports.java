package io.github.dkae.jupyter.shell;

import io.github.dkae.jupyter.shell.CellSources.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/** Tells failures of cells: what went wrong, where in which cell, and the causes. */
final class FailureReports {
    private static final String RED = "\u001b[1;31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final Set<String> INTERRUPTIONS = Set.of("java.lang.InterruptedException", "java.lang.ThreadDeath",
            "java.nio.channels.ClosedByInterruptException", "java.io.InterruptedIOException");
    private static final int MOST_ERRORS = 10;
    /** Frames of libraries that are told before the first and between the user's own. */
    private static final int LIBRARY_FRAMES = 3;

    private final CellSources sources;

    FailureReports(CellSources sources) {
        this.sources = sources;
    }

    CellFailure interrupted(int cell) {
        String message = "The cell was interrupted";
        return new CellFailure("Interrupted", message, List.of(RED + "Interrupted" + PLAIN + ": " + message
                + " (cell " + cell + ")"));
    }

    /** Whether an exception, or one that caused it, says no more than that its thread was interrupted or stopped. */
    static boolean tellsOfInterruption(JShellException thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof EvalException eval && INTERRUPTIONS.contains(eval.getExceptionClassName())) {
                return true;
            }
        }
        return false;
    }

    CellFailure incomplete(Piece rest) {
        String message = "The code that starts on line " + rest.first() + " is not complete";
        return new CellFailure("IncompleteSourceException", message, List.of(
                RED + "IncompleteSourceException" + PLAIN + ": " + message,
                "    " + rest.text(1)));
    }

    /** Code that the compiler refuses: each error with its line and a caret below. */
    CellFailure compilation(Piece piece, List<Diag> diagnostics, List<String> unresolved) {
        List<String> report = new ArrayList<>();
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        for (Diag error : errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) {
            report.addAll(compilerError(piece, error));
        }
        if (errors.size() > MOST_ERRORS) {
            report.add("and " + (errors.size() - MOST_ERRORS) + " more");
        }
        if (errors.isEmpty()) {
            report.add(BOLD + "Cell " + piece.cell() + ", line " + piece.first() + PLAIN);
            report.add("    " + piece.text(1));
            unresolved.forEach(missing -> report.add(RED + "cannot find " + missing + PLAIN));
        }
        String message = errors.isEmpty()
                ? "cannot find " + String.join(", ", unresolved)
                : message(errors.get(0)).get(0);
        return new CellFailure("CompilationException", message, report);
    }

    private static List<String> compilerError(Piece piece, Diag error) {
        String code = piece.code();
        int position = (int) Math.min(Math.max(0, error.getPosition()), code.length());
        int lineStart = code.lastIndexOf('\n', position - 1) + 1;
        int lineEnd = code.indexOf('\n', position) < 0 ? code.length() : code.indexOf('\n', position);
        int line = (int) code.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        int end = (int) Math.min(lineEnd, Math.max(position + 1, error.getEndPosition()));
        // Tabs stay tabs, so that the caret stands below its character.
        String indent = code.substring(lineStart, position).replaceAll("[^\t]", " ");
        List<String> report = new ArrayList<>();
        report.add(BOLD + "Cell " + piece.cell() + ", line " + piece.cellLine(line) + PLAIN);
        report.add("    " + code.substring(lineStart, lineEnd));
        report.add("    " + indent + RED + "^".repeat(Math.max(1, end - position)) + PLAIN);
        message(error).forEach(text -> report.add(RED + text + PLAIN));
        return report;
    }

    private static List<String> message(Diag error) {
        // The place that the compiler names is the class around the snippet, which has no name.
        return error.getMessage(Locale.ROOT).lines()
                .filter(line -> !line.strip().equals("location: class"))
                .collect(Collectors.toList());
    }

    /** An exception that the user's code threw, with its causes. */
    CellFailure exception(JShellException thrown, int cell) {
        List<String> report = new ArrayList<>();
        StackTraceElement[] enclosing = {};
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            String caption = e == thrown ? "" : "Caused by: ";
            String message = message(e);
            report.add(caption + RED + className(e) + PLAIN + (message.isEmpty() ? "" : ": " + message));
            addFrames(report, e.getStackTrace(), enclosing, cell);
            enclosing = e.getStackTrace();
        }
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            MemoryAdvice.on(className(e), message(e)).stream().filter(line -> !report.contains(line))
                    .forEach(report::add);
        }
        String name = className(thrown);
        return new CellFailure(name.substring(name.lastIndexOf('.') + 1), message(thrown), report);
    }

    /** What earlier cells hold left JShell no memory for this one. */
    CellFailure lackOfMemory(OutOfMemoryError e) {
        String name = e.getClass().getSimpleName();
        List<String> report = new ArrayList<>();
        report.add(RED + name + PLAIN + ": " + message(e));
        report.addAll(MemoryAdvice.on(e.getClass().getName(), message(e)));
        return new CellFailure(name, message(e), report);
    }

    private static String className(Throwable e) {
        return e instanceof EvalException eval ? eval.getExceptionClassName().replace('$', '.')
                : e.getClass().getSimpleName();
    }

    private static String message(Throwable e) {
        if (e instanceof UnresolvedReferenceException) {
            return "The code that was called uses something that is not declared yet";
        }
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private void addFrames(List<String> report, StackTraceElement[] frames, StackTraceElement[] enclosing, int cell) {
        int common = 0;
        while (common < Math.min(frames.length, enclosing.length)
                && frames[frames.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
            common++;
        }
        // The frame where the two part is the user's way to see which call failed: tell it again.
        int told = Math.min(frames.length, frames.length - common + 1);
        boolean sourceShown = false;
        int library = 0;
        for (StackTraceElement frame : List.of(frames).subList(0, told)) {
            Piece piece = piece(frame);
            if (piece == null) {
                library++;
                if (library <= LIBRARY_FRAMES) {
                    report.add("    at " + frame);
                }
                continue;
            }
            addOmitted(report, library);
            library = 0;
            int line = piece.cellLine(frame.getLineNumber());
            report.add("    at " + BOLD + place(frame) + "Cell " + piece.cell() + ", line " + line + PLAIN);
            if (piece.cell() == cell && !sourceShown) {
                sourceShown = true;
                report.add("       " + line + " | " + piece.text(frame.getLineNumber()).strip());
            }
        }
        addOmitted(report, library);
    }

    private static void addOmitted(List<String> report, int library) {
        if (library > LIBRARY_FRAMES) {
            report.add("    … " + (library - LIBRARY_FRAMES) + " more");
        }
    }

    /** The piece of a cell that a frame is in; JShell gives "#" and the snippet's identifier as file name. */
    private Piece piece(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? sources.piece(file.substring(1)) : null;
    }

    private static String place(StackTraceElement frame) {
        String method = frame.getMethodName();
        if (method.isEmpty()) {
            return "";
        }
        String type = frame.getClassName();
        return method.startsWith("lambda$") ? "lambda, " : (type.isEmpty() ? "" : type + ".") + method + ", ";
    }
}
