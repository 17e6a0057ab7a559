package io.github.dkae.cli.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far a figure may be from its reference and still count as the same.
 *
 * <p>The same code, data and seed give the same figures bit for bit only on the same machine with the same number of
 * threads: elsewhere sums are rounded differently, and training amplifies that. So each kind of figure has a tolerance
 * above that and below what another seed changes, or a change of the method. A difference is tolerated up to {@code
 * absolute + relative · |reference|}.
 *
 * @param kind     what kind of figure it is, in words
 * @param absolute in the figure's unit, at least 0; NaN for figures that aren't compared at all
 * @param relative as a share of the reference, at least 0
 */
record Tolerance(String kind, double absolute, double relative) {
    /** Times and memory: a matter of the machine. */
    private static final Tolerance MACHINE = new Tolerance("time or memory", Double.NaN, 0);
    /** What was asked for, or counts that follow from it. */
    private static final Tolerance COUNT = new Tolerance("count or setting", 0, 0);
    /** Where two curves meet moves by a component or two when one of them moves within its own tolerance. */
    private static final Tolerance CROSSING = new Tolerance("crossing", 2, 0.1);
    /** Standard deviations over a few draws are uncertain themselves by a third and more. */
    private static final Tolerance DEVIATION = new Tolerance("standard deviation", 0.0001, 0.5);
    /** Mean squared errors span two orders of magnitude. */
    private static final Tolerance ERROR = new Tolerance("mean squared error", 0.0002, 0.05);
    /** Shares of samples or of a trace, in [0, 1]: a few samples of the test set may change sides. */
    private static final Tolerance SHARE = new Tolerance("share", 0.01, 0);
    /** Code losses, in [0, √2]; near 1 it is about half of what other samples for the mixtures change, 0.009 to 0.016. */
    private static final Tolerance LOSS = new Tolerance("code loss", 0.003, 0.003);
    private static final Tolerance OTHER = new Tolerance("other", 0.001, 0.05);

    private record Rule(Pattern path, Tolerance tolerance) {
        Rule(String path, Tolerance tolerance) {
            this(Pattern.compile(path), tolerance);
        }
    }

    /** The first whose pattern a path without indices matches. */
    private static final List<Rule> RULES = List.of(
            new Rule("stages(\\..*)?|.*([sS]econds|[mM]egabytes).*", MACHINE),
            new Rule(".*\\.(seed|lambda|size|factor|components|landmarks|noiseLevels|features|mixtures|samples|repeats)",
                    COUNT),
            new Rule(".*\\.crossing(InSample)?", CROSSING),
            new Rule(".*[dD]eviation.*", DEVIATION),
            new Rule("denoising.*|.*\\.reconstruction", ERROR),
            new Rule(".*\\.(explained|.*[nN]eighbour|.*[aA]ccuracy)", SHARE),
            new Rule("(table1|kpca|landmarks)\\..*|.*(\\.code|[lL]oss)", LOSS));

    /** The tolerance of the figure at a dotted path; what is repeated with seeds counts as the figure itself. */
    static Tolerance of(String path) {
        String name = path.replaceAll("\\[\\d+]", "").replaceFirst("^" + SeedFigures.SECTION + "\\.(?=.*\\.)", "");
        return RULES.stream().filter(rule -> rule.path.matcher(name).matches()).map(Rule::tolerance).findFirst()
                .orElse(OTHER);
    }

    boolean compared() {
        return !Double.isNaN(absolute);
    }

    /** The largest difference from {@code reference} that is tolerated. */
    double allowed(double reference) {
        return absolute + relative * Math.abs(reference);
    }

    /** Whether {@code ours} is as far as is tolerated, or nearer; rounding in the last digits is. */
    boolean holds(double ours, double reference) {
        return Math.abs(ours - reference) <= allowed(reference) + 1e-12 * Math.abs(reference);
    }

    /** How a table says it. */
    @Override
    public String toString() {
        if (absolute == 0 && relative == 0) {
            return "exact";
        }
        String percent = relative == 0 ? "" : plain(100 * relative) + " %";
        return absolute == 0 ? percent : plain(absolute) + (percent.isEmpty() ? "" : " + " + percent);
    }

    private static String plain(double value) {
        return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
