package io.github.dkae.jupyter;

import io.github.dkae.jupyter.channel.Connection;
import io.github.dkae.jupyter.render.Renderers;
import io.github.dkae.jupyter.render.ValueText;
import io.github.dkae.jupyter.shell.CellEvaluator;
import io.github.dkae.jupyter.shell.CellFailure;
import io.github.dkae.jupyter.shell.CodeAssistant;
import io.github.dkae.jupyter.shell.KernelSettings;
import io.github.dkae.jupyter.shell.SourceDocumentation;
import io.github.dkae.jupyter.shell.SourceJars;
import io.github.dkae.support.ProgressPlace;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * A Jupyter kernel for Java: JShell in this JVM, with renderers for charts, tables, arrays and images.
 *
 * <p>Clients start it as {@code java … io.github.dkae.jupyter.NotebookKernel CONNECTION_FILE}, as
 * {@code environment/kernel.json} says. It ends when asked to, or when the process that started it is gone. The
 * environment variable {@code DKAE_SOURCES}, a path list, names more folders and jars of sources whose comments are
 * shown as documentation; {@link KernelSettings} tells of others.
 */
public final class NotebookKernel {
    /** What every notebook has imported, as IJava's have. */
    private static final String IMPORTS = """
            import java.io.*;
            import java.math.*;
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import java.util.prefs.*;
            import java.util.regex.*;
            import java.util.stream.*;
            import static io.github.dkae.jupyter.Notebook.display;
            """;
    private static final long EXIT_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private NotebookKernel() {}

    /** @param arguments the connection file that the client wrote */
    public static void main(String[] arguments) {
        PrintStream terminal = System.err;
        if (arguments.length != 1) {
            terminal.println("usage: NotebookKernel CONNECTION_FILE; Jupyter starts it, see environment/kernel.json");
            System.exit(2);
        }
        try {
            endWithParent(System.getenv("JPY_PARENT_PID"));
            serve(Path.of(arguments[0]));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            terminal.println("The notebook kernel can't serve " + arguments[0] + ": " + e);
            System.exit(1);
        }
    }

    private static void serve(Path connectionFile) throws IOException, GeneralSecurityException {
        Connection connection = new Connection(KernelConnectionProperties.parse(Files.readString(connectionFile)));
        FutureTask<CellEvaluator> evaluator = new FutureTask<>(() -> {
            KernelSettings settings = KernelSettings.from(System.getenv(), System.getProperty("java.class.path"));
            return started(settings, connection.publisher());
        });
        Thread starter = new Thread(evaluator, "JShell start");
        starter.setDaemon(true);
        starter.start();

        CellRequests cells = new CellRequests(() -> get(evaluator), Renderers.standard(), connection.publisher(),
                connection.input());
        Notebook.connect(cells::display);
        ProgressPlace.use(cells::progress);
        System.setOut(connection.publisher().printStream(StreamType.OUT));
        System.setErr(connection.publisher().printStream(StreamType.ERR));
        System.setIn(new NotebookInput(cells::readLine));
        SourceDocumentation sources = new SourceDocumentation(NotebookKernel::sources);
        KernelRequests requests = new KernelRequests(cells, connection.publisher(),
                () -> new CodeAssistant(get(evaluator), sources, ValueText::of),
                () -> exit(connection));
        connection.serve(requests.handlers());
    }

    /** This project's own sources, when it runs from its checkout, what the user names, and those of libraries. */
    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        Path classes = Path.of(URI.create(
                NotebookKernel.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (classes.endsWith("target/classes")) {
            sources.add(classes.resolveSibling("../src/main/java").normalize());
        }
        String named = System.getenv("DKAE_SOURCES");
        if (named != null) {
            sources.addAll(PathsHandler.splitAndResolveGlobs(named));
        }
        sources.addAll(SourceJars.of(System.getProperty("java.class.path"),
                Path.of(System.getProperty("user.home"), ".m2", "repository")));
        return sources;
    }

    /** Starts JShell, while clients connect. */
    private static CellEvaluator started(KernelSettings settings, Object outputLock) throws CellFailure {
        CellEvaluator evaluator = new CellEvaluator(settings, outputLock);
        evaluator.evaluate(IMPORTS, 0);
        for (String code : settings.startup()) {
            evaluator.evaluate(code, 0);
        }
        // Runs the code that runs snippets once, so that the first cell needn't load it.
        evaluator.evaluate("{}", 0);
        return evaluator;
    }

    private static CellEvaluator get(FutureTask<CellEvaluator> evaluator) {
        try {
            return evaluator.get();
        } catch (ExecutionException e) {
            String reason = e.getCause() instanceof CellFailure failure
                    ? String.join("\n", failure.report()) : e.getCause().toString();
            throw new IllegalStateException("The code that every notebook starts with failed: " + reason, e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while JShell starts", e);
        }
    }

    /** Ends this process once the one that wants the kernel is gone, however that ended. */
    private static void endWithParent(String parentId) {
        Optional<ProcessHandle> named = Optional.empty();
        // On Windows the variable holds a handle that only the parent can make sense of.
        if (parentId != null && parentId.matches("\\d+") && !System.getProperty("os.name").startsWith("Windows")) {
            named = ProcessHandle.of(Long.parseLong(parentId));
        }
        named.or(() -> ProcessHandle.current().parent())
                .ifPresent(parent -> parent.onExit().thenRun(() -> end(() -> {})));
    }

    private static void exit(Connection connection) {
        end(() -> {
            Thread closing = new Thread(() -> close(connection), "Kernel Close");
            closing.setDaemon(true);
            closing.start();
            // A cell that is still running keeps the connection open; it ends with the process.
            closing.join(EXIT_MILLIS);
        });
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something to do that may be interrupted. */
    @FunctionalInterface
    private interface LastWork {
        void run() throws InterruptedException;
    }

    /** Ends the process after {@code lastWork}, for certain: shutdown hooks that hang don't keep it alive. */
    private static void end(LastWork lastWork) {
        Thread end = new Thread(() -> {
            try {
                lastWork.run();
                Thread exit = new Thread(() -> System.exit(0), "Kernel Exit");
                exit.setDaemon(true);
                exit.start();
                exit.join(EXIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Runtime.getRuntime().halt(0);
            }
        }, "Kernel End");
        end.start();
    }
}
