package io.github.dkae.data;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What all cells of a column have in common, so that the whole of it decides what it is taken for. */
final class ColumnProfile {
    private static final int SPELLINGS_NAMED = 3;

    /** The same with numbers as {@link TableOptions#numeric} allows; null where this is it. */
    private final ColumnProfile lenient;
    private final Set<DecimalSign> fitting = EnumSet.allOf(DecimalSign.class);
    private final Map<DecimalSign, Character> thousands = new EnumMap<>(DecimalSign.class);
    private final Set<String> missing = new TreeSet<>();
    private int cells;
    private int numbers;
    private boolean points;
    private boolean commas;
    private String example = "";
    private String odd = "";

    /** @param lenient whether numbers may be as {@link TableOptions#numeric} allows */
    ColumnProfile(boolean lenient) {
        this.lenient = lenient ? null : new ColumnProfile(true);
    }

    /** Takes a spelling that is a missing value if the column is numbers. */
    void addMissing(String text) {
        missing.add(text);
    }

    void add(String text, long line) {
        cells++;
        if (lenient != null) {
            lenient.add(text, line);
        }
        if (DecimalSign.isInfinite(text)) {
            return;
        }
        boolean number = false;
        Set<DecimalSign> fits = EnumSet.noneOf(DecimalSign.class);
        for (DecimalSign sign : DecimalSign.values()) {
            OptionalInt found = sign.thousands(text, lenient == null);
            if (found.isPresent() && (lenient == null || !sign.loses(text))) {
                number = true;
                char separator = (char) found.getAsInt();
                if (separator == 0 || thousands.merge(sign, separator, (old, now) -> old) == separator) {
                    fits.add(sign);
                }
            }
        }
        numbers += number ? 1 : 0;
        boolean signed = text.indexOf('.') >= 0 || text.indexOf(',') >= 0;
        points |= text.indexOf('.') >= 0;
        commas |= text.indexOf(',') >= 0;
        fitting.retainAll(fits);
        if (signed && example.isEmpty()) {
            example = "'%s' in line %d".formatted(text, line);
        }
        if (fitting.isEmpty() && odd.isEmpty()) {
            odd = "'%s' in line %d".formatted(text, line);
        }
    }

    boolean isNumbers() {
        return numbers > 0 && !fitting.isEmpty();
    }

    /** The only decimal sign with which all are numbers, if there is one. */
    Optional<DecimalSign> decided() {
        return isNumbers() && fitting.size() == 1 ? Optional.of(fitting.iterator().next()) : Optional.empty();
    }

    /** Whether both decimal signs make numbers of all cells, but other ones. */
    boolean isAmbiguous() {
        return isNumbers() && fitting.size() == 2 && (points || commas);
    }

    /** Whether there is any comma. */
    boolean hasCommas() {
        return commas;
    }

    boolean fits(DecimalSign sign) {
        return isNumbers() && fitting.contains(sign);
    }

    /** A cell with a point or comma, and its line. */
    String example() {
        return example;
    }

    /** The first cell with which they aren't all numbers any more, and its line. */
    String odd() {
        return odd;
    }

    /** What is unusual in how numbers with this sign are written; empty when nothing is. */
    String noteOfNumbers(DecimalSign sign) {
        StringBuilder note = new StringBuilder(sign == DecimalSign.COMMA && commas ? sign.toString() : "");
        Character separator = thousands.get(sign);
        if (separator != null) {
            join(note, "thousands separated by '%s'".formatted(separator));
        }
        if (!missing.isEmpty()) {
            join(note, "missing where %s".formatted(String.join(", ",
                    missing.stream().limit(SPELLINGS_NAMED).map("'%s'"::formatted).toList())));
        }
        return note.toString();
    }

    /** Which text keeps a column from being numbers, where at least half of it could be; else empty. */
    String noteOfTexts() {
        if (lenient == null || cells == 0 || 2 * lenient.numbers < cells) {
            return "";
        }
        return "not numbers because of %s%s".formatted(odd,
                lenient.isNumbers() ? ", unless the option numeric (DKAE_NUMERIC) names the column" : "");
    }

    private static void join(StringBuilder note, String more) {
        note.append(note.isEmpty() ? "" : ", ").append(more);
    }
}
