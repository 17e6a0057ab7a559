package io.github.dkae.cli.results;

import io.github.dkae.experiment.Rounding;
import io.github.dkae.experiment.Spread;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The paper's figures with ours beside them, as Markdown. */
final class PaperTable {
    private static final String NONE = "–";

    private PaperTable() {}

    /**
     * A table of all figures of the paper that {@code results} has, with a line on where they come from.
     *
     * @param source how the reader is told where the figures are
     * @throws IllegalArgumentException when it has none of them
     */
    static String of(ResultsFile results, String source) {
        List<String> rows = new ArrayList<>();
        boolean spread = false;
        for (PaperFigure figure : PaperFigure.values()) {
            double[] ours = ours(figure, results);
            if (ours.length > 0) {
                rows.add(row(figure, ours));
                spread |= ours.length > 1;
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(source + " must have figures of the paper, such as table1.prior, but has"
                    + " none");
        }
        return Text.format("""
                | | paper | %s | difference |
                | --- | --- | --- | --- |
                %s

                %s
                """, spread ? "ours, mean ± sd" : "ours", String.join("\n", rows), origin(results, source));
    }

    /** Ours, one for each seed or a single one; none when the results lack it. */
    private static double[] ours(PaperFigure figure, ResultsFile results) {
        double[] repeated = new double[results.seeds().seeds().length];
        for (int i = 0; i < repeated.length; i++) {
            int seed = i;
            OptionalDouble ours = figure.ours(path -> {
                double[] values = results.seeds().figures().get(path);
                return values == null ? OptionalDouble.empty() : OptionalDouble.of(values[seed]);
            });
            if (ours.isEmpty()) {
                return single(figure, results);
            }
            repeated[i] = ours.getAsDouble();
        }
        return repeated.length == 0 ? single(figure, results) : repeated;
    }

    private static double[] single(PaperFigure figure, ResultsFile results) {
        return figure.ours(results::figure).stream().toArray();
    }

    private static String row(PaperFigure figure, double[] ours) {
        Spread spread = Spread.of(ours);
        int digits = figure.digits();
        int shown = Rounding.digitsOfMean(digits, ours.length);
        String mean = Rounding.text(spread.mean(), shown);
        String paper = figure.paper().isPresent() ? Rounding.text(figure.paper().getAsDouble(), digits) : NONE;
        String difference = figure.paper().isPresent()
                ? Rounding.signedText(spread.mean() - figure.paper().getAsDouble(), shown) : NONE;
        return Text.format("| %s | %s | %s | %s |", figure.what(), paper,
                ours.length > 1 ? mean + " ± " + Rounding.text(spread.deviation(), shown) : mean, difference);
    }

    private static String origin(ResultsFile results, String source) {
        List<String> words = new ArrayList<>();
        results.origin("data").ifPresent(data -> words.add(results.origin("dataSamples")
                .map(samples -> String.format(Locale.ROOT, "%,d samples of ", Long.parseLong(samples))).orElse("") + data));
        results.origin("scale").ifPresent(scale -> words.add("scale `" + scale + "`"));
        double[] seeds = results.seeds().seeds();
        if (seeds.length > 0) {
            words.add((seeds.length > 1 ? "seeds " : "seed ") + Arrays.stream(seeds).mapToObj(seed -> Rounding.text(seed, 0))
                    .collect(Collectors.joining(", ")));
        } else {
            results.origin("seed").ifPresent(seed -> words.add("seed " + seed));
        }
        return Text.format("Made by `environment/dkae readme` from [`%1$s`](%1$s): %2$s.", source, String.join(", ", words));
    }
}
