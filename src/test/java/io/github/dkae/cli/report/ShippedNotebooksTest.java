package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.cli.KernelSpecifications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook of the project, executed in real Jupyter at the smallest scale on the synthetic digits. */
class ShippedNotebooksTest {
    private static final Path FOLDER = Path.of("notebooks").toAbsolutePath();
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
                        "DKAE_OUT", results.toString(), "JUPYTER_PATH", KernelSpecifications.write(out).toString()),
                (task, done, total, detail) -> {}).run(notebook, out);
        assertTrue(run.failure().isEmpty(), () -> run.failure().orElseThrow().details());

        List<Set<String>> executed = outputs(out.resolve(notebook.getFileName()));
        assertTrue(executed.stream().filter(kinds -> kinds.contains("image/png")).count() >= 3, executed.toString());
        assertTrue(executed.stream().noneMatch(kinds -> kinds.contains("stderr") || kinds.contains("error")),
                executed.toString());
        assertEquals(outputs(notebook), executed, "the outputs committed in " + notebook
                + " are of other kinds than those it makes now; execute it anew");
        assertFalse(run.fragment().contains("<pre>io.github.dkae"), "something is shown by its class name");
        check(Results.read(results.resolve("fragments")).sections());
    }

    /** The kinds of output of each code cell: MIME types and names of streams. */
    private static List<Set<String>> outputs(Path notebook) throws IOException {
        List<Set<String>> kinds = new ArrayList<>();
        for (JsonElement cell : JsonParser.parseString(Files.readString(notebook)).getAsJsonObject().getAsJsonArray("cells")) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
                Set<String> found = new TreeSet<>();
                for (JsonElement output : cell.getAsJsonObject().getAsJsonArray("outputs")) {
                    JsonObject o = output.getAsJsonObject();
                    if (o.has("data")) {
                        found.addAll(o.getAsJsonObject("data").keySet());
                    } else {
                        found.add(o.has("name") ? o.get("name").getAsString() : o.get("output_type").getAsString());
                    }
                }
                kinds.add(found);
            }
        }
        return kinds;
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
