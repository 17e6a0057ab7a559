package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.InEveryLocale;
import io.github.dkae.cli.Project;
import io.github.dkae.cli.report.ReportSettings.Scale;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole reports on notebooks that are only pretended to run. */
@InEveryLocale
class ReportTest {
    private final StringWriter said = new StringWriter();
    private final List<String> ran = new ArrayList<>();
    private final Map<String, Map<String, String>> heard = new HashMap<>();

    @TempDir
    private Path root;
    private Path target;
    private String broken = "";
    private String interrupted = "";

    @BeforeEach
    void layOutAProject() throws IOException {
        target = root.resolve("out");
        write("environment/notebooks.py", "");
        write("target/classes/A.class", "code");
        write("target/lib/a-1.0.jar", "");
        notebook("00-a", "1 + 1");
        notebook("01-b", "2 + 2");
    }

    @Test
    void notebooksHearOfSeedsStagesAndTheBeginning() throws IOException {
        Instant before = Instant.now().minusMillis(1);
        assertTrue(report(3, true));
        Map<String, String> variables = heard.get("00-a");
        assertEquals("3", variables.get("DKAE_SEEDS"));
        assertEquals("7", variables.get("DKAE_SEED"));
        assertEquals(target.resolve("stages").toString(), variables.get("DKAE_STAGES"));
        Instant fresh = Instant.parse(variables.get("DKAE_FRESH"));
        assertTrue(!fresh.isBefore(before) && !fresh.isAfter(Instant.now()), fresh.toString());
        assertFalse(variables.get("DKAE_OUT").equals(heard.get("01-b").get("DKAE_OUT")));
        ran.clear();
        notebook("00-a", "1 + 2");
        assertTrue(report());
        assertEquals("no", heard.get("00-a").get("DKAE_FRESH"));
    }

    @Test
    void secondRunTakesEverythingFromTheFirst() throws IOException {
        assertTrue(report());
        assertEquals(List.of("00-a", "01-b"), ran);
        JsonObject first = figures();
        String page = Files.readString(target.resolve("notebooks/01-b.html"));
        assertTrue(report());
        assertEquals(List.of("00-a", "01-b"), ran);
        assertEquals(first, figures());
        assertEquals(page, Files.readString(target.resolve("notebooks/01-b.html")));
        assertTrue(Files.exists(target.resolve("notebooks/01-b.ipynb")));
        assertTrue(Files.exists(target.resolve("results/tables/01-b.csv")));
        assertTrue(said.toString().contains("nothing has changed"), said.toString());
    }

    @Test
    void whatChangesTheFiguresMakesTheNotebookRunAgain() throws IOException {
        assertTrue(report());
        notebook("01-b", "2 + 3");
        assertTrue(report());
        assertEquals(List.of("00-a", "01-b", "01-b"), ran);
        assertEquals(2, kept().size(), kept().toString());
        write("target/classes/A.class", "edoc");
        assertTrue(report());
        assertEquals(5, ran.size());
        write("target/lib/b-1.0.jar", "");
        assertTrue(report());
        assertEquals(7, ran.size());
        assertEquals(2, kept().size(), "results that were replaced are gone: " + kept());
        assertTrue(report(2, false));
        assertEquals(9, ran.size());
        assertEquals(4, kept().size(), "those of other settings stay: " + kept());
        assertTrue(report(2, true));
        assertEquals(11, ran.size());
        assertEquals(4, kept().size());
    }

    @Test
    void outputsOfANotebookAreNoChange() throws IOException {
        assertTrue(report());
        Path notebook = root.resolve("notebooks/00-a.ipynb");
        Files.writeString(notebook, Files.readString(notebook).replace("\"outputs\": []", "\"outputs\": [{}]"));
        assertTrue(report());
        assertEquals(2, ran.size());
    }

    @Test
    void interruptedReportGoesOnWhereItWas() throws IOException {
        interrupted = "01-b";
        assertThrows(CancellationException.class, this::report);
        assertFalse(Files.exists(target.resolve("index.html")));
        interrupted = "";
        assertTrue(report());
        assertEquals(List.of("00-a", "01-b", "01-b"), ran);
        assertTrue(kept().stream().noneMatch(name -> name.startsWith(".")), kept().toString());
    }

    @Test
    void failingNotebookIsNotKeptButCanBeLookedAt() throws IOException {
        broken = "01-b";
        assertFalse(report());
        Path failed = target.resolve("failed");
        assertTrue(Files.readString(failed.resolve("notebooks/01-b.html")).contains("no luck"));
        assertTrue(Files.exists(failed.resolve("results/tables/01-b.csv")));
        broken = "";
        assertTrue(report());
        assertEquals(List.of("00-a", "01-b", "01-b"), ran);
    }

