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

    private List<String> names(List<String> only) throws IOException {
        return Notebooks.select(folder, only).stream().map(Notebooks::name).toList();
    }
}
