package io.github.dkae.cli.results;

import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The figures of one results.json held against those of another.
 *
 * @param settings  what the two were made with differently, such as "scale is smoke, in the reference paper"
 * @param rows      one for each figure that was compared, in order; of a list only the one that is furthest out
 * @param left      sections of the reference that ours lacks, or figures that aren't compared, in words
 * @param compared  number of the reference's figures that were compared, each one of a list counted
 * @param moved     how many of these are out of tolerance or missing
 */
public record Comparison(List<String> settings, List<Row> rows, List<String> left, int compared, int moved) {
    /** Settings of the provenance that figures depend on. */
    static final List<String> SETTINGS = List.of("scale", "data", "dataSamples", "dataSha256", "seed", "seeds");

    /** What became of a figure. */
    enum State {
        OK, MOVED, MISSING, NEW
    }

    /**
     * A figure on both sides.
     *
     * @param name      dotted path
     * @param ours      NaN when it is missing
     * @param reference NaN when it is new
     * @param tolerance how far the two may be apart
     */
    record Row(String name, double ours, double reference, Tolerance tolerance) {
        State state() {
            if (Double.isNaN(ours)) {
                return State.MISSING;
            }
            if (Double.isNaN(reference)) {
                return State.NEW;
            }
            return tolerance.holds(ours, reference) ? State.OK : State.MOVED;
        }

        boolean fails() {
            return state() == State.MOVED || state() == State.MISSING;
        }

        /** How far out it is, in units of what is tolerated. */
        private double distance() {
            double allowed = Math.max(tolerance.allowed(reference), Double.MIN_NORMAL);
            return switch (state()) {
                case MISSING -> Double.POSITIVE_INFINITY;
                case NEW -> -1;
                default -> Math.abs(ours - reference) / allowed;
            };
        }
    }

    /**
     * Compares.
     *
     * @param partly whether {@code ours} may lack whole sections of the reference, as when only some notebooks ran; a
     *               figure that is missing from a section that both have counts as moved in any case
     */
    public static Comparison of(ResultsFile ours, ResultsFile reference, boolean partly) {
        Set<String> lacking = sections(reference);
        lacking.removeAll(sections(ours));
        List<Row> all = new ArrayList<>();
        int machine = 0;
        Set<String> names = new LinkedHashSet<>(reference.figures().keySet());
        names.addAll(ours.figures().keySet());
        for (String name : names) {
            Tolerance tolerance = Tolerance.of(name);
            if (!tolerance.compared()) {
                machine++;
            } else if (!partly || !lacking.contains(section(name))) {
                all.add(new Row(name, ours.figures().getOrDefault(name, Double.NaN),
                        reference.figures().getOrDefault(name, Double.NaN), tolerance));
            }
        }
        List<String> left = new ArrayList<>();
        if (machine > 0) {
            left.add(Text.format("%d times and sizes in memory", machine));
        }
        if (partly) {
            lacking.forEach(section -> left.add(section + ", which this report lacks"));
        }
        return new Comparison(settings(ours, reference), shown(all), left,
                (int) all.stream().filter(row -> row.state() != State.NEW).count(),
                (int) all.stream().filter(Row::fails).count());
    }

    /** Whether nothing moved. */
    public boolean holds() {
        return moved == 0;
    }

    private static List<String> settings(ResultsFile ours, ResultsFile reference) {
        return SETTINGS.stream().filter(key -> !ours.origin(key).equals(reference.origin(key)))
                .map(key -> Text.format("%s is %s, in the reference %s", key, ours.origin(key).orElse("not told"),
                        reference.origin(key).orElse("not told")))
                .collect(Collectors.toList());
    }

    /** Of each list the row that is furthest out; everything else as it is. */
    private static List<Row> shown(List<Row> all) {
        Map<String, Row> furthest = new LinkedHashMap<>();
        for (Row row : all) {
            furthest.merge(row.name.replaceAll("\\[\\d+]", "[]"), row,
                    (one, other) -> other.distance() > one.distance() ? other : one);
        }
        return List.copyOf(furthest.values());
    }

    private static Set<String> sections(ResultsFile file) {
        return file.figures().keySet().stream().map(Comparison::section).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String section(String path) {
        return path.replaceFirst("[.\\[].*", "");
    }
}
