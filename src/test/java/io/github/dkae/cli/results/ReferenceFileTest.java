package io.github.dkae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.dkae.InEveryLocale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class ReferenceFileTest {
    private static final String FIGURES = """
            "table1": {"prior": 1.0461, "note": "text"}, "kpca": {"inSample": [0.5, 0.25], "empty": []},
            "mapCosts": {"kpca": {"loss": 0.05, "fitSeconds": %1$s}, "rbf": {"fitSeconds": %1$s}},
            "seeds": {"seed": [1], "table1.prior": [1.0461]}, "stages": [{"name": "a", "seconds": %1$s, "share": 0.5}]""";

    @TempDir
    private Path folder;

    @Test
    void figuresAndWhatTheyDependOnStay() throws IOException {
        assertEquals(JsonParser.parseString("""
                {"provenance": {"scale": "smoke", "dataSha256": "ab", "seed": 1},
                 "table1": {"prior": 1.0461}, "kpca": {"inSample": [0.5, 0.25]},
                 "mapCosts": {"kpca": {"loss": 0.05}}, "seeds": {"seed": [1], "table1.prior": [1.0461]}}"""),
                JsonParser.parseString(Files.readString(write("one", 1.5))));
    }

    @Test
    void anotherRunWithTheSameFiguresGivesTheSameFileAndAComparisonThatHolds() throws IOException {
        Path one = write("one", 1.5);
        Path two = write("two", 2.5);
        assertEquals(Files.readString(one), Files.readString(two));
        Comparison comparison = Comparison.of(ResultsFile.read(folder.resolve("one-results.json")), ResultsFile.read(one),
                false);
        assertTrue(comparison.holds());
        assertEquals(6, comparison.compared());
    }

    @Test
    void whatIsNoResultsFileIsRefusedAndLeavesNothing() throws IOException {
        Path results = Files.writeString(folder.resolve("results.json"), "{}");
        Path target = folder.resolve("reference.json");
        assertThrows(IOException.class, () -> ReferenceFile.write(results, target));
        assertFalse(Files.exists(target));
    }

    /** Records a run that took {@code seconds}. */
    private Path write(String name, double seconds) throws IOException {
        Path results = Files.writeString(folder.resolve(name + "-results.json"), """
                {"provenance": {"commit": "%s", "seconds": %s, "cpu": "some", "seed": 1, "scale": "smoke",
                 "dataSha256": "ab"}, %s}""".formatted(name, seconds, FIGURES.formatted(seconds)));
        Path target = folder.resolve(name + ".json");
        ReferenceFile.write(results, target);
        return target;
    }
}
