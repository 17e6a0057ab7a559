package io.github.dkae.cli.results;

import io.github.dkae.support.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as lines for a console. */
public final class ComparisonText {
    private static final int DIGITS = 5;

    private ComparisonText() {}

    /**
     * What was set differently, then a table of all figures, then how many moved.
     *
     * @param reference the file that was compared with
     */
    public static List<String> lines(Comparison comparison, String reference) {
        List<String> lines = new ArrayList<>();
        lines.add("compared with " + reference);
        comparison.settings().forEach(setting -> lines.add("  different setting: " + setting));
        int width = comparison.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0);
        String format = "  %-" + Math.max(width, "figure".length()) + "s  %10s  %10s  %11s  %-13s  %s";
        lines.add(Text.format(format, "figure", "ours", "reference", "difference", "tolerance", ""));
        for (Comparison.Row row : comparison.rows()) {
            lines.add(Text.format(format, row.name(), number(row.ours()), number(row.reference()),
                    number(row.ours() - row.reference()), row.tolerance(),
                    row.state().name().toLowerCase(Locale.ROOT)));
        }
        if (comparison.rows().stream().anyMatch(row -> row.name().contains("["))) {
            lines.add("  of a list, the figure that is furthest out is shown");
        }
        lines.add(Text.format("%,d figures compared, %s", comparison.compared(),
                comparison.holds() ? "all within tolerance" : Text.format("%,d moved or missing", comparison.moved())));
        if (!comparison.left().isEmpty()) {
            lines.add("not compared: " + String.join("; ", comparison.left()));
        }
        return lines;
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        // Differences of equal figures in other notations are 0, not 0E-17.
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        return rounded.abs().compareTo(new BigDecimal("1e-6")) < 0 && rounded.signum() != 0
                ? Text.format("%.1e", value) : rounded.toPlainString();
    }
}
