package io.github.dkae.jupyter.shell;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/**
 * What a notebook's code starts with, in the variables that IJava reads.
 *
 * <table>
 * <caption>Environment variables</caption>
 * <tr><td>{@code IJAVA_CLASSPATH}</td><td>more class path entries, as a path list; {@code *} and {@code ?} match file
 * names</td></tr>
 * <tr><td>{@code IJAVA_COMPILER_OPTS}</td><td>options of javac, separated by blanks</td></tr>
 * <tr><td>{@code IJAVA_STARTUP_SCRIPTS_PATH}</td><td>files of code to evaluate first, as a path list with
 * {@code *} and {@code ?}</td></tr>
 * <tr><td>{@code IJAVA_STARTUP_SCRIPT}</td><td>code to evaluate first</td></tr>
 * </table>
 *
 * @param classPath       the kernel's own class path and what was added, without missing entries
 * @param compilerOptions options of javac
 * @param startup         code to evaluate before the first cell
 */
public record KernelSettings(List<String> classPath, List<String> compilerOptions, List<String> startup) {
    public KernelSettings {
        classPath = List.copyOf(classPath);
        compilerOptions = List.copyOf(compilerOptions);
        startup = List.copyOf(startup);
    }

    /**
     * Reads the settings.
     *
     * @param environment environment variables
     * @param ownClassPath the kernel's class path, as a path list
     * @throws UncheckedIOException when a startup script can't be read
     */
    public static KernelSettings from(Map<String, String> environment, String ownClassPath) {
        List<String> classPath = new ArrayList<>();
        for (String entry : ownClassPath.split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                classPath.add(entry);
            }
        }
        for (Path entry : paths(environment.get("IJAVA_CLASSPATH"))) {
            classPath.add(entry.toString());
        }
        String options = environment.getOrDefault("IJAVA_COMPILER_OPTS", "").strip();
        List<String> startup = new ArrayList<>();
        for (Path script : paths(environment.get("IJAVA_STARTUP_SCRIPTS_PATH"))) {
            startup.add(read(script));
        }
        String script = environment.getOrDefault("IJAVA_STARTUP_SCRIPT", "");
        if (!script.isBlank()) {
            startup.add(script);
        }
        return new KernelSettings(classPath, options.isEmpty() ? List.of() : List.of(options.split("\\s+")), startup);
    }

    /** A shell with these settings, whose code {@code control} runs. */
    JShell shell(ExecutionControl control) {
        ExecutionControlProvider engine = new ExecutionControlProvider() {
            @Override
            public String name() {
                return "notebook";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
            }
        };
        JShell shell = JShell.builder().executionEngine(engine, Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new)).build();
        classPath.forEach(shell::addToClasspath);
        return shell;
    }

    private static List<Path> paths(String list) {
        return list == null ? List.of() : PathsHandler.splitAndResolveGlobs(list);
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException("IJAVA_STARTUP_SCRIPTS_PATH names a file that can't be read: " + script, e);
        }
    }
}
