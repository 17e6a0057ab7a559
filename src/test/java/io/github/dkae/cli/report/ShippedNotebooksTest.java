package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.cli.KernelSpecifications;
import io.github.dkae.cli.results.ResultsFile;
import io.github.dkae.experiment.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook of the project, executed in real Jupyter at the smallest scale on the synthetic digits. */
class ShippedNotebooksTest {
    private static final Path FOLDER = Path.of("notebooks").toAbsolutePath();
    private static final Path REFERENCE = FOLDER.resolve("results").resolve("smoke.json");
    private static final double ROOT_TWO = Math.sqrt(2) + 1e-9;

    @TempDir
    private Path out;

    static List<Path> notebooks() throws IOException {
        return Notebooks.select(FOLDER, List.of());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void runsAndShowsWhatItsCommittedOutputsShow(Path notebook) throws Exception {
        Path results = Files.createDirectories(out.resolve("results"));
        NotebookRun run = new NotebookRunner(JupyterPython.find(), Path.of("environment", "notebooks.py").toAbsolutePath(),
                Map.of("DKAE_SCALE", "smoke", "DKAE_DATA", "digits", "DKAE_SEED", "1", "DKAE_PROGRESS", "off",
                        "DKAE_OUT", results.toString(), "DKAE_STAGES", out.resolve("stages").toString(),
                        "JUPYTER_PATH", KernelSpecifications.write(out).toString()),
                (task, done, total, detail) -> {}).run(notebook, out);
        assertTrue(run.failure().isEmpty(), () -> run.failure().orElseThrow().details());

        ExecutedNotebook now = ExecutedNotebook.read(out.resolve(notebook.getFileName()));
        List<Set<String>> executed = now.kinds();
        assertTrue(executed.stream().filter(kinds -> kinds.contains("image/png")).count() >= 3, executed.toString());
        assertTrue(executed.stream().noneMatch(kinds -> kinds.contains("stderr") || kinds.contains("error")),
                executed.toString());
        assertEquals(ExecutedNotebook.read(notebook).kinds(), executed, "the outputs committed in " + notebook
                + " are of other kinds than those it makes now; execute it anew");
        assertFalse(run.fragment().contains("<pre>io.github.dkae"), "something is shown by its class name");
        assertEquals(List.of(), now.changedCells(), "cells without the hash of what was executed");
        assertEquals(planned(notebook), trained(results), "trainings in the metadata of " + notebook);
        Results kept = Results.read(results.resolve("fragments"));
        check(kept.sections());
        ResultsFile figures = ResultsFile.read(Files.writeString(out.resolve("results.json"),
                kept.toJson(new JsonObject()).toString()));
        assertEquals(List.of(), FigureTags.problems(now, figures, ResultsFile.read(REFERENCE)), "figures differ from those"
                + " of " + REFERENCE + "; if they are meant to, renew it: environment/dkae report --scale smoke --data digits"
                + " --record notebooks/results/smoke.json");
    }

    /** The networks that a notebook's metadata foretell, as far as their stages are named. */
    private static Set<String> planned(Path notebook) throws IOException {
        return Notebooks.trainings(notebook).stream().flatMap(kinds -> Training.of(kinds, Scale.SMOKE, 1, 1).stream())
                .flatMap(training -> training.names().stream()).filter(name -> name.startsWith("network, "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The networks that it trained. */
    private Set<String> trained(Path results) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path folder : List.of(ResultsFolder.stages(results), out.resolve("stages/smoke-digits-seed-1"))) {
            for (Path file : Folders.entries(folder)) {
                StageTime.find(file).map(stage -> stage.name().replaceFirst(", seed 1$", "") + ", seed 1")
                        .ifPresent(names::add);
            }
        }
        names.removeIf(name -> !name.startsWith("network, "));
        return names;
    }

    private static void check(Map<String, JsonObject> sections) {
        assertFalse(sections.isEmpty(), "no results were kept");
        sections.forEach((name, section) -> {
            switch (name) {
                case "table1" -> List.of("prior", "sae", "dkae").forEach(key -> within(section, key, 0.3, ROOT_TWO));
                case "kpca" -> {
                    within(section, "dkaeInSample", 0, 1);
                    within(section, "dkaeOutOfSample", 0, 1);
                    JsonArray inSample = section.getAsJsonArray("inSample");
                    for (int i = 1; i < inSample.size(); i++) {
                        assertTrue(inSample.get(i).getAsDouble() <= inSample.get(i - 1).getAsDouble() + 1e-9,
                                "more components must approximate the training kernel better: " + inSample);
                    }
                }
                case "denoising", "denoisingAllClasses" -> {
                    within(section, "noisy", 0.0625 - 0.003, 0.0625 + 0.003);
                    within(section, "pca", 0.005, 0.05);
                    within(section, "kpca", 0.01, 0.12);
                    within(section, "dkaePca", 0.01, 0.12);
                }
                default -> { }
            }
        });
    }

    private static void within(JsonObject section, String key, double least, double most) {
        double value = section.get(key).getAsDouble();
        assertTrue(value >= least && value <= most, "%s must be in [%s, %s], but was %s".formatted(key, least, most, value));
    }
}
