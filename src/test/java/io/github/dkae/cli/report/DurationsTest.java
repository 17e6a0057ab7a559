package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.InEveryLocale;
import io.github.dkae.cli.report.ReportSettings.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InEveryLocale
class DurationsTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("stages").resolve("durations.json");
    }

    @Test
    void lastTimeCountsAndTheLongestForAFreshReport() throws IOException {
        read(Scale.SMOKE, 1, false).add("00-a", 100);
        read(Scale.SMOKE, 1, false).add("00-a", 3);
        assertEquals(OptionalDouble.of(3), read(Scale.SMOKE, 1, false).left("00-a", 0));
        assertEquals(OptionalDouble.of(100), read(Scale.SMOKE, 1, true).left("00-a", 0));
        assertEquals(OptionalDouble.of(-2), read(Scale.SMOKE, 1, false).left("00-a", 5));
    }

    @Test
    void otherScalesDataAndSeedsTellNothing() throws IOException {
        read(Scale.SMOKE, 1, false).add("00-a", 100);
        assertEquals(OptionalDouble.empty(), read(Scale.PAPER, 1, false).left("00-a", 0));
        assertEquals(OptionalDouble.empty(), read(Scale.SMOKE, 5, false).left("00-a", 0));
        assertEquals(OptionalDouble.empty(), read(Scale.SMOKE, 1, false, "mnist", 1).left("00-a", 0));
        assertEquals(OptionalDouble.empty(), read(Scale.SMOKE, 1, false, "digits", 2).left("00-a", 0));
        assertEquals(OptionalDouble.empty(), read(Scale.SMOKE, 1, false).left("01-b", 0));
        read(Scale.PAPER, 1, false).add("00-a", 7);
        assertEquals(OptionalDouble.of(100), read(Scale.SMOKE, 1, false).left("00-a", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"smoke\": null}", "{\"smoke\": {\"00-a\": null}}", "{\"smoke\": 3}"})
    void damagedFileTellsNothingAndIsReplaced(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Durations durations = read(Scale.SMOKE, 1, false);
        assertEquals(OptionalDouble.empty(), durations.left("00-a", 0));
        durations.add("00-a", 2);
        assertEquals(OptionalDouble.of(2), read(Scale.SMOKE, 1, false).left("00-a", 0));
    }

    private Durations read(Scale scale, int seeds, boolean fresh) {
        return read(scale, seeds, fresh, "digits", 1);
    }

    private Durations read(Scale scale, int seeds, boolean fresh, String data, long seed) {
        return Durations.read(file, new ReportSettings(scale, Optional.empty(), seed, seeds, folder, fresh, List.of()), data);
    }
}
