package io.github.dkae.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The checkout that the launcher runs from.
 *
 * @param root   its folder
 * @param python the Python that has Jupyter; empty when the launcher found none
 */
public record Project(Path root, String python) {
    /** As the launcher says in system properties; without it, the current folder. */
    public static Project current() {
        return new Project(Path.of(System.getProperty("dkae.root", "")).toAbsolutePath().normalize(),
                System.getProperty("dkae.python", ""));
    }

    /** The notebooks' folder. */
    public Path notebooks() {
        return root.resolve("notebooks");
    }

    /** The launcher's folder. */
    public Path environment() {
        return root.resolve("environment");
    }

    /** The folder of this project's kernels, for {@code JUPYTER_PATH}. */
    Path jupyterPath() {
        return root.resolve("target").resolve("environment").resolve("jupyter");
    }

    /** The Git commit, with "-dirty" after it when files differ from it; "unknown" outside a Git checkout. */
    public String commit() {
        // The checkout may belong to someone else, as in a container.
        return output(List.of("git", "-c", "safe.directory=*", "-C", root.toString(), "describe", "--always",
                "--abbrev=40", "--exclude=*", "--dirty"));
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 && !text.isEmpty() ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
