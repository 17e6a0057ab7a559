package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What all cells of a column have in common, so that the whole of it decides what it is taken for. */
final class ColumnProfile {
    private static final int SPELLINGS_NAMED = 3;

    private final boolean lenient;
    private final Map<DecimalSign, Style> strictly = styles();
    private final Map<DecimalSign, Style> leniently = styles();
    private final Set<String> missing = new TreeSet<>();
    private int cells;
    private int numbers;
    private int lenientNumbers;
    private boolean commas;
    private String example = "";
    private String odd = "";

    /** Whether all cells so far are numbers with a decimal sign, and what separates their thousands; 0 for nothing yet. */
    private static final class Style {
        private boolean fits = true;
        private char thousands;

        boolean take(int separator) {
            boolean number = separator != DecimalSign.NO_NUMBER;
            fits &= number && (separator == 0 || thousands == 0 || thousands == separator);
            thousands = thousands == 0 && number ? (char) separator : thousands;
            return number;
        }
    }

    /** @param lenient whether numbers may be as {@link TableOptions#numeric} allows */
    ColumnProfile(boolean lenient) {
        this.lenient = lenient;
    }

    private static Map<DecimalSign, Style> styles() {
        return new EnumMap<>(Map.of(DecimalSign.POINT, new Style(), DecimalSign.COMMA, new Style()));
    }

    /** Takes a spelling that is a missing value if the column is numbers. */
    void addMissing(String text) {
        missing.add(text);
    }

    void add(String cell, long line) {
        cells++;
        // Blanks within quotation marks are a text's own, but nothing to a number.
        String text = cell.strip();
        if (DecimalSign.isInfinite(text)) {
            return;
        }
        boolean strictNumber = false;
        boolean lenientNumber = false;
        for (DecimalSign sign : DecimalSign.values()) {
            int separator = sign.thousands(text, false);
            boolean strict = separator != DecimalSign.NO_NUMBER && !sign.loses(text);
            strictNumber |= strictly.get(sign).take(strict ? separator : DecimalSign.NO_NUMBER);
            lenientNumber |= leniently.get(sign).take(strict ? separator : sign.thousands(text, true));
        }
        numbers += strictNumber ? 1 : 0;
        lenientNumbers += lenientNumber ? 1 : 0;
        boolean comma = text.indexOf(',') >= 0;
        commas |= comma;
        if (example.isEmpty() && (comma || text.indexOf('.') >= 0)) {
            example = Text.format("'%s' in line %d", text, line);
        }
        if (odd.isEmpty() && !fits(DecimalSign.POINT) && !fits(DecimalSign.COMMA)) {
            odd = Text.format("'%s' in line %d", text, line);
        }
    }

    boolean fits(DecimalSign sign) {
        return (lenient ? leniently : strictly).get(sign).fits;
    }

    boolean isNumbers() {
        return (lenient ? lenientNumbers : numbers) > 0 && (fits(DecimalSign.POINT) || fits(DecimalSign.COMMA));
    }

    /** The only decimal sign with which all are numbers, if there is one. */
    Optional<DecimalSign> decided() {
        if (!isNumbers() || fits(DecimalSign.POINT) == fits(DecimalSign.COMMA)) {
            return Optional.empty();
        }
        return Optional.of(fits(DecimalSign.POINT) ? DecimalSign.POINT : DecimalSign.COMMA);
    }

    /** Whether both decimal signs make numbers of all cells, but other ones. */
    boolean isAmbiguous() {
        return isNumbers() && decided().isEmpty() && !example.isEmpty();
    }

    /** Whether there is any comma. */
    boolean hasCommas() {
        return commas;
    }

    /** The first cell with a point or comma, and its line. */
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
        char thousands = (lenient ? leniently : strictly).get(sign).thousands;
        if (thousands != 0) {
            join(note, Text.format("thousands separated by '%s'", thousands));
        }
        if (!missing.isEmpty()) {
            join(note, missing.stream().limit(SPELLINGS_NAMED).collect(Collectors.joining("', '", "missing where '", "'")));
        }
        return note.toString();
    }

    /** Which text keeps a column from being numbers, where at least half of it could be; else empty. */
    String noteOfTexts() {
        boolean byOption = leniently.values().stream().anyMatch(style -> style.fits);
        return cells == 0 || 2 * lenientNumbers < cells ? "" : Text.format("not numbers because of %s%s", odd,
                byOption ? ", unless the option numeric (DKAE_NUMERIC) names the column" : "");
    }

    private static void join(StringBuilder note, String more) {
        note.append(note.isEmpty() ? "" : ", ").append(more);
    }
}
