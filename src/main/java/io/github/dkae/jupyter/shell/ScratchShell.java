package io.github.dkae.jupyter.shell;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;

/**
 * Knows what a shell's snippets declare, but runs nothing. A declaration makes JShell compile anew what depends on it,
 * which may not compile any more; when one is only tried, as for a completion, that must not happen to the notebook.
 */
final class ScratchShell implements AutoCloseable {
    private final JShell original;
    private final JShell shell;
    private final Set<Snippet> copied = new HashSet<>();

    /** @param settings class path and compiler options of {@code original} */
    ScratchShell(JShell original, KernelSettings settings) {
        this.original = original;
        ExecutionControl idle = (ExecutionControl) Proxy.newProxyInstance(ScratchShell.class.getClassLoader(),
                new Class<?>[] {ExecutionControl.class},
                (proxy, method, arguments) -> method.getReturnType() == String.class ? "" : null);
        shell = settings.shell(idle);
    }

    /** Does some work as if these imports and methods had been evaluated. */
    <T> T declaring(List<String> declarations, Function<SourceCodeAnalysis, T> work) {
        original.snippets().filter(snippet -> original.status(snippet).isActive())
                .filter(snippet -> snippet instanceof DeclarationSnippet || snippet instanceof ImportSnippet)
                .filter(copied::add).forEach(snippet -> shell.eval(snippet.source()));
        List<Snippet> added = new ArrayList<>();
        List<Snippet> hidden = new ArrayList<>();
        for (String declaration : declarations) {
            if (shell.sourceCodeAnalysis().sourceToSnippets(declaration).stream().noneMatch(this::isDeclared)) {
                for (SnippetEvent event : shell.eval(declaration)) {
                    if (event.status() == Snippet.Status.OVERWRITTEN) {
                        hidden.add(event.snippet());
                    } else if (event.causeSnippet() == null && event.status().isActive()) {
                        added.add(event.snippet());
                    }
                }
            }
        }
        try {
            return work.apply(shell.sourceCodeAnalysis());
        } finally {
            added.stream().filter(snippet -> shell.status(snippet).isActive()).forEach(shell::drop);
            hidden.forEach(snippet -> shell.eval(snippet.source()));
        }
    }

    private boolean isDeclared(Snippet snippet) {
        if (snippet instanceof ImportSnippet wanted) {
            return shell.imports().anyMatch(known -> known.isStatic() == wanted.isStatic()
                    && known.fullname().equals(wanted.fullname()));
        }
        return snippet instanceof MethodSnippet wanted
                && shell.methods().anyMatch(known -> known.name().equals(wanted.name()));
    }

    @Override
    public void close() {
        shell.close();
    }
}
