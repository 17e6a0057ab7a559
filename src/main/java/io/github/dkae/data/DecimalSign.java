package io.github.dkae.data;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A decimal sign, and which texts are numbers with it.
 *
 * <p>A number has ASCII digits, no leading zeros (those are codes), and perhaps a sign, a fraction and an exponent.
 * Thousands may be separated, all or none, by the other sign, blanks or apostrophes; then there is no exponent.
 */
enum DecimalSign {
    POINT('.', ','), COMMA(',', '.');

    /** What {@link #thousands} returns for texts that are no numbers. */
    static final int NO_NUMBER = -1;

    private static final Pattern INFINITE = Pattern.compile("[+-]?(?:inf|infinity|∞)", Pattern.CASE_INSENSITIVE);
    /** Whole numbers of fewer digits are a double's exactly. */
    private static final int EXACT_DIGITS = 15;
    private static final int GROUP = 3;

    private final char sign;
    private final char other;

    DecimalSign(char sign, char other) {
        this.sign = sign;
        this.other = other;
    }

    static DecimalSign of(char sign) {
        return sign == COMMA.sign ? COMMA : POINT;
    }

    /** Whether a text says that a number is infinite. */
    static boolean isInfinite(String text) {
        return !text.isEmpty() && !isDigit(text, text.length() - 1) && INFINITE.matcher(text).matches();
    }

    /**
     * What separates thousands when {@code text} is a number with this sign: a character, 0 for nothing,
     * {@link #NO_NUMBER} when it is none.
     *
     * @param lenient whether also numbers that {@link TableOptions#numeric} allows
     */
    int thousands(String text, boolean lenient) {
        int start = !text.isEmpty() && (ascii(text.charAt(0)) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int end = digits(text, start);
        int whole = end - start;
        char separator = 0;
        if (whole > 0 && text.charAt(start) == '0') {
            if (whole > 1 && !lenient) {
                return NO_NUMBER;
            }
        } else if (whole > 0 && whole <= GROUP && isGroup(text, end)) {
            separator = ascii(text.charAt(end));
            while (isGroup(text, end) && ascii(text.charAt(end)) == separator) {
                end += 1 + GROUP;
            }
        }
        if (is(text, end, sign)) {
            int fraction = end + 1;
            end = digits(text, fraction);
            whole += end - fraction;
        }
        if (separator == 0 && (is(text, end, 'e') || is(text, end, 'E'))) {
            int exponent = is(text, end + 1, '+') || is(text, end + 1, '-') ? end + 2 : end + 1;
            end = digits(text, exponent) > exponent ? digits(text, exponent) : end;
        }
        if (lenient && end < text.length()) {
            int suffix = ascii(text.charAt(end)) == ' ' ? end + 1 : end;
            end = suffix < text.length() && "dDfF%".indexOf(text.charAt(suffix)) >= 0 ? suffix + 1 : end;
        }
        return whole > 0 && end == text.length() ? separator : NO_NUMBER;
    }

    /** The value of a text that is a number with this sign, leniently. */
    double value(String text) {
        String plain = plain(text);
        return plain.endsWith("%") ? Double.parseDouble(plain.substring(0, plain.length() - 1)) / 100
                : Double.parseDouble(plain);
    }

    /** Whether a text that is a number with this sign is a whole number that no double is. */
    boolean loses(String text) {
        if (text.length() <= EXACT_DIGITS) {
            return false;
        }
        String plain = plain(text);
        if (!plain.matches("[+-]?\\d+")) {
            return false;
        }
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value) || new BigDecimal(plain).compareTo(new BigDecimal(value)) != 0;
    }

    /** As Java writes it: without separators of thousands, and with a point. */
    private String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = ascii(text.charAt(i));
            if (c != other && c != ' ' && c != '\'') {
                plain.append(c == sign ? '.' : c);
            }
        }
        return plain.toString();
    }

    /** Whether a separator of thousands and three digits stand at {@code place}. */
    private boolean isGroup(String text, int place) {
        if (place >= text.length()) {
            return false;
        }
        char c = ascii(text.charAt(place));
        return (c == other || c == ' ' || c == '\'') && digits(text, place + 1) == place + 1 + GROUP;
    }

    private static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String text, int place) {
        return text.charAt(place) >= '0' && text.charAt(place) <= '9';
    }

    private static boolean is(String text, int place, char c) {
        return place < text.length() && text.charAt(place) == c;
    }

    /** Blanks, apostrophes and minus signs of typographers as those of programmers. */
    private static char ascii(char c) {
        return switch (c) {
            case '\u00A0', '\u2009', '\u202F' -> ' ';
            case '\u2019' -> '\'';
            case '\u2212' -> '-';
            default -> c;
        };
    }

    @Override
    public String toString() {
        return this == POINT ? "decimal point" : "decimal comma";
    }
}
