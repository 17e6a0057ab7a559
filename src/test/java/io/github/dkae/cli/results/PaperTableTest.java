package io.github.dkae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class PaperTableTest {
    @TempDir
    private Path folder;

    @Test
    void oursStandBesideThePapersWithTheDifference() throws IOException {
        String table = table("""
                {"provenance": {"data": "MNIST", "dataSamples": 20000, "scale": "paper", "seed": 1},
                 "table1": {"prior": 0.9731, "dkae": 0.9689}, "kpca": {"crossing": 18},
                 "denoising": {"dkaePca": 0.0307, "pca": 0.0174, "dkae": 0.0162}}""");
        assertEquals("""
                | | paper | ours | difference |
                | --- | --- | --- | --- |
                | Table 1: code loss against the ideal kernel, prior P | 1.0132 | 0.9731 | −0.0401 |
                | Table 1: … codes of the dkAE, λ = 0.1 | 1.0115 | 0.9689 | −0.0426 |
                | Table 1: dkAE better than the prior by, % | 0.2 | 0.4 | +0.3 |
                | kernel PCA: components from which it approximates P better than the dkAE | 16 | 18 | +2 |
                | Denoising: … PCA on the dkAE's codes | 0.0358 | 0.0307 | −0.0051 |
                | Denoising: … linear PCA | – | 0.0174 | – |
                | Denoising: … the dkAE without PCA | – | 0.0162 | – |

                Made by `environment/dkae readme` from [`paper.json`](paper.json): 20,000 samples of MNIST, scale `paper`, \
                seed 1.
                """, table);
    }

    @Test
    void severalSeedsGiveMeanAndStandardDeviation() throws IOException {
        String table = table("""
                {"provenance": {"seed": 1}, "table1": {"prior": 9, "sae": 9, "dkae": 9}, "kpca": {"crossing": 18},
                 "seeds": {"seed": [1, 2, 3], "table1.prior": [1.0, 1.1, 1.2], "table1.dkae": [1.0, 1.0, 1.0],
                           "kpca.crossing": [16, 17, 18]}}""");
        assertTrue(table.startsWith("| | paper | ours, mean ± sd | difference |\n"), table);
        assertTrue(table.contains("prior P | 1.0132 | 1.1000 ± 0.1000 | +0.0868 |"), table);
        // Of each seed's own two figures.
        assertTrue(table.contains("better than the prior by, % | 0.2 | 10.0 ± 10.0 | +9.8 |"), table);
        assertTrue(table.contains("| 16 | 17.0 ± 1.0 | +1.0 |"), table);
        assertTrue(table.contains("codes of the sAE, λ = 0 | 1.1417 | 9.0000 | +7.8583 |"), "not repeated: " + table);
        assertTrue(table.contains("seeds 1, 2, 3."), table);
    }

    @Test
    void resultsWithoutAnyOfThePapersFiguresAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> table("{\"provenance\": {}, \"pck\": {\"mixtures\": 3}}"));
    }

    @Test
    void tableReplacesWhatStandsBetweenTheComments() {
        String readme = "before\n" + ReadmeSection.BEGIN + "\nold\n" + ReadmeSection.END + "\nafter\n";
        String written = ReadmeSection.replace(readme, "| new |\n");
        assertEquals("before\n" + ReadmeSection.BEGIN + "\n| new |\n" + ReadmeSection.END + "\nafter\n", written);
        assertEquals("| new |", ReadmeSection.of(written));
        assertEquals(written, ReadmeSection.replace(written, "| new |"));
        assertThrows(IllegalArgumentException.class, () -> ReadmeSection.replace("no comments", "x"));
    }

    /** README's table is never typed: it is what the published results give, and isn't there without them. */
    @Test
    void readmeHasTheTableOfThePublishedResults() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        String readme = Files.readString(root.resolve("README.md"));
        Path published = root.resolve(ReadmeCommand.PUBLISHED);
        if (Files.exists(published)) {
            assertEquals(ReadmeCommand.write(readme, published, root), readme, "run environment/dkae readme");
            assertFalse(ReadmeSection.of(readme).isEmpty());
        } else {
            assertEquals("", ReadmeSection.of(readme));
        }
    }

    private String table(String json) throws IOException {
        return PaperTable.of(ResultsFile.read(Files.writeString(folder.resolve("paper.json"), json)), "paper.json");
    }
}