    @Test
    void damagedEntryIsMadeAnew() throws IOException {
        assertTrue(report());
        String entry = kept().get(0);
        Files.writeString(target.resolve("stages/notebooks").resolve(entry).resolve("notebook.json"), "{");
        assertTrue(report());
        assertEquals(List.of("00-a", "01-b", "00-a"), ran);
    }

    @Test
    void cacheRemovesOnlyItsOwn() throws IOException {
        assertTrue(report());
        String entry = kept().get(0);
        write(target.resolve("stages/notebooks").resolve(entry + "-mine/thesis.tex"), "years");
        write(target.resolve("stages/notebooks/.part-mine/thesis.tex"), "years");
        assertTrue(report(1, true));
        assertEquals(List.of(".part-mine", entry, entry + "-mine", kept().get(3)), kept());
        write(target.resolve("stages/notebooks/.part-00-a/thesis.tex"), "years");
        IOException refusal = assertThrows(IOException.class, () -> report(1, true));
        assertTrue(refusal.getMessage().contains("is in the way and not the report's own"), refusal.getMessage());
        assertTrue(Files.exists(target.resolve("stages/notebooks/.part-00-a/thesis.tex")));
        assertTrue(Files.exists(target.resolve("index.html")));
    }

    @Test
    void refusedReportIsRefusedBeforeAnyWork() throws IOException {
        write(target.resolve("notebooks/thesis.ipynb"), "years");
        assertThrows(IOException.class, this::report);
        assertEquals("", said.toString());
        assertEquals(List.of(), ran);
        assertEquals(List.of(target.resolve("notebooks/thesis.ipynb")), Folders.files(target));
    }

    @Test
    void resultsOfAllNotebooksComeTogetherWithTheirMakers() throws IOException {
        assertTrue(report());
        JsonObject json = figures();
        assertEquals(1, json.getAsJsonObject("from00-a").get("x").getAsInt());
        assertEquals("01-b", json.getAsJsonObject("both").get("by").getAsString(), "the later notebook's counts");
        assertEquals(1, json.getAsJsonArray("stages").size());
        assertEquals(9.0, json.getAsJsonArray("stages").get(0).getAsJsonObject().get("seconds").getAsDouble());
        String page = Files.readString(target.resolve("index.html"));
        assertTrue(page.contains("<a href=\"results/tables/00-a.csv\">tables/00-a.csv</a> <small>00-a</small>"), page);
        assertTrue(page.contains("<h3>both</h3>\n<p class=\"file\"><a href=\"#01-b\">01-b</a></p>"), page);
        assertTrue(page.contains("<tr><td>prior</td><td>9.0</td><td>100.0</td></tr>"), page);
    }

    private boolean report() throws IOException {
        return report(1, false);
    }

    private boolean report(int seeds, boolean fresh) throws IOException {
        ReportSettings settings = new ReportSettings(Scale.SMOKE, Optional.of("digits"), 7, seeds, target, fresh,
                List.of());
        Project project = new Project(root, "");
        return new Report(project, settings, Notebooks.select(project.notebooks(), List.of()), this::pretend,
                Map.of("DKAE_PROGRESS", "off"), new PrintWriter(said, true)).write();
    }

    private NotebookRun pretend(Path notebook, Path folder, Map<String, String> variables, Progress progress)
            throws IOException {
        String name = Notebooks.name(notebook);
        ran.add(name);
        heard.put(name, variables);
        Path out = Path.of(variables.get("DKAE_OUT"));
        write(out.resolve("tables/" + name + ".csv"), "a,b\n");
        write(out.resolve("fragments/from" + name + ".json"), "{\"x\": 1}");
        write(out.resolve("fragments/both.json"), "{\"by\": \"" + name + "\"}");
        write(out.resolve("fragments/stages/prior.json"),
                "{\"name\": \"prior\", \"seconds\": " + (name.equals("00-a") ? 9 : 1) + "}");
        if (name.equals(interrupted)) {
            throw new CancellationException("the report was interrupted");
        }
        Files.copy(notebook, folder.resolve(notebook.getFileName()));
        Optional<NotebookRun.Failure> failure = name.equals(broken)
                ? Optional.of(new NotebookRun.Failure(1, "Error", "no luck", "")) : Optional.empty();
        return new NotebookRun(name, 0.5, "<h1>" + name + "</h1>", failure);
    }

    private JsonObject figures() throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(target.resolve("results.json"))).getAsJsonObject();
        json.remove("provenance");
        return json;
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> entries = Files.list(target.resolve("stages/notebooks"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private void notebook(String name, String code) throws IOException {
        write("notebooks/" + name + ".ipynb", """
                {"cells": [{"cell_type": "markdown", "source": ["# A\\n", "b"]},
                 {"cell_type": "code", "source": "%s", "outputs": []}], "metadata": {}, "nbformat": 4}
                """.formatted(code));
    }

    private void write(String file, String content) throws IOException {
        write(root.resolve(file), content);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
