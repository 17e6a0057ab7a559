package io.github.dkae.cli.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InEveryLocale
class ResultsFileTest {
    @TempDir
    private Path folder;

    @Test
    void figuresHaveDottedPathsInTheFilesOrder() throws IOException {
        ResultsFile file = read("""
                {"provenance": {"seed": 4, "scale": "paper"},
                 "losses": {"dkae": {"code": 0.1}}, "kpca": {"components": [1, 2], "note": "text"},
                 "seeds": {"seed": [4, 5], "table1.prior": [1.01, 1.02]}}""");
        assertEquals(List.of("losses.dkae.code", "kpca.components[0]", "kpca.components[1]", "seeds.seed[0]",
                "seeds.seed[1]", "seeds.table1.prior[0]", "seeds.table1.prior[1]"), List.copyOf(file.figures().keySet()));
        assertEquals(0.1, file.figure("losses.dkae.code").orElseThrow());
        assertTrue(file.figure("losses.sae.code").isEmpty());
        assertArrayEquals(new double[] {1.01, 1.02}, file.seeds().figures().get("table1.prior"));
        assertEquals("4", file.origin("seed").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"provenance\": {}, \"a\": 1e999} | a is 1e999, which is no finite number",
        "{\"table1\": {}}     | it has no object \"provenance\"",
        "{\"provenance\": 1}  | it has no object \"provenance\"",
        "{\"provenance\": {}} | it has no figures",
        "{\"provenance\": {}, \"a\": {\"b\": 1}, \"seeds\": {\"x\": [1]}} | seeds: seed must be a list of numbers",
        "{\"provenance\": {}, \"a\": {\"b\": 1}, \"seeds\": 3} | seeds: ",
    })
    void whatIsNoResultsFileIsRefused(String content, String why) {
        IOException refusal = assertThrows(IOException.class, () -> read(content));
        assertTrue(refusal.getMessage().contains("results.json must be a results.json of a report, but " + why),
                refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"provenance\": {},              | End of input",
        "[1]                               | it is no single object",
        "{\"provenance\": {}, \"a\": 1} {} | it is no single object",
        "{\"a\": 1, \"a\": 2}              | 'a' is there twice",
    })
    void whatIsNoObjectOfJsonIsRefused(String content, String why) {
        IOException refusal = assertThrows(IOException.class, () -> read(content));
        assertTrue(refusal.getMessage().contains("must be a results.json of a report, but it is not JSON: " + why),
                refusal.getMessage());
    }

    @Test
    void nestingIsNoWayToOverflowTheStack() {
        assertThrows(IOException.class, () -> read("{\"a\":".repeat(100_000)));
        assertThrows(IOException.class, () -> read("[".repeat(1_000_000)));
    }

    @Test
    void missingFileIsRefused() {
        Path missing = folder.resolve("missing.json");
        assertTrue(assertThrows(IOException.class, () -> ResultsFile.read(missing)).getMessage()
                .endsWith("missing.json must be a results.json of a report, but there is no such file"));
        assertThrows(IOException.class, () -> ResultsFile.read(folder));
    }

    private ResultsFile read(String json) throws IOException {
        return ResultsFile.read(Files.writeString(folder.resolve("results.json"), json));
    }
}
