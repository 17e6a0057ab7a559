package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress.Line line = new Progress.Line(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLineIsRedrawnInPlaceAndEndsWithTheTask() {
        line.report("fitting", 0, 4, "");
        line.report("fitting", 4, 4, "loss 0.5");
        assertTrue(printed().startsWith("\rfitting [························] 0/4"), printed());
        assertTrue(printed().endsWith("\rfitting [████████████████████████] 4/4 0:00  loss 0.5\n"), printed());
    }

    @Test
    void tasksCanBeNamedAfterTheirOwner() {
        line.named("seed 3").named("sAE").report("fitting", 0, 4, "");
        assertTrue(printed().startsWith("\rseed 3, sAE, fitting ["), printed());
    }

    @Test
    void reportsInQuickSuccessionAreThinnedOut() {
        for (int i = 0; i < 1_000_000; i++) {
            line.report("training", i, 1_000_000, "");
        }
        line.report("training", 1_000_000, 1_000_000, "");
        long drawn = printed().chars().filter(c -> c == '\r').count();
        assertTrue(drawn < 100, "drawn " + drawn + " times");
        assertEquals(1, printed().chars().filter(c -> c == '\n').count());
    }

    @Test
    void aShorterLineWipesALongerOne() {
        line.report("a", 0, 2, "a long detail that must vanish");
        line.report("a", 2, 2, "");
        String[] draws = printed().replace("\n", "").split("\r");
        assertTrue(draws[2].length() >= draws[1].length(), printed());
    }

    @Test
    void aFileHasTheLatestLineAtMostOnceASecond(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("progress.txt");
        long[] now = {0};
        Progress progress = new ProgressFile(file, () -> TimeUnit.MILLISECONDS.toNanos(now[0]));
        progress.report("sweep", 0, 10, "a detail");
        assertEquals("sweep 0/10", Files.readString(file));
        now[0] = 999;
        progress.report("sweep", 1, 10, "");
        assertEquals("sweep 0/10", Files.readString(file));
        now[0] = 60_000;
        progress.report("sweep", 2, 10, "");
        assertEquals("sweep 2/10, 4:00 left", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        new ProgressFile(folder.resolve("none/progress.txt"), System::nanoTime).report("sweep", 1, 2, "");
    }
}
