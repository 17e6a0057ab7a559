package io.github.dkae.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.dkae.cli.Nd4jInformation;
import io.github.dkae.cli.Project;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes a report.
 *
 * @param project   the checkout
 * @param settings  what to report on
 * @param notebooks the notebooks to run, in order
 * @param out       where to say how it goes
 */
record Report(Project project, ReportSettings settings, List<Path> notebooks, PrintWriter out) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * Runs the notebooks and writes the report.
     *
     * @return whether all notebooks succeeded; when one doesn't, the report that was there stays, and what there is of
     *         the new one is kept beside it
     */
    boolean write() throws IOException {
        long start = System.nanoTime();
        try (ReportFolder folder = ReportFolder.open(settings.out())) {
            String data = ReportData.choose(settings.data(), out);
            say("%d notebook%s at %s scale, data %s, seed %d".formatted(notebooks.size(),
                    notebooks.size() == 1 ? "" : "s", settings.scale(), data, settings.seed()));
            List<NotebookRun> runs = run(folder.part(), data);
            NotebookRun last = runs.get(runs.size() - 1);
            if (last.failure().isPresent()) {
                tell(last, last.failure().get(), folder.keepFailed());
                return false;
            }
            gather(folder.part(), runs, start);
            folder.publish();
        }
        say("report: %s (%.0f s)".formatted(settings.out().resolve("index.html"), (System.nanoTime() - start) / 1e9));
        return true;
    }

    /** Runs notebooks until one fails. */
    private List<NotebookRun> run(Path folder, String data) throws IOException {
        Path pages = Files.createDirectories(folder.resolve("notebooks"));
        Path results = Files.createDirectories(folder.resolve("results"));
        boolean drawn = !"off".equalsIgnoreCase(System.getenv("DKAE_PROGRESS"));
        NotebookRunner runner = new NotebookRunner(project.python(), project.environment().resolve("notebooks.py"),
                variables(data, results), Progress.console());
        List<NotebookRun> runs = new ArrayList<>();
        for (Path notebook : notebooks) {
            NotebookRun run = runner.run(notebook, pages);
            runs.add(run);
            Files.writeString(pages.resolve(run.name() + ".html"), ReportPage.notebook(run));
            if (run.failure().isPresent()) {
                return runs;
            }
            if (!drawn) {
                say("  %-24s %6.1f s".formatted(run.name(), run.seconds()));
            }
        }
        return runs;
    }

    private Map<String, String> variables(String data, Path results) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DKAE_SCALE", settings.scale().toString());
        variables.put("DKAE_DATA", data);
        variables.put("DKAE_SEED", Long.toString(settings.seed()));
        variables.put("DKAE_OUT", results.toString());
        variables.put("DKAE_FRESH", settings.fresh() ? "yes" : "no");
        variables.put("DKAE_PROGRESS", "off");
        return variables;
    }

    private void gather(Path folder, List<NotebookRun> runs, long start) throws IOException {
        Path fragments = folder.resolve("results").resolve("fragments");
        Results results = Results.read(fragments);
        Nd4jInformation nd4j = Nd4jInformation.load();
        JsonObject provenance = Provenance.of(project, settings, results.data(), nd4j, runs,
                (System.nanoTime() - start) / 1e9);
        Files.writeString(folder.resolve("results.json"), GSON.toJson(results.toJson(provenance)) + "\n");
        Files.writeString(folder.resolve("index.html"), ReportPage.index(provenance, results, runs, files(folder)));
    }

    /** The tables and figures, relative to the report's folder. */
    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.toLowerCase(Locale.ROOT).matches(".*\\.(csv|png)")).sorted().toList();
        }
    }

    private void tell(NotebookRun run, NotebookRun.Failure failure, Path kept) {
        say("%s failed at code cell %d after %.1f s:".formatted(run.name(), failure.cell(), run.seconds()));
        say(failure.details().isBlank() ? failure.name() + ": " + failure.message() : failure.details());
        say("what ran is in " + kept.resolve("notebooks").resolve(run.name() + ".html"));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
