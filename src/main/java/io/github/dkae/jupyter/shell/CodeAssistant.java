package io.github.dkae.jupyter.shell;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Helps whoever types code: completion, documentation, and whether a cell is complete. */
public final class CodeAssistant {
    private static final String INDENT = "    ";

    private final SourceCodeAnalysis analysis;
    private final SourceDocumentation sources;

    /**
     * @param analysis JShell's knowledge of the code evaluated so far
     * @param sources  documentation that JShell doesn't find
     */
    public CodeAssistant(SourceCodeAnalysis analysis, SourceDocumentation sources) {
        this.analysis = analysis;
        this.sources = sources;
    }

    /**
     * What may stand at a place of the code.
     *
     * @param start        where the text to replace starts, in UTF-16 units
     * @param replacements texts to put there, those of a fitting type first
     */
    public record Completions(int start, List<String> replacements) {}

    /** Whether code can be evaluated as it is. */
    public enum Completeness { COMPLETE, INCOMPLETE, INVALID }

    /** Completions of {@code code} at {@code cursor}, in UTF-16 units. */
    public Completions complete(String code, int cursor) {
        Completions completions = completeBefore(code.substring(0, cursor));
        if (!completions.replacements.isEmpty()) {
            return completions;
        }
        // JShell reads what comes before as one method body, which some declarations can't be in: try the last alone.
        int start = lastPiece(code, cursor);
        Completions inPiece = completeBefore(code.substring(start, cursor));
        return new Completions(start + inPiece.start, inPiece.replacements);
    }

    private Completions completeBefore(String code) {
        int[] anchor = {code.length()};
        List<Suggestion> suggestions = analysis.completionSuggestions(code, code.length(), anchor);
        List<String> replacements = suggestions.stream()
                .filter(suggestion -> !suggestion.continuation().startsWith("$"))
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new Completions(anchor[0], replacements);
    }

    /** Signatures and documentation of what is at {@code cursor}, in UTF-16 units; empty when nothing is known. */
    public List<String> document(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        // JShell documents the call whose arguments the cursor is in; on a method's name, that is just behind "(".
        boolean onName = end > cursor || cursor > 0 && Character.isJavaIdentifierPart(code.charAt(cursor - 1));
        if (onName && end < code.length() && code.charAt(end) == '(') {
            end++;
        }
        List<Documentation> found = analysis.documentation(code, end, true);
        if (found.isEmpty()) {
            int start = lastPiece(code, cursor);
            found = analysis.documentation(code.substring(start), end - start, true);
        }
        return found.stream().map(this::text).distinct().toList();
    }

    private String text(Documentation documentation) {
        String javadoc = documentation.javadoc() == null
                ? sources.find(documentation.signature()) : documentation.javadoc().strip();
        return documentation.signature() + (javadoc.isEmpty() ? "" : "\n\n" + javadoc.indent(2).stripTrailing());
    }

    /** Where the last piece before {@code cursor} starts. */
    private int lastPiece(String code, int cursor) {
        String rest = code.substring(0, cursor);
        CompletionInfo info = analysis.analyzeCompletion(rest);
        while (info.completeness().isComplete() && !info.remaining().isBlank()) {
            rest = info.remaining();
            info = analysis.analyzeCompletion(rest);
        }
        return cursor - rest.length();
    }

    /** Whether {@code code} can be evaluated, is to go on or has an error. */
    public Completeness completeness(String code) {
        String rest = code;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY:
                    return Completeness.COMPLETE;
                case UNKNOWN:
                    return Completeness.INVALID;
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE:
                    return Completeness.INCOMPLETE;
                default:
                    rest = info.remaining();
            }
        }
    }

    /** The blanks that the line after incomplete {@code code} starts with. */
    public String indentAfter(String code) {
        String last = code.substring(code.lastIndexOf('\n') + 1);
        String indent = last.substring(0, last.length() - last.stripLeading().length());
        return last.stripTrailing().matches(".*[{(\\[]") ? indent + INDENT : indent;
    }
}
