package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class ReportProgressTest {
    @TempDir
    private Path folder;
    private final StringWriter said = new StringWriter();
    private long seconds;

    @Test
    void timeLeftIsThatOfEarlierRuns() {
        ReportProgress progress = progress(false, Map.of("00-a", 60.0, "01-b", 3_600.0));
        assertEquals("about 1:01:00 left", progress.timeLeft());
        progress.begin();
        seconds = 45;
        assertEquals("about 1:00:15 left", progress.timeLeft());
        progress.end("00-a done");
        progress.begin();
        assertEquals("about 1:00:00 left", progress.timeLeft());
    }

    @Test
    void whatTakesLongerThanBeforeHasNoKnownEnd() {
        ReportProgress progress = progress(false, Map.of("00-a", 60.0, "01-b", 90.0));
        progress.begin();
        seconds = 100;
        assertEquals("at least 1:30 left", progress.timeLeft());
        progress.end("");
        progress.begin();
        seconds = 300;
        assertEquals("time left unknown", progress.timeLeft());
    }

    @Test
    void withoutEarlierRunsOnlyWhatIsKnownIsSaid() {
        assertEquals("time left unknown", progress(false, Map.of()).timeLeft());
        assertEquals("at least 1:30 left", progress(false, Map.of("01-b", 90.0)).timeLeft());
    }

    @Test
    void terminalsHaveOneLineThatUpdatesInPlace() {
        ReportProgress progress = progress(true, Map.of("00-a", 60.0, "01-b", 90.0));
        progress.begin();
        progress.report("00-a", 2, 9, "");
        progress.end("  00-a 1.0 s");
        String[] drawn = said.toString().split("\r");
        assertEquals("  [1/2] 00-a  0:00, about 2:30 left", drawn[1]);
        assertEquals("  [1/2] 00-a, cell 3/9  0:00, about 2:30 left", drawn[2]);
        assertTrue(drawn[3].startsWith("  00-a 1.0 s   "), "the longer line is wiped: " + drawn[3]);
        assertEquals(said.toString().length() - System.lineSeparator().length(),
                said.toString().indexOf(System.lineSeparator()), "one line in all");
    }

    @Test
    void elsewhereEachNotebookHasItsLines() {
        ReportProgress progress = progress(false, Map.of("00-a", 60.0));
        progress.begin();
        progress.report("00-a", 2, 9, "");
        progress.end("  00-a 1.0 s");
        assertEquals(List.of("  [1/2] 00-a  0:00, at least 1:00 left", "  00-a 1.0 s"), said.toString().lines().toList());
    }

    @Test
    void whatACellSaysIsPassedOnUntilTheNextOne() throws IOException {
        ReportProgress progress = progress(false, Map.of("00-a", 60.0));
        Files.writeString(folder.resolve("progress.txt"), "left from a report that was killed");
        progress.begin();
        Files.writeString(folder.resolve("progress.txt"), "sweep 3/10, 1:02:00 left\n");
        progress.tell();
        progress.end("  00-a 1.0 s");
        progress.begin();
        Files.writeString(folder.resolve("progress.txt"), "fine-tuning 9/10");
        progress.tell();
        progress.report("01-b", 2, 9, "");
        progress.tell();
        assertEquals(List.of("  [1/2] 00-a  0:00, at least 1:00 left",
                "  [1/2] 00-a  0:00, at least 1:00 left; sweep 3/10, 1:02:00 left", "  00-a 1.0 s",
                "  [2/2] 01-b  0:00, time left unknown", "  [2/2] 01-b  0:00, fine-tuning 9/10",
                "  [2/2] 01-b, cell 3/9  0:00, time left unknown"), said.toString().lines().toList());
    }

    private ReportProgress progress(boolean terminal, Map<String, Double> before) {
        return new ReportProgress(new PrintWriter(said), terminal, () -> TimeUnit.SECONDS.toNanos(seconds),
                List.of("00-a", "01-b"), (name, elapsed) -> before.containsKey(name)
                ? OptionalDouble.of(before.get(name) - elapsed) : OptionalDouble.empty(), folder.resolve("progress.txt"));
    }
}
