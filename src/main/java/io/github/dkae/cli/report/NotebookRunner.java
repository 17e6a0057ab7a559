package io.github.dkae.cli.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.github.dkae.support.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Runs notebooks through {@code environment/notebooks.py}, one at a time.
 *
 * @param python      a Python that has nbclient and nbconvert
 * @param script      the script
 * @param environment variables for the notebooks' kernels, on top of this process's own
 * @param progress    hears how many cells ran
 */
record NotebookRunner(String python, Path script, Map<String, String> environment, Progress progress) {
    private static final int LAST_LINES = 30;

    /**
     * Runs a notebook; leaves it executed, as {@code NAME.ipynb}, in {@code folder}.
     *
     * @throws CancellationException when this thread is interrupted
     */
    NotebookRun run(Path notebook, Path folder) throws IOException {
        String name = Notebooks.name(notebook);
        // Within the folder, so that a killed run leaves nothing elsewhere.
        Path work = Files.createTempDirectory(folder, ".run");
        try {
            Path fragment = work.resolve("fragment.html");
            Path log = work.resolve("kernel.log");
            Path errors = work.resolve("python.log");
            ProcessBuilder builder = new ProcessBuilder(python, script.toString(), notebook.toString(),
                    folder.resolve(name + ".ipynb").toString(), fragment.toString(), log.toString())
                    .directory(notebook.getParent().toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Events events = new Events(name, progress);
            int status = run(builder, events);
            double seconds = (System.nanoTime() - start) / 1e9;
            Optional<NotebookRun.Failure> failure = events.failure;
            if (status != 0 && failure.isEmpty()) {
                failure = Optional.of(new NotebookRun.Failure(events.cell, "Jupyter", "ended with status " + status,
                        lastLines(errors)));
            }
            events.end(failure.isEmpty());
            String html = Files.exists(fragment) ? Formulas.typeset(Files.readString(fragment)) : "";
            return new NotebookRun(name, seconds, html, failure);
        } finally {
            for (String file : List.of("fragment.html", "kernel.log", "python.log")) {
                Files.deleteIfExists(work.resolve(file));
            }
            Files.deleteIfExists(work);
        }
    }

    private static int run(ProcessBuilder builder, Events events) throws IOException {
        Process process = builder.start();
        // The script ends itself and its kernel when this process is gone; the hook makes Ctrl-C wait until it has.
        Thread hook = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(hook);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.hear(line);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the report was interrupted");
        } finally {
            end(process);
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, and the hook runs already.
        }
    }

    /** Ends the script and, should it not manage in time, its kernel. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> kernels = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        kernels.forEach(ProcessHandle::destroyForcibly);
    }

    private static String lastLines(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** What the script tells, one JSON object a line. */
    private static final class Events {
        private final String notebook;
        private final Progress progress;
        private int cell;
        private int cells = 1;
        private Optional<NotebookRun.Failure> failure = Optional.empty();

        Events(String notebook, Progress progress) {
            this.notebook = notebook;
            this.progress = progress;
            progress.report(notebook, 0, cells, "starting the kernel");
        }

        void hear(String line) {
            JsonObject event;
            try {
                event = JsonParser.parseString(line).getAsJsonObject();
            } catch (JsonSyntaxException | IllegalStateException e) {
                return;
            }
            cell = event.get("cell").getAsInt();
            cells = Math.max(1, event.get("cells").getAsInt());
            if (event.get("event").getAsString().equals("error")) {
                failure = Optional.of(new NotebookRun.Failure(cell, event.get("name").getAsString(),
                        event.get("message").getAsString(), event.get("traceback").getAsString()));
            } else {
                progress.report(notebook, Math.max(0, cell - 1), cells, "");
            }
        }

        void end(boolean succeeded) {
            if (succeeded) {
                progress.report(notebook, cells, cells, "");
            }
        }
    }
}
