package io.github.dkae.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.dkae.cli.Nd4jInformation;
import io.github.dkae.cli.Project;
import io.github.dkae.data.TableOptions;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a report.
 *
 * @param project     the checkout
 * @param settings    what to report on
 * @param notebooks   the notebooks to run, in order
 * @param engine      what runs them
 * @param environment this process's variables
 * @param out         where to say how it goes
 */
record Report(Project project, ReportSettings settings, List<Path> notebooks, Engine engine,
        Map<String, String> environment, PrintWriter out) {
    private static final String PDF = "report.pdf";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Runs notebooks: Jupyter, as a rule. */
    @FunctionalInterface
    interface Engine {
        /** Runs a notebook, which hears of {@code variables}, and leaves it executed in {@code folder}. */
        NotebookRun run(Path notebook, Path folder, Map<String, String> variables, Progress progress)
                throws IOException;
    }

    /** Jupyter with the project's kernel. */
    static Engine jupyter(Project project) {
        return (notebook, folder, variables, progress) -> new NotebookRunner(project.python(),
                project.environment().resolve("notebooks.py"), variables, progress).run(notebook, folder);
    }

    /**
     * Runs the notebooks that aren't kept from before, and writes the report.
     *
     * @return whether all notebooks succeeded; when one doesn't, the report that was there stays, and what there is of
     *         the new one is kept beside it
     */
    boolean write() throws IOException {
        Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long start = System.nanoTime();
        ReportFolder.check(settings.out(), places());
        String data = ReportData.choose(settings.data(), out);
        Nd4jInformation nd4j = Nd4jInformation.load();
        try (ReportFolder folder = ReportFolder.open(settings.out(), places())) {
            say(Text.format("%d notebook%s at %s scale, data %s, seed %d%s", notebooks.size(),
                    notebooks.size() == 1 ? "" : "s", settings.scale(), data, settings.seed(),
                    settings.seeds() == 1 ? "" : Text.format(" and the next %d", settings.seeds() - 1)));
            ResultsFolder results = new ResultsFolder(folder.part().resolve("results"));
            List<NotebookRun> runs = run(folder, results, ReportInputs.of(project, settings, data,
                    TableOptions.from(environment), nd4j), data, began);
            NotebookRun last = runs.get(runs.size() - 1);
            if (last.failure().isPresent()) {
                tell(last, last.failure().get(), folder.keepFailed());
                return false;
            }
            gather(folder.part(), results, nd4j, runs, start);
            print(folder);
            folder.publish();
        }
        say(Text.format("report: %s (%.0f s)", settings.out().resolve("index.html"), (System.nanoTime() - start) / 1e9));
        return true;
    }

    /** Runs notebooks, or takes what is kept of them, until one fails. */
    private List<NotebookRun> run(ReportFolder folder, ResultsFolder results, ReportInputs inputs, String data,
            Instant began) throws IOException {
        Map<String, String> variables = variables(data, folder.stages(), began);
        Path pages = Files.createDirectories(folder.part().resolve("notebooks"));
        NotebookCache cache = NotebookCache.open(folder.stages().resolve("notebooks"));
        Durations durations = Durations.read(folder.stages().resolve("durations.json"), settings, data);
        Map<Path, Optional<KeptNotebook>> known = new HashMap<>();
        for (Path notebook : notebooks) {
            known.put(notebook, settings.fresh() ? Optional.empty() : cache.find(inputs.key(notebook)));
        }
        List<Path> missing = notebooks.stream().filter(notebook -> known.get(notebook).isEmpty()).toList();
        Forecast forecast = Forecast.of(missing, settings, data, folder.stages(),
                settings.fresh() ? began : Instant.EPOCH, missing.isEmpty() ? 0 : Nd4jInformation.tryProduct(),
                Instant::now);
        List<NotebookRun> runs = new ArrayList<>();
        try (ReportProgress progress = new ReportProgress(out, onTerminal(), System::nanoTime,
                missing.stream().map(Notebooks::name).toList(), durations.orElse(forecast), spoken(folder.stages()))
                .ticking()) {
            for (Path notebook : notebooks) {
                KeptNotebook kept;
                if (known.get(notebook).isPresent()) {
                    kept = known.get(notebook).get();
                    progress.say(line(kept.run(), " when it ran; nothing has changed"));
                } else {
                    progress.begin();
                    kept = cache.run(inputs.key(notebook), (place, its) -> {
                        forecast.addResults(its);
                        return engine.run(notebook, place, with(variables, "DKAE_OUT", its), progress);
                    });
                    progress.end(line(kept.run(), kept.run().failure().isPresent() ? ", failed" : ""));
                }
                runs.add(kept.run());
                results.add(kept);
                forecast.addResults(kept.out());
                Files.writeString(pages.resolve(kept.run().name() + ".html"), ReportPage.notebook(kept.run()));
                if (Files.exists(kept.executed())) {
                    Files.copy(kept.executed(), pages.resolve(kept.executed().getFileName()));
                }
                if (kept.run().failure().isPresent()) {
                    return runs;
                }
                if (known.get(notebook).isEmpty()) {
                    durations.add(kept.run().name(), kept.run().seconds());
                }
            }
        }
        return runs;
    }

    private static String line(NotebookRun run, String remark) {
        return Text.format("  %-32s %7.1f s%s", run.name(), run.seconds(), remark);
    }

    private boolean onTerminal() {
        return !"off".equalsIgnoreCase(environment.get("DKAE_PROGRESS"));
    }

    /** What the notebooks hear. */
    private Map<String, String> variables(String data, Path stages, Instant began) {
        return Map.of(
                "DKAE_SCALE", settings.scale().toString(),
                "DKAE_DATA", data,
                "DKAE_SEED", Long.toString(settings.seed()),
                "DKAE_SEEDS", Integer.toString(settings.seeds()),
                "DKAE_STAGES", stages.toString(),
                "DKAE_FRESH", settings.fresh() ? began.toString() : "no",
                "DKAE_PROGRESS", spoken(stages).toString());
    }

    /** Where a notebook says how far it is; in the notebook itself it would differ from run to run. */
    private static Path spoken(Path stages) {
        return stages.resolve("progress.txt").toAbsolutePath();
    }

    private static Map<String, String> with(Map<String, String> variables, String name, Path value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value.toString());
        return more;
    }

    /** The files that every report has. */
    private List<String> places() {
        return Stream.concat(Stream.of("index.html", "results.json", PDF),
                notebooks.stream().map(Notebooks::name).flatMap(name ->
                        Stream.of("notebooks/" + name + ".html", "notebooks/" + name + ".ipynb"))).toList();
    }

    /** Prints the page as PDF where there is a browser; without one, the report is whole all the same. */
    private void print(ReportFolder folder) {
        Optional<Browser> browser = Browser.find(environment);
        if (browser.isEmpty()) {
            say("no report.pdf: " + Browser.missing(environment));
            return;
        }
        try {
            browser.get().print(folder.part().resolve("index.html"), folder.part().resolve(PDF),
                    folder.work("browser"));
        } catch (IOException e) {
            say("no report.pdf: " + e.getMessage());
        }
    }

    private void gather(Path folder, ResultsFolder merged, Nd4jInformation nd4j, List<NotebookRun> runs, long start)
            throws IOException {
        Results results = merged.results();
        JsonObject provenance = Provenance.of(project, settings, results.data(), nd4j, runs,
                (System.nanoTime() - start) / 1e9);
        Files.writeString(folder.resolve("results.json"), GSON.toJson(results.toJson(provenance)) + "\n");
        Files.writeString(folder.resolve("index.html"),
                ReportPage.index(provenance, results, runs, merged.makers()));
    }

    private void tell(NotebookRun run, NotebookRun.Failure failure, Path kept) {
        say(Text.format("%s failed at code cell %d after %.1f s:", run.name(), failure.cell(), run.seconds()));
        say(failure.details().isBlank() ? failure.name() + ": " + failure.message() : failure.details());
        say("what ran is in " + kept.resolve("notebooks").resolve(run.name() + ".html"));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
