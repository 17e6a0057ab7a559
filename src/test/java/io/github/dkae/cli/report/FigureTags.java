package io.github.dkae.cli.report;

import io.github.dkae.cli.results.Comparison;
import io.github.dkae.cli.results.ComparisonText;
import io.github.dkae.cli.results.ResultsFile;
import io.github.dkae.cli.results.SeedFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures that a notebook's tags name, held against those of an earlier run.
 *
 * <p>A tag {@code figure:table1.sae} of a cell names the figure at a dotted path of results.json; {@code
 * figure:tradeoff.code} names all those of a list.
 */
final class FigureTags {
    private static final String PREFIX = "figure:";
    private static final String KEEP = "keep";

    private FigureTags() {}

    /**
     * What is wrong, in words: cells that keep results and name none, names without a figure, figures that moved by
     * more than {@code report --verify} tolerates.
     *
     * @param ours      the figures that the notebook keeps
     * @param reference those of an earlier run with the same settings
     */
    static List<String> problems(ExecutedNotebook notebook, ResultsFile ours, ResultsFile reference) {
        List<String> problems = new ArrayList<>();
        for (ExecutedNotebook.Cell cell : notebook.cells()) {
            List<String> names = cell.tags().stream().filter(tag -> tag.startsWith(PREFIX))
                    .map(tag -> tag.substring(PREFIX.length())).toList();
            if (cell.tags().contains(KEEP) == names.isEmpty()) {
                problems.add(cell.name() + (names.isEmpty() ? " keeps results, but has no tag figure:SECTION.KEY"
                        : " names figures, but lacks the tag " + KEEP));
            }
            names.forEach(name -> compare(name, ours, reference).forEach(
                    problem -> problems.add(cell.name() + ", figure " + name + ": " + problem)));
        }
        if (notebook.cells().stream().noneMatch(cell -> cell.tags().contains(KEEP))) {
            problems.add("no cell of " + notebook.name() + " has the tag " + KEEP);
        }
        return problems;
    }

    private static List<String> compare(String name, ResultsFile ours, ResultsFile reference) {
        ResultsFile one = only(name, ours);
        ResultsFile other = only(name, reference);
        if (one.figures().isEmpty() || other.figures().isEmpty()) {
            return List.of("not among the figures of " + (one.figures().isEmpty() ? "this notebook" : "the reference"));
        }
        Comparison comparison = Comparison.of(one, other, false);
        if (comparison.compared() != one.figures().size()) {
            return List.of("%d of %d are compared; times are not, nor what the reference lacks".formatted(
                    comparison.compared(), one.figures().size()));
        }
        return comparison.holds() ? List.of() : List.of("moved\n" + String.join("\n",
                ComparisonText.lines(comparison, "the reference")));
    }

    private static ResultsFile only(String name, ResultsFile file) {
        Map<String, Double> figures = new TreeMap<>(file.figures());
        figures.keySet().removeIf(path -> !path.equals(name) && !path.startsWith(name + "["));
        return new ResultsFile(file.provenance(), figures, new SeedFigures(new double[0], Map.of()));
    }
}
