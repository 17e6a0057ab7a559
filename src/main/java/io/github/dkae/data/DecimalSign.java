package io.github.dkae.data;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal sign, and which texts are numbers with it.
 *
 * <p>A number has ASCII digits, no leading zeros (those are codes), and perhaps a sign, a fraction and an exponent.
 * Thousands may be separated, all or none, by the other sign, blanks or apostrophes.
 */
enum DecimalSign {
    POINT('.', ','), COMMA(',', '.');

    private static final String UNLIKE_ASCII = "\u00A0\u2009\u202F\u2019\u2212";
    private static final String LIKE_ASCII = "   '-";
    private static final Pattern INFINITE = Pattern.compile("[+-]?(?:inf|infinity|∞)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("[1-9]\\d*+");
    /** Whole numbers of fewer digits are a double's exactly. */
    private static final int EXACT_DIGITS = 15;

    private final char sign;
    private final char other;
    private final Pattern strict;
    private final Pattern lenient;

    DecimalSign(char sign, char other) {
        this.sign = sign;
        this.other = other;
        String thousands = "[1-9]\\d{0,2}(?:([%s '])\\d{3})(?:\\1\\d{3})*".formatted(other);
        String number = "[+-]?(?:%s(?:[%s]\\d*)?|(?:%%s(?:[%s]\\d*)?|[%s]\\d+)(?:[eE][+-]?\\d+)?)"
                .formatted(thousands, sign, sign, sign);
        this.strict = Pattern.compile(number.formatted("(?:0|[1-9]\\d*)"));
        this.lenient = Pattern.compile(number.formatted("\\d+") + " ?[dDfF%]?");
    }

    static DecimalSign of(char sign) {
        return sign == COMMA.sign ? COMMA : POINT;
    }

    /** Whether a text says that a number is infinite. */
    static boolean isInfinite(String text) {
        return INFINITE.matcher(text).matches();
    }

    /**
     * What separates thousands when {@code text} is a number with this sign: a character, or 0 for nothing.
     *
     * @param lenient whether also numbers that {@link TableOptions#numeric} allows
     * @return empty when it is no number
     */
    OptionalInt thousands(String text, boolean lenient) {
        if (PLAIN.matcher(text).matches()) {
            return OptionalInt.of(0);
        }
        Matcher matcher = (lenient ? this.lenient : strict).matcher(ascii(text));
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(matcher.group(1) == null ? 0 : matcher.group(1).charAt(0));
    }

    /** The value of a text that is a number with this sign, leniently. */
    double value(String text) {
        String plain = plain(text);
        if (plain.endsWith("%")) {
            // Two digits further right and not divided by 100, so that it is the nearest double.
            return new BigDecimal(plain.substring(0, plain.length() - 1)).movePointLeft(2).doubleValue();
        }
        return Double.parseDouble(plain);
    }

    /** Whether a text that is a number with this sign is a whole number that no double is. */
    boolean loses(String text) {
        String plain = plain(text);
        return plain.length() > EXACT_DIGITS && plain.matches("[+-]?\\d+")
                && new BigDecimal(plain).compareTo(new BigDecimal(Double.parseDouble(plain))) != 0;
    }

    private String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        ascii(text).chars().filter(c -> c != other && c != ' ' && c != '\'')
                .forEach(c -> plain.append(c == sign ? '.' : (char) c));
        return plain.toString();
    }

    private static String ascii(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        String ascii = text;
        for (int i = 0; i < UNLIKE_ASCII.length(); i++) {
            ascii = ascii.replace(UNLIKE_ASCII.charAt(i), LIKE_ASCII.charAt(i));
        }
        return ascii;
    }

    @Override
    public String toString() {
        return this == POINT ? "decimal point" : "decimal comma";
    }
}
