package io.github.dkae.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A user's session with the quickstart in a browser, step by step: what {@code environment/dkae lab} starts, with real
 * menus, buttons and keys. Screenshots and the server's words are kept in {@code target/browser}.
 */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotebookInBrowserTest {
    private static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();
    private static final String NOTEBOOK = "00-quickstart.ipynb";

    private JupyterServer server;
    private ChromeDriver driver;
    private ClassicNotebook notebook;
    private boolean failed;

    @RegisterExtension
    final AfterTestExecutionCallback screenshotOfFailure = context -> {
        if (context.getExecutionException().isPresent() && !failed) {
            failed = true;
            notebook.keepScreenshot(FOLDER.resolve("failed-" + context.getRequiredTestMethod().getName() + ".png"));
        }
    };

    @BeforeAll
    void openTheQuickstart() throws Exception {
        // Should this JVM be told to end, nothing that it started outlives it.
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        WorkFolder.clear(FOLDER);
        Path notebooks = Files.createDirectories(FOLDER.resolve("notebooks"));
        copyWithoutOutputs(Path.of("notebooks", NOTEBOOK), notebooks.resolve(NOTEBOOK));
        server = JupyterServer.start(notebooks, FOLDER.resolve("jupyter"), FOLDER.resolve("server.log"),
                Map.of("DKAE_SCALE", "smoke", "DKAE_DATA", "digits", "DKAE_SEED", "1"));
        Assumptions.assumeTrue(server.isClassic(), "environment/dkae lab opens Jupyter Lab here; this test knows the"
                + " classic Notebook's menus");
        driver = Chromium.find(System.getenv()).orElseThrow().start(FOLDER);
        notebook = new ClassicNotebook(driver);
        try {
            notebook.open(server.notebook(NOTEBOOK));
        } catch (RuntimeException e) {
            notebook.keepScreenshot(FOLDER.resolve("failed-open.png"));
            throw e;
        }
    }

    @BeforeEach
    void beginStep() {
        Assumptions.assumeFalse(failed, "a step before this one failed");
    }

    @AfterAll
    void end() throws IOException {
        try {
            if (driver != null) {
                driver.quit();
            }
        } finally {
            try {
                if (server != null) {
                    server.close();
                }
            } finally {
                WorkFolder.keepPicturesAndLogs(FOLDER);
            }
        }
    }

    @Test
    @Order(1)
    void runAllShowsPicturesAndTables() throws IOException {
        notebook.choose("Cell", "Run All");
        notebook.awaitAllCells();
        assertEquals(List.of(), driver.findElements(By.cssSelector(".output_error, .output_stderr")).stream()
                .map(WebElement::getText).toList());
        List<WebElement> pictures = driver.findElements(By.cssSelector(".output_png img")).stream()
                .filter(picture -> natural(picture, "naturalWidth") > 0 && natural(picture, "naturalHeight") > 0).toList();
        assertTrue(pictures.size() >= 3, pictures.size() + " pictures");
        List<WebElement> tables = driver.findElements(By.cssSelector(".output_html table"));
        assertFalse(tables.isEmpty());
        assertTrue(tables.get(0).getText().contains("smoke"), tables.get(0).getText());

        notebook.scrollTo(driver.findElement(By.cssSelector("#notebook .cell")));
        notebook.keepScreenshot(FOLDER.resolve("quickstart.png"));
        notebook.scrollTo(pictures.get(pictures.size() - 1).findElement(By.xpath("ancestor::*[contains(@class, 'code_cell')]")));
        notebook.keepScreenshot(FOLDER.resolve("denoising.png"));
    }

    @Test
    @Order(2)
    void stopButtonInterruptsACellAndLeavesTheVariables() throws IOException {
        assertEquals("", notebook.evaluate("int answer = 42;"));
        WebElement loop = notebook.run("System.out.println(\"counting\"); for (long i = 0; ; i++) { Thread.sleep(20); }");
        notebook.awaitOutputOfRunning(loop, "counting");
        notebook.stop();
        notebook.awaitEnd(loop);
        String failure = loop.findElement(By.cssSelector(".output_error")).getText();
        assertTrue(failure.contains("The cell was interrupted"), failure);
        notebook.scrollTo(loop);
        notebook.keepScreenshot(FOLDER.resolve("interrupted.png"));
        assertTrue(notebook.evaluate("answer + 1").endsWith("43"));
        assertTrue(notebook.evaluate("dkae.encode(test.features()).rows() == test.size()").endsWith("true"));
    }

    @Test
    @Order(3)
    void tabCompletesAndShiftTabDocuments() throws IOException {
        notebook.type("ProbabilisticClusterKernel.");
        notebook.press(Keys.TAB);
        List<String> completions = notebook.completions();
        assertTrue(completions.stream().anyMatch(text -> text.contains("fit(")), completions.toString());
        notebook.keepScreenshot(FOLDER.resolve("completion.png"));
        notebook.press(Keys.ESCAPE);

        notebook.type("ProbabilisticClusterKernel.fit(");
        notebook.pressWithShift(Keys.TAB);
        String documentation = notebook.documentation();
        assertTrue(documentation.contains("ProbabilisticClusterKernel.fit(INDArray"), documentation);
        assertTrue(documentation.lines().filter(line -> !line.isBlank()).count() > 1, documentation);
        notebook.keepScreenshot(FOLDER.resolve("documentation.png"));
        notebook.press(Keys.ESCAPE);
    }

    @Test
    @Order(4)
    void restartForgetsVariablesAndTheKernelAnswers() throws IOException {
        notebook.choose("Kernel", "Restart");
        notebook.confirm("Restart");
        WebElement first = notebook.run("answer");
        notebook.awaitEnd(first);
        assertEquals("In [1]:", ClassicNotebook.prompt(first));
        String failure = first.findElement(By.cssSelector(".output_error")).getText();
        assertTrue(failure.contains("cannot find symbol"), failure);
        assertTrue(notebook.evaluate("6 * 7").endsWith("42"));
    }

    private long natural(WebElement picture, String property) {
        return (Long) driver.executeScript("return arguments[0][arguments[1]]", picture, property);
    }

    /** Copies a notebook; what the page shows is then of this run. */
    private static void copyWithoutOutputs(Path from, Path to) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(from)).getAsJsonObject();
        for (JsonElement element : json.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (cell.has("outputs")) {
                cell.add("outputs", new JsonArray());
                cell.add("execution_count", JsonNull.INSTANCE);
            }
        }
        Files.writeString(to, new Gson().newBuilder().serializeNulls().create().toJson(json));
    }
}
