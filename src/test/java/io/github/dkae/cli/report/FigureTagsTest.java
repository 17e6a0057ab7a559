package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.cli.results.ResultsFile;
import io.github.dkae.cli.results.SeedFigures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FigureTagsTest {
    private static final ResultsFile REFERENCE = figures(Map.of("table1.sae", 1.0, "tradeoff.code[0]", 0.5,
            "tradeoff.code[1]", 0.4, "pck.fitSeconds", 3.0));

    @Test
    void figuresWithinToleranceAreNoProblem() {
        assertEquals(List.of(), problems(figures(Map.of("table1.sae", 1.005, "tradeoff.code[0]", 0.5,
                "tradeoff.code[1]", 0.404)), List.of("keep", "figure:table1.sae", "figure:tradeoff.code")));
    }

    @Test
    void figuresThatMovedAreTold() {
        List<String> problems = problems(figures(Map.of("table1.sae", 1.0, "tradeoff.code[0]", 0.5,
                "tradeoff.code[1]", 0.41)), List.of("keep", "figure:table1.sae", "figure:tradeoff.code"));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("cell 1 (a), figure tradeoff.code: moved"), problems.get(0));
        assertTrue(problems.get(0).contains("tradeoff.code[1]"), problems.get(0));
    }

    @Test
    void namesWithoutAFigureAreTold() {
        ResultsFile ours = figures(Map.of("table1.sae", 1.0, "table1.dkae", 1.0, "pck.fitSeconds", 3.0,
                "tradeoff.code[0]", 0.5, "tradeoff.code[1]", 0.4, "tradeoff.code[2]", 0.3));
        assertEquals(List.of("cell 1 (a), figure table1.none: not among the figures of this notebook",
                        "cell 1 (a), figure table1: not among the figures of this notebook",
                        "cell 1 (a), figure table1.dkae: not among the figures of the reference",
                        "cell 1 (a), figure pck.fitSeconds: 0 of 1 are compared; times are not, nor what the reference lacks",
                        "cell 1 (a), figure tradeoff.code: 2 of 3 are compared; times are not, nor what the reference lacks"),
                problems(ours, List.of("keep", "figure:table1.none", "figure:table1", "figure:table1.dkae",
                        "figure:pck.fitSeconds", "figure:tradeoff.code")));
        // What is missing is no figure either.
        assertTrue(problems(figures(Map.of("tradeoff.code[0]", 0.5)), List.of("keep", "figure:tradeoff.code")).get(0)
                .contains("2 of 1"));
    }

    @Test
    void keepingCellsNameFiguresAndOthersDoNot() {
        assertEquals(List.of("cell 1 (a) keeps results, but has no tag figure:SECTION.KEY"),
                problems(REFERENCE, List.of("keep")));
        assertEquals(List.of("cell 1 (a) names figures, but lacks the tag keep", "no cell of 00-test has the tag keep"),
                problems(REFERENCE, List.of("figure:table1.sae")));
        assertEquals(List.of("no cell of 00-test has the tag keep"), problems(REFERENCE, List.of()));
    }

    private static List<String> problems(ResultsFile ours, List<String> tags) {
        return FigureTags.problems(new ExecutedNotebook("00-test",
                List.of(new ExecutedNotebook.Cell("cell 1 (a)", "x", "", tags, Set.of(), ""))), ours, REFERENCE);
    }

    private static ResultsFile figures(Map<String, Double> figures) {
        return new ResultsFile(new JsonObject(), figures, new SeedFigures(new double[0], Map.of()));
    }
}
