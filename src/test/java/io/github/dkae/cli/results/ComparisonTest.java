package io.github.dkae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import io.github.dkae.cli.results.Comparison.Row;
import io.github.dkae.cli.results.Comparison.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class ComparisonTest {
    private static final String PROVENANCE = "\"provenance\": {\"scale\": \"smoke\", \"seed\": 1, \"dataSha256\": \"ab\"}";

    @TempDir
    private Path folder;

    @Test
    void resultsEqualThemselves() throws IOException {
        String json = "\"table1\": {\"prior\": 1.01}, \"tradeoff\": {\"lambda\": [0, 0.1], \"code\": [0.7, 0.2]}";
        Comparison comparison = compare(json, json, false);
        assertTrue(comparison.holds());
        assertEquals(5, comparison.compared());
        assertEquals(List.of(), comparison.settings());
    }

    @Test
    void figureBeyondItsToleranceHasMoved() throws IOException {
        Comparison comparison = compare("\"table1\": {\"prior\": 1.01, \"dkae\": 1.002}",
                "\"table1\": {\"prior\": 1.04, \"dkae\": 1.0}", false);
        assertFalse(comparison.holds());
        assertEquals(1, comparison.moved());
        assertEquals(List.of(State.MOVED, State.OK), comparison.rows().stream().map(Row::state).toList());
        List<String> lines = ComparisonText.lines(comparison, "paper.json");
        assertTrue(lines.get(2).matches(" +table1\\.prior +1\\.01 +1\\.04 +-0\\.03 +0\\.003 \\+ 0\\.3 % +moved"), lines.get(2));
        assertTrue(lines.contains("2 figures compared, 1 moved or missing"), lines.toString());
    }

    @Test
    void ofAListTheFurthestIsShownAndAllAreCounted() throws IOException {
        Comparison comparison = compare("\"kpca\": {\"inSample\": [0.7, 0.5, 0.1]}",
                "\"kpca\": {\"inSample\": [0.7, 0.52, 0.2]}", false);
        assertEquals(2, comparison.moved());
        assertEquals(List.of("kpca.inSample[2]"), comparison.rows().stream().map(Row::name).toList());
    }

    @Test
    void missingFigureHasMovedAndNewOneHasNot() throws IOException {
        String more = "\"kpca\": {\"inSample\": [0.7, 0.5], \"crossing\": 4}";
        String fewer = "\"kpca\": {\"inSample\": [0.7]}";
        assertEquals(2, compare(fewer, more, true).moved());
        Comparison grown = compare(more, fewer, false);
        assertTrue(grown.holds());
        assertEquals(1, grown.compared());
        assertTrue(grown.rows().stream().anyMatch(row -> row.state() == State.NEW));
    }

    @Test
    void missingSectionsAreForgivenWhenOnlySomeNotebooksRan() throws IOException {
        String all = "\"table1\": {\"prior\": 1.01}, \"kpca\": {\"crossing\": 4}";
        String some = "\"table1\": {\"prior\": 1.01}";
        assertEquals(1, compare(some, all, false).moved());
        Comparison partly = compare(some, all, true);
        assertTrue(partly.holds());
        assertEquals(List.of("kpca, which this report lacks"), partly.left());
    }

    @Test
    void timesAreLeftOut() throws IOException {
        Comparison comparison = compare("\"pck\": {\"fitSeconds\": 1, \"mixtures\": 3}",
                "\"pck\": {\"fitSeconds\": 9, \"mixtures\": 3}, \"stages\": [{\"name\": \"a\", \"seconds\": 3, \"share\": 1}]",
                false);
        assertTrue(comparison.holds());
        assertEquals(1, comparison.compared());
        assertEquals(List.of("3 times and sizes in memory"), comparison.left());
    }

    @Test
    void differentSettingsAreNamedBeforeTheFigures() throws IOException {
        ResultsFile ours = read("{%s, \"table1\": {\"prior\": 1.01}}".formatted(PROVENANCE));
        ResultsFile reference = read("""
                {"provenance": {"scale": "paper", "seed": 1, "dataSha256": "cd"}, "table1": {"prior": 1.01}}""");
        Comparison comparison = Comparison.of(ours, reference, false);
        assertEquals(List.of("scale is smoke, in the reference paper", "dataSha256 is ab, in the reference cd"),
                comparison.settings());
        assertEquals("  different setting: scale is smoke, in the reference paper",
                ComparisonText.lines(comparison, "paper.json").get(1));
    }

    private Comparison compare(String ours, String reference, boolean partly) throws IOException {
        return Comparison.of(read("{%s, %s}".formatted(PROVENANCE, ours)),
                read("{%s, %s}".formatted(PROVENANCE, reference)), partly);
    }

    private ResultsFile read(String json) throws IOException {
        return ResultsFile.read(Files.writeString(folder.resolve("results.json"), json));
    }
}
