package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @TempDir
    private Path parent;
    private Path target;

    @BeforeEach
    void chooseTarget() {
        target = parent.resolve("report");
    }

    @Test
    void newReportReplacesTheOldOneWhole() throws IOException {
        publish("old");
        Files.createDirectories(target.resolve("results"));
        publish("new");
        assertEquals("new", Files.readString(target.resolve("index.html")));
        assertEquals(List.of("index.html"), names(target));
        assertEquals(List.of("report"), names(parent));
    }

    @Test
    void abandonedReportLeavesTheOldOne() throws IOException {
        publish("old");
        try (ReportFolder folder = ReportFolder.open(target)) {
            Files.writeString(folder.part().resolve("index.html"), "half");
        }
        assertEquals("old", Files.readString(target.resolve("index.html")));
        assertEquals(List.of("report"), names(parent));
    }

    @Test
    void whatAKilledRunLeftBehindIsCleared() throws IOException {
        Path part = Files.createDirectories(parent.resolve(".report.part").resolve("results")).getParent();
        Files.writeString(part.resolve("index.html"), "half");
        Files.writeString(part.resolve(".lock"), "");
        try (ReportFolder folder = ReportFolder.open(target)) {
            assertEquals(List.of(".lock"), names(folder.part()));
        }
    }

    @Test
    void reportThatWasWholeWhenItsRunWasKilledIsPutInPlaceByTheNextOne() throws IOException {
        publish("old");
        Files.writeString(target.resolve("report.pdf"), "old");
        Files.writeString(target.resolve("results.json"), "moved already");
        Path part = Files.createDirectories(parent.resolve(".report.part"));
        Files.writeString(part.resolve("index.html"), "new");
        Files.writeString(part.resolve(".whole"), "index.html\nresults.json");
        ReportFolder.open(target).close();
        assertEquals("new", Files.readString(target.resolve("index.html")));
        assertEquals("moved already", Files.readString(target.resolve("results.json")));
        assertEquals(List.of("index.html", "results.json"), names(target));
        assertEquals(List.of("report"), names(parent));
    }

    @Test
    void stagesOutliveTheReportsAroundThem() throws IOException {
        Path stage;
        try (ReportFolder folder = ReportFolder.open(target)) {
            stage = Files.writeString(folder.stages().resolve("training.bin"), "hours");
        }
        publish("old");
        publish("new");
        try (ReportFolder folder = ReportFolder.open(target)) {
            assertEquals(target.resolve("stages"), folder.stages());
            Files.writeString(folder.part().resolve("index.html"), "broken");
            folder.keepFailed();
        }
        assertEquals("hours", Files.readString(stage));
        assertEquals("new", Files.readString(target.resolve("index.html")));
    }

    @Test
    void secondRunAtOnceIsRefused() throws IOException {
        try (ReportFolder first = ReportFolder.open(target)) {
            Files.writeString(first.part().resolve("index.html"), "first");
            IOException refusal = assertThrows(IOException.class, () -> ReportFolder.open(target));
            assertTrue(refusal.getMessage().contains("another report is being written"), refusal.getMessage());
            assertTrue(Files.exists(first.part().resolve("index.html")));
        }
    }

    @Test
    void foldersWithOtherFilesAreNotReplaced() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("thesis.tex"), "years of work");
        IOException refusal = assertThrows(IOException.class, () -> ReportFolder.open(target));
        assertTrue(refusal.getMessage().contains("thesis.tex"), refusal.getMessage());
        assertTrue(Files.exists(target.resolve("thesis.tex")));
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThrows(IOException.class, () -> ReportFolder.open(file));
    }

    @Test
    void placeThatCannotBeWrittenToIsRefusedWithAWayOut() throws IOException {
        Path nowhere = Files.writeString(parent.resolve("file"), "").resolve("report");
        IOException refusal = assertThrows(IOException.class, () -> ReportFolder.open(nowhere));
        assertTrue(refusal.getMessage().startsWith("the report " + nowhere + " can't be made"), refusal.getMessage());
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

    @Test
    void failedReportIsKeptUntilOneSucceeds() throws IOException {
        publish("old");
        try (ReportFolder folder = ReportFolder.open(target)) {
            Files.writeString(folder.part().resolve("trace.html"), "trace");
            assertEquals(parent.resolve("report.failed"), folder.keepFailed());
        }
        assertEquals("trace", Files.readString(parent.resolve("report.failed").resolve("trace.html")));
        assertEquals("old", Files.readString(target.resolve("index.html")));
        publish("new");
        assertFalse(Files.exists(parent.resolve("report.failed")));
    }

    private void publish(String content) throws IOException {
        try (ReportFolder folder = ReportFolder.open(target)) {
            Files.writeString(folder.part().resolve("index.html"), content);
            folder.publish();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
