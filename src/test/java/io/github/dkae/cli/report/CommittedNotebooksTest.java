package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook of the project as it is committed: its outputs are those of its code, and fit to be shown. */
class CommittedNotebooksTest {
    private static final long MOST_BYTES = 2_000_000;

    static List<Path> notebooks() throws IOException {
        return Notebooks.select(Path.of("notebooks").toAbsolutePath(), List.of());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellStandsThereAsItWasExecuted(Path file) throws IOException {
        ExecutedNotebook notebook = ExecutedNotebook.read(file);
        assertEquals(List.of(), notebook.changedCells(), ("cells of %1$s that were changed since they were executed:"
                + " run environment/dkae report --data mnist --only %1$s, then copy target/report/notebooks/%1$s.ipynb to"
                + " notebooks").formatted(notebook.name()));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void outputsAreFitToBeShown(Path file) throws IOException {
        ExecutedNotebook notebook = ExecutedNotebook.read(file);
        assertTrue(Files.size(file) <= MOST_BYTES, "%s has %,d bytes".formatted(notebook.name(), Files.size(file)));
        assertEquals(List.of(), notebook.machinePaths());
        assertEquals(List.of(), notebook.cells().stream()
                .filter(cell -> cell.kinds().contains("stderr") || cell.kinds().contains("error"))
                .map(ExecutedNotebook.Cell::name).toList());
    }
}
