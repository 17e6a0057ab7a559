package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.cli.Project;
import io.github.dkae.support.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFolderTest {
    private static final List<String> PLACES = List.of("index.html", "notebooks/00-a.html");

    @TempDir
    private Path parent;
    private Path target;

    @BeforeEach
    void chooseTarget() {
        target = parent.resolve("report");
    }

    @Test
    void newReportReplacesTheOldOneWhole() throws IOException {
        publish(Map.of("index.html", "old", "results/tables/old.csv", "1", "report.pdf", "old"));
        publish(Map.of("index.html", "new", "results/tables/new.csv", "2"));
        assertEquals(Map.of("index.html", "new", "results/tables/new.csv", "2"), visible());
        publish(Map.of("index.html", "new"));
        assertEquals(List.of(".dkae", "index.html"), names(target), "folders of files that are gone are gone, too");
        assertEquals(List.of("report"), names(parent));
    }

    @Test
    void abandonedReportLeavesTheOldOne() throws IOException {
        publish("old");
        try (ReportFolder folder = open()) {
            Files.writeString(folder.part().resolve("index.html"), "half");
        }
        assertEquals(Map.of("index.html", "old"), visible());
        assertEquals(List.of("files.json", "lock"), names(target.resolve(".dkae")));
    }

    @Test
    void whatAKilledRunLeftBehindIsCleared() throws IOException {
        publish("old");
        write(target.resolve(".dkae/work").resolve(MarkedFolder.MARKER), "");
        write(target.resolve(".dkae/work/report/index.html"), "half");
        try (ReportFolder folder = open()) {
            assertEquals(List.of(), names(folder.part()));
        }
        assertEquals(Map.of("index.html", "old"), visible());
    }

    @Test
    void reportThatWasWholeWhenItsRunWasKilledIsPutInPlaceByTheNextOne() throws IOException {
        publish(Map.of("index.html", "old", "results.json", "old", "report.pdf", "old"));
        Path part = target.resolve(".dkae/work/report");
        write(part.getParent().resolve(MarkedFolder.MARKER), "");
        write(part.resolve("index.html"), "new");
        write(target.resolve("results.json"), "moved already");
        new ReportFiles(Map.of("index.html", hash("new"), "results.json", hash("moved already")))
                .write(target.resolve(".dkae/next.json"));
        open().close();
        assertEquals(Map.of("index.html", "new", "results.json", "moved already"), visible());
        publish("next");
        assertEquals(Map.of("index.html", "next"), visible());
    }

    @Test
    void stagesOutliveTheReportsAroundThem() throws IOException {
        Path stage;
        try (ReportFolder folder = open()) {
            stage = Files.writeString(folder.stages().resolve("training.bin"), "hours");
        }
        publish("old");
        publish("new");
        fail("trace");
        assertEquals(Map.of("index.html", "new", "failed/index.html", "trace", "stages/training.bin", "hours"), visible());
        assertEquals("hours", Files.readString(stage));
    }

    @Test
    void failedReportIsKeptUntilOneSucceeds() throws IOException {
        publish("old");
        fail("trace");
        fail("another");
        assertEquals(Map.of("index.html", "old", "failed/index.html", "another"), visible());
        publish("new");
        assertEquals(Map.of("index.html", "new"), visible());
    }

    @Test
    void secondRunAtOnceIsRefused() throws IOException {
        try (ReportFolder first = open()) {
            Files.writeString(first.part().resolve("index.html"), "first");
            assertRefused("another report is being written");
            assertTrue(Files.exists(first.part().resolve("index.html")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"thesis.tex", "notebooks/thesis.ipynb", "results/m.csv", "stages/m.bin", "failed/a.html",
        ".dkae/work/a", ".dkae/lock", "index.html", ".part/.whole", "empty/"})
    void folderThatHoldsAnythingIsNoReportsWithoutItsList(String file) throws IOException {
        plant(target, file);
        assertRefused("nothing says that it is a report's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"maker\": \"dkae report\"}",
        "{\"maker\": \"another\", \"files\": {}}",
        "{\"maker\": \"dkae report\", \"files\": {\"../victim\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"results/../../victim\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"/victim\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"..\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"thesis.tex\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"results//victim\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"results/\\u0000\": \"HASH\"}}",
        "{\"maker\": \"dkae report\", \"files\": {\"index.html\": null}}"})
    void craftedListIsRefused(String list) throws IOException {
        write(parent.resolve("victim"), "victim");
        write(target.resolve("thesis.tex"), "victim");
        publishInto(parent.resolve("another"));
        for (String name : List.of("files.json", "next.json")) {
            Path home = parent.resolve("another/.dkae");
            Path file = home.resolve(name);
            write(file, list.replace("HASH", hash("victim")));
            IOException refusal = assertThrows(IOException.class,
                    () -> ReportFolder.open(parent.resolve("another"), PLACES));
            assertTrue(refusal.getMessage().contains("no list of a report's files"), refusal.getMessage());
            ReportFiles.NONE.write(home.resolve("files.json"));
        }
        assertEquals("victim", Files.readString(parent.resolve("victim")));
    }

    @Test
    void whatTheUserPutsIntoAReportStays() throws IOException {
        publish(Map.of("index.html", "old", "results/tables/a.csv", "1", "notebooks/00-a.html", "a"));
        List<String> own = List.of("notes.txt", "results/m.csv", "results/tables/mine.csv", "notebooks/thesis.ipynb",
                "notebooks/.ipynb_checkpoints/00-a.ipynb", "failed/mine", "stages/mine", "other/mine");
        for (String file : own) {
            write(target.resolve(file), "mine");
        }
        publish("new");
        fail("trace");
        publish("newer");
        Map<String, String> expected = new TreeMap<>(Map.of("index.html", "newer"));
        own.forEach(file -> expected.put(file, "mine"));
        assertEquals(expected, visible());
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "results/tables/a.csv", "notebooks/00-a.html"})
    void whatWasChangedSinceTheReportWasMadeIsNotReplaced(String file) throws IOException {
        publish(Map.of("index.html", "old", "results/tables/a.csv", "1"));
        write(target.resolve(file), "edited");
        assertRefused(target.resolve(file) + " is not as a report left it");
    }

    @Test
    void fileInTheWayOfANewOneIsNotReplaced() throws IOException {
        publish("old");
        try (ReportFolder folder = open()) {
            write(folder.part().resolve("index.html"), "new");
            write(folder.part().resolve("results/tables/b.csv"), "theirs");
            write(target.resolve("results/tables/b.csv"), "mine");
            assertThrows(IOException.class, folder::publish);
        }
        assertEquals(Map.of("index.html", "old", "results/tables/b.csv", "mine"), visible());
    }

    @ParameterizedTest
    @ValueSource(strings = {"results", "results/tables", "results/tables/a.csv", "index.html", "stages", ".dkae",
        ".dkae/files.json", ".dkae/lock", ".dkae/work"})
    void linksAreNotFollowed(String place) throws IOException {
        publish(Map.of("index.html", "1", "results/tables/a.csv", "1"));
        Path elsewhere = parent.resolve("elsewhere");
        Path link = target.resolve(place);
        if (Files.exists(link)) {
            Files.move(link, elsewhere);
        } else {
            write(elsewhere.resolve(MarkedFolder.MARKER), "");
        }
        link(link, elsewhere);
        assertRefused("");
    }

    @Test
    void linksAreRemovedNotFollowed() throws IOException {
        Path victim = write(parent.resolve("victim/thesis.tex"), "years");
        try (ReportFolder folder = open()) {
            link(folder.part().resolve("results"), victim.getParent());
        }
        assertEquals("years", Files.readString(victim));
    }

    @Test
    void onlyANewOrAnEmptyFolderCanBecomeAReports() throws IOException {
        Path real = Files.createDirectories(parent.resolve("real"));
        link(target, real);
        assertRefused("is a link");
        Files.delete(target);
        Files.writeString(target, "a file");
        assertRefused("is a file");
        target = parent.getRoot();
        assertRefused("nothing says that it is a report's");
        target = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(target));
        assertRefused("is a file");
    }

    @Test
    void homeFolderIsRefusedEvenIfEmpty() throws IOException {
        String home = System.setProperty("user.home", Files.createDirectories(target).toString());
        try {
            assertRefused("is a home folder");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void reportOfAnotherUserIsRefused() throws IOException {
        publish("old");
        try {
            Files.setAttribute(target.resolve(".dkae/files.json"), "unix:uid", 12345);
        } catch (FileSystemException | UnsupportedOperationException | IllegalArgumentException e) {
            Assumptions.abort("only root may give files away, and only on Unix");
        }
        assertRefused("is 12345's");
    }

    @Test
    void foreignWorkFolderIsRefused() throws IOException {
        publish("old");
        write(target.resolve(".dkae/work/thesis.tex"), "years");
        assertRefused("is in the way and not the report's own");
    }

    @Test
    void placeThatCannotBeWrittenToIsRefusedWithAWayOut() throws IOException {
        target = Files.writeString(parent.resolve("file"), "").resolve("report");
        IOException refusal = assertThrows(IOException.class, this::open);
        assertTrue(refusal.getMessage().startsWith("the report " + target + " can't be made"), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith("--out DIR puts it elsewhere"), refusal.getMessage());
        assertEquals(List.of("file"), names(parent));
    }

    @Test
    void folderIsTheVariablesOrElseTheProjects() {
        Project project = new Project(parent, "");
        assertEquals(Path.of("/reports/latest"),
                ReportCommand.folder(project, Map.of("DKAE_REPORT_DIR", "/reports/latest")));
        assertEquals(parent.resolve("target").resolve("report"), ReportCommand.folder(project, Map.of()));
        assertEquals(parent.resolve("target").resolve("report"),
                ReportCommand.folder(project, Map.of("DKAE_REPORT_DIR", " ")));
    }

    private ReportFolder open() throws IOException {
        return ReportFolder.open(target, PLACES);
    }

    /** That it is refused before and after it is locked, with nothing changed anywhere. */
    private void assertRefused(String words) throws IOException {
        List<String> before = tree();
        IOException refusal = assertThrows(IOException.class, () -> open().close());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
        assertEquals(before, tree());
    }

    private void publish(String index) throws IOException {
        publish(Map.of("index.html", index));
    }

    private void publish(Map<String, String> files) throws IOException {
        try (ReportFolder folder = open()) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(folder.part().resolve(file.getKey()), file.getValue());
            }
            folder.publish();
        }
    }

    private static void publishInto(Path folder) throws IOException {
        try (ReportFolder open = ReportFolder.open(folder, PLACES)) {
            open.publish();
        }
    }

    private void fail(String index) throws IOException {
        try (ReportFolder folder = open()) {
            write(folder.part().resolve("index.html"), index);
            assertEquals(target.resolve("failed"), folder.keepFailed());
        }
    }

    /** All files in the report's folder but its own, with their contents. */
    private Map<String, String> visible() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : Folders.files(target)) {
            String name = Folders.relative(target, file);
            if (!name.startsWith(".dkae/")) {
                contents.put(name, Files.readString(file));
            }
        }
        return contents;
    }

    /** All that is below the parent folder, with the hashes of files. */
    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return Stream.concat(all.map(Path::toString),
                    ReportFiles.of(parent).hashes().entrySet().stream().map(Object::toString)).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return Folders.entries(folder).stream().map(entry -> entry.getFileName().toString()).toList();
    }

    private static void plant(Path folder, String name) throws IOException {
        if (name.endsWith("/")) {
            Files.createDirectories(folder.resolve(name));
        } else {
            write(folder.resolve(name), "mine");
        }
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static void link(Path link, Path to) {
        try {
            Files.createSymbolicLink(link, to);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no links here: " + e);
        }
    }

    private static String hash(String content) {
        return Sha256.of(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
