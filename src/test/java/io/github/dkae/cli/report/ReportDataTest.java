package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.dkae.cli.report.ReportData.MnistDownload;
import io.github.dkae.data.TableOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDataTest {
    private static final MnistDownload NEVER = () -> fail("nothing should be downloaded");
    private static final MnistDownload OFFLINE = () -> {
        throw new IOException("no mirror answers");
    };
    private final StringWriter said = new StringWriter();

    @Test
    void mnistIsTheDefaultWhereItIs() throws IOException {
        assertEquals("mnist", choose(Optional.empty(), true, NEVER));
        assertEquals("mnist", choose(Optional.empty(), false, () -> {}));
    }

    @Test
    void digitsStandInForMnistThatCannotBeHadAndThatIsSaid() throws IOException {
        assertEquals("digits", choose(Optional.empty(), false, OFFLINE));
        assertTrue(said.toString().contains("synthetic digits"), said.toString());
    }

    @Test
    void mnistThatWasAskedForIsNotReplaced() {
        IOException failure = assertThrows(IOException.class, () -> choose(Optional.of("mnist"), false, OFFLINE));
        assertEquals("no mirror answers", failure.getMessage());
    }

    @Test
    void digitsAndFoldersNeedNoDownload(@TempDir Path folder) throws IOException {
        assertEquals("digits", choose(Optional.of("digits"), false, NEVER));
        assertEquals(folder.toAbsolutePath().toString(),
                choose(Optional.of(folder.resolve(".").toString()), false, NEVER));
    }

    @Test
    void aTableThatNothingCanBeLearnedFromIsRefusedInALine(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("table.csv");
        assertRefused("an existing folder or a .csv or .tsv file, but was", table, null);
        Files.writeString(table, "");
        assertRefused("its first line must be a header", table, null);
        Files.write(table, new byte[] {'x', (byte) 0xFF, '\n', '1', '\n'});
        assertRefused("is no text in UTF-8", table, null);
        Files.writeString(table, "x,y\n1,2\n");
        assertRefused("must be at least 20, but was 1", table, null);
        Files.writeString(table, "day\n" + "2024-01-31\n".repeat(30));
        assertRefused("has no column that can be features", table, null);
        Files.writeString(table, "x,y\n" + "1,a\n2,b\n".repeat(15));
        assertRefused("label must be 'none' or one of the columns [x, y]", table, "z");
        check(table, "y");
        Files.writeString(table, "x;y\n" + "0,5;a\n1,25;b\n".repeat(15));
        check(table, null);
        assertEquals(List.of("table.csv, 30 rows; values separated by ';'", "'x': number, decimal comma"),
                said.toString().lines().skip(1).toList());
        Files.writeString(table, "x,y\n" + IntStream.range(0, 40).mapToObj(i -> i + (i < 15 ? ",only" + i : ",often"))
                .collect(Collectors.joining("\n")));
        assertRefused("label column 'y' of table.csv must have at least 2 rows of each class, but has fewer of 15 of its 16,"
                + " such as 'only0'", table, "y");
        assertTrue(ReportData.isTable(Optional.of(table.toString())));
        assertFalse(ReportData.isTable(Optional.of(folder.toString())));
        assertFalse(ReportData.isTable(Optional.of("mnist")));
        assertFalse(ReportData.isTable(Optional.empty()));
    }

    @Test
    void aFolderWithoutImagesIsRefusedBeforeAnythingStarts(@TempDir Path folder) throws IOException {
        assertRefused("the folder has neither train-images-idx3-ubyte.gz nor train-images-idx3-ubyte", folder, null);
        Files.writeString(folder.resolve("train-images-idx3-ubyte"), "");
        check(folder, null);
    }

    private void check(Path data, String label) {
        TableOptions options = TableOptions.defaults();
        ReportData.check(Optional.of(data.toString()), label == null ? options : options.withLabel(label),
                new PrintWriter(said, true));
    }

    private void assertRefused(String words, Path table, String label) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> check(table, label)).getMessage();
        assertTrue(message.contains(words), message);
        assertEquals(1, message.lines().count(), message);
    }

    private String choose(Optional<String> wanted, boolean cached, MnistDownload download) throws IOException {
        return ReportData.choose(wanted, cached, download, new PrintWriter(said, true));
    }
}
