package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.cli.KernelSpecifications;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs small notebooks in real Jupyter with our kernel. */
class NotebookRunnerTest {
    private final List<String> heard = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void executedNotebookBecomesAPageWithItsOutputs() throws Exception {
        NotebookRun run = run("00-squares");
        assertTrue(run.failure().isEmpty(), () -> run.failure().toString());
        assertTrue(run.seconds() > 0);
        assertEquals("00-squares 2/2", heard.get(heard.size() - 1));
        assertTrue(heard.contains("00-squares 1/2"), heard.toString());
        String executed = Files.readString(folder.resolve("00-squares.ipynb"));
        assertTrue(executed.contains("scale smoke, √2 = 1.4"), executed);
        assertEquals(List.of(), ExecutedNotebook.read(folder.resolve("00-squares.ipynb")).changedCells());

        Results results = new Results(Map.of(), new JsonObject(), List.of());
        JsonObject provenance = new JsonObject();
        provenance.addProperty("scale", "smoke");
        provenance.addProperty("seed", 1);
        provenance.addProperty("seconds", 2);
        String page = ReportPage.index(provenance, results, List.of(run), Map.of("tables/a.csv", "00-squares"));
        assertTrue(page.contains("<a href=\"#00-squares\">Squares &amp; roots</a>"), page);
        assertTrue(page.contains("id=\"00-squares.Squares-&amp;-roots\""), page);
        assertTrue(page.contains("scale smoke"), page);
        assertTrue(page.contains(">42<"), page);
        assertTrue(page.contains("src=\"data:image/png;base64,iVBOR"), page);
        assertTrue(page.contains("<a href=\"results/tables/a.csv\">"), page);
    }

    @Test
    void failingCellIsToldAndWhatRanBeforeIsKept() throws Exception {
        NotebookRun run = run("01-trouble");
        NotebookRun.Failure failure = run.failure().orElseThrow();
        assertEquals(2, failure.cell());
        assertTrue(failure.details().contains("no <luck>"), failure.details());
        String page = ReportPage.notebook(run);
        assertTrue(page.contains("Stopped at code cell 2"), page);
        assertTrue(page.contains("no &lt;luck&gt;"), page);
        assertFalse(page.contains("no <luck>"), page);
        assertTrue(page.contains("it ran until here"), page);
        String executed = Files.readString(folder.resolve("01-trouble.ipynb"));
        assertTrue(executed.contains("\"output_type\": \"error\""), executed);
        assertEquals(List.of("cell 2 (c)", "cell 3 (d)"),
                ExecutedNotebook.read(folder.resolve("01-trouble.ipynb")).changedCells());
    }

    @Test
    void scriptThatCannotRunIsAFailureWithItsOwnWords() throws Exception {
        Path script = Files.writeString(folder.resolve("broken.py"), "import sys\nsys.exit('no module here')\n");
        NotebookRun run = new NotebookRunner(JupyterPython.find(), script, Map.of(), this::hear)
                .run(fixture("00-squares"), folder);
        assertEquals(0, run.failure().orElseThrow().cell());
        assertTrue(run.failure().orElseThrow().details().contains("no module here"));
        assertEquals("", run.fragment());
    }

    @Test
    void scriptAndKernelEndWhenTheirParentIsGone() throws Exception {
        Path notebook = folder.resolve("00-endless.ipynb");
        Files.writeString(notebook, Files.readString(fixture("01-trouble"))
                .replace("throw new IllegalStateException(\\\"no <luck>\\\");", "while (true) { Thread.sleep(100); }"));
        assertTrue(Files.readString(notebook).contains("while (true)"));
        ProcessBuilder builder = new ProcessBuilder(JupyterPython.find(), "environment/notebooks.py",
                notebook.toString(), folder.resolve("out.ipynb").toString(), folder.resolve("out.html").toString(),
                folder.resolve("kernel.log").toString());
        builder.environment().put("JUPYTER_PATH", KernelSpecifications.write(folder).toString());
        Process process = builder.redirectErrorStream(true).start();
        try (var lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.contains("\"cell\": 2")) {
                line = lines.readLine();
            }
            assertTrue(line != null, "the endless cell never started");
            List<ProcessHandle> kernels = process.descendants().toList();
            assertFalse(kernels.isEmpty());
            // What the system does to a pipe whose other end has died.
            process.getOutputStream().close();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script lives on");
            for (ProcessHandle kernel : kernels) {
                kernel.onExit().get(30, TimeUnit.SECONDS);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private NotebookRun run(String name) throws Exception {
        Map<String, String> variables = Map.of("DKAE_SCALE", "smoke",
                "JUPYTER_PATH", KernelSpecifications.write(folder).toString());
        return new NotebookRunner(JupyterPython.find(), Path.of("environment", "notebooks.py").toAbsolutePath(),
                variables, this::hear).run(fixture(name), folder);
    }

    private void hear(String task, long done, long total, String detail) {
        heard.add("%s %d/%d".formatted(task, done, total));
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(NotebookRunnerTest.class.getResource(name + ".ipynb").toURI());
    }
}
