package io.github.dkae.jupyter.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/** Tells which variables of earlier cells a cell has cost their value or their use, and why. */
final class VariableLosses {
    private final JShell shell;
    private final StoppableExecutionControl control;
    private Map<String, VarSnippet> before = Map.of();

    VariableLosses(JShell shell, StoppableExecutionControl control) {
        this.shell = shell;
        this.control = control;
    }

    void beginCell() {
        before = variables(Status.VALID);
        control.forgetLosses();
    }

    /** A sentence for each loss since the cell began that it did not make good itself. */
    List<String> endCell() {
        Map<String, VarSnippet> usable = variables(Status.VALID);
        Map<String, VarSnippet> unusable = variables(Status.RECOVERABLE_NOT_DEFINED);
        List<String> losses = new ArrayList<>();
        before.forEach((name, snippet) -> {
            if (usable.get(name) == snippet) {
                addEarlier(losses, snippet);
            } else if (unusable.containsKey(name)) {
                losses.add(name + " can't be used any more: " + reason(unusable.get(name)));
            } else if (!usable.containsKey(name)) {
                losses.add(name + " is not declared any more, since its new declaration failed");
            }
        });
        return losses;
    }

    private void addEarlier(List<String> losses, VarSnippet variable) {
        String earlier = control.replacedTypes().stream().sorted()
                .filter(type -> Pattern.compile("\\b" + Pattern.quote(type) + "\\b").matcher(variable.typeName()).find())
                .collect(Collectors.joining(", "));
        boolean lost = control.lostValues().contains(variable.name());
        if (!lost && earlier.isEmpty()) {
            return;
        }
        boolean isNull = control.takeResult(shell.varValue(variable)) == null;
        if (lost && isNull) {
            losses.add(variable.name() + " was reset to null: its value is of the earlier "
                    + (earlier.isEmpty() ? variable.typeName() : earlier) + ", not of the one declared now");
        } else if (!isNull && !lost) {
            losses.add(variable.name() + " may hold objects of the earlier " + earlier
                    + ", which are not of the one declared now");
        }
    }

    private String reason(VarSnippet variable) {
        return Stream.concat(
                        shell.diagnostics(variable).filter(Diag::isError)
                                .map(error -> error.getMessage(Locale.ROOT).lines().findFirst().orElse("")),
                        shell.unresolvedDependencies(variable).map(missing -> "cannot find " + missing))
                .distinct().collect(Collectors.joining("; "));
    }

    /** Declared variables by name; what expressions are named, as $1, refers to no declaration that may change. */
    private Map<String, VarSnippet> variables(Status status) {
        Map<String, VarSnippet> variables = new LinkedHashMap<>();
        shell.variables().filter(variable -> variable.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .filter(variable -> shell.status(variable) == status)
                .forEach(variable -> variables.put(variable.name(), variable));
        return variables;
    }
}
