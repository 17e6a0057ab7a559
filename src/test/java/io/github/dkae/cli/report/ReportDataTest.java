package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.dkae.cli.report.ReportData.MnistDownload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
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

    private String choose(Optional<String> wanted, boolean cached, MnistDownload download) throws IOException {
        return ReportData.choose(wanted, cached, download, new PrintWriter(said, true));
    }
}
