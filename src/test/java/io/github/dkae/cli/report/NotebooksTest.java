package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebooksTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeNotebooks() throws IOException {
        for (String name : List.of("01-data.ipynb", "00-quickstart.ipynb", "Untitled.ipynb", "02-notes.md")) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    @Test
    void numberedNotebooksComeInOrder() throws IOException {
        assertEquals(List.of("00-quickstart", "01-data"), names(List.of()));
        assertEquals(List.of("01-data"), names(List.of("01")));
        assertEquals(List.of("00-quickstart", "01-data"), names(List.of("01-data", "00")));
    }

    @Test
    void unknownNotebookIsRefusedWithTheKnownOnes() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> names(List.of("07")));
        assertEquals("only must be the beginning of some of 00-quickstart, 01-data, but was '07'",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> names(List.of("")));
    }

    @Test
    void folderWithoutNotebooksIsRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        IOException refusal = assertThrows(IOException.class, () -> Notebooks.select(empty, List.of()));
        assertTrue(refusal.getMessage().contains("holds no notebooks"), refusal.getMessage());
        assertThrows(IOException.class, () -> Notebooks.select(folder.resolve("missing"), List.of()));
    }

    @Test
    void onATableThoseAreRunThatSayTheyTakeOne() throws IOException {
        Path images = write("03-images.ipynb", "{}");
        Path table = write("04-table.ipynb", "{\"dkae\": {\"data\": \"table\"}}");
        assertEquals(List.of(table), Notebooks.takingTables(List.of(images, table)));
        String message = assertThrows(IllegalArgumentException.class,
                () -> Notebooks.takingTables(List.of(images))).getMessage();
        assertEquals("no notebook is left to run on a table: the samples of 03-images are images", message);
        Path damaged = write("05-damaged.ipynb", "{}");
        for (String content : List.of("[1]", "{}", "{\"metadata\": []}", "{\"metadata\": {\"dkae\": 1}}")) {
            Files.writeString(damaged, content);
            assertThrows(IOException.class, () -> Notebooks.takingTables(List.of(damaged)), content);
        }
    }

    @Test
    void oneOfTheProjectsNotebooksTakesTables() throws IOException {
        List<Path> taking = Notebooks.takingTables(Notebooks.select(Path.of("notebooks"), List.of()));
        assertEquals(List.of("06-your-own-data"), taking.stream().map(Notebooks::name).toList());
    }

    private Path write(String name, String metadata) throws IOException {
        return Files.writeString(folder.resolve(name), "{\"cells\": [], \"metadata\": %s}".formatted(metadata));
    }

    private List<String> names(List<String> only) throws IOException {
        return Notebooks.select(folder, only).stream().map(Notebooks::name).toList();
    }
}
