package io.github.dkae.jupyter.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Helps whoever types code: completion, documentation, and whether a cell is complete. */
public final class CodeAssistant {
    private static final String INDENT = "    ";
    private static final Pattern IMPORT = Pattern.compile(
            "(?m)^[ \\t]*import\\s+(?:static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;");
    /** How JShell tells of a variable: its name and its type. */
    private static final Pattern VARIABLE = Pattern.compile("(\\w+):(.+)");

    private final CellEvaluator evaluator;
    private final SourceCodeAnalysis analysis;
    private final SourceDocumentation sources;
    private final Function<Object, String> describe;

    /**
     * @param evaluator the code evaluated so far
     * @param sources   documentation that JShell doesn't find
     * @param describe  tells a variable's value in a few words
     */
    public CodeAssistant(CellEvaluator evaluator, SourceDocumentation sources, Function<Object, String> describe) {
        this.evaluator = evaluator;
        this.analysis = evaluator.analysis();
        this.sources = sources;
        this.describe = describe;
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
        String before = code.substring(0, cursor);
        Completions completions = completeBefore(analysis, before);
        if (completions.replacements.isEmpty()) {
            Body body = body(before);
            completions = evaluator.declaring(body.declarations, scratch -> completeBefore(scratch, body.code));
        }
        if (!completions.replacements.isEmpty()) {
            return completions;
        }
        int start = lastPiece(before);
        Completions inPiece = evaluator.declaring(imports(before),
                scratch -> completeBefore(scratch, before.substring(start)));
        return new Completions(start + inPiece.start, inPiece.replacements);
    }

    private static Completions completeBefore(SourceCodeAnalysis analysis, String code) {
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
        String before = code.substring(0, end);
        List<Documentation> found = analysis.documentation(before, end, true);
        if (found.isEmpty()) {
            Body body = body(before);
            found = evaluator.declaring(body.declarations,
                    scratch -> scratch.documentation(body.code, body.code.length(), true));
        }
        if (found.isEmpty()) {
            String piece = before.substring(lastPiece(code.substring(0, cursor)));
            found = evaluator.declaring(imports(before),
                    scratch -> scratch.documentation(piece, piece.length(), true));
        }
        List<String> imports = new ArrayList<>(evaluator.imports());
        Matcher imported = IMPORT.matcher(before);
        while (imported.find()) {
            imports.add(imported.group(1));
        }
        return found.stream().map(documentation -> text(documentation, imports)).distinct().toList();
    }

    private String text(Documentation documentation, List<String> imports) {
        Matcher variable = VARIABLE.matcher(documentation.signature());
        if (variable.matches()) {
            return variable(variable.group(1), withoutPackages(variable.group(2)));
        }
        String javadoc = documentation.javadoc() == null
                ? sources.find(documentation.signature(), imports) : documentation.javadoc().strip();
        return documentation.signature() + (javadoc.isEmpty() ? "" : "\n\n" + javadoc.indent(2).stripTrailing());
    }

    /** Type and name, and the value that cells gave the variable unless the code declares another of its name. */
    private String variable(String name, String type) {
        Optional<CellEvaluator.Variable> known = evaluator.variable(name)
                .filter(variable -> withoutPackages(variable.type()).equals(type));
        return type + " " + name
                + known.map(variable -> "\n\n" + describe.apply(variable.value()).indent(2).stripTrailing()).orElse("");
    }

    private static String withoutPackages(String type) {
        return type.replaceAll("\\b[a-z_][\\w]*\\.", "");
    }

    /** The whole import declarations of code. */
    private static List<String> imports(String code) {
        return IMPORT.matcher(code).results().map(found -> found.group().strip()).toList();
    }

    /**
     * Code in the way in which JShell reads what comes before the cursor.
     *
     * @param code         the code as a method's body, of the same length: what can't be in one is blanked
     * @param declarations what was blanked, imports and methods
     */
    private record Body(String code, List<String> declarations) {}

    private Body body(String code) {
        StringBuilder body = new StringBuilder(code);
        List<String> declarations = new ArrayList<>();
        String rest = code;
        CompletionInfo info = analysis.analyzeCompletion(rest);
        while (info.completeness().isComplete() && !info.remaining().isBlank()) {
            int start = code.length() - rest.length();
            int end = code.length() - info.remaining().length();
            if (analysis.sourceToSnippets(info.source()).stream().map(Snippet::kind)
                    .anyMatch(kind -> kind == Snippet.Kind.IMPORT || kind == Snippet.Kind.METHOD)) {
                declarations.add(info.source().strip());
                body.replace(start, end, " ".repeat(end - start));
            }
            rest = info.remaining();
            info = analysis.analyzeCompletion(rest);
        }
        return new Body(body.toString(), declarations);
    }

    /** Where the last piece of {@code code} starts. */
    private int lastPiece(String code) {
        String rest = code;
        CompletionInfo info = analysis.analyzeCompletion(rest);
        while (info.completeness().isComplete() && !info.remaining().isBlank()) {
            rest = info.remaining();
            info = analysis.analyzeCompletion(rest);
        }
        return code.length() - rest.length();
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
