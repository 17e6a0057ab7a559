package io.github.dkae.experiment;

import io.github.dkae.support.NumberColumns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;

/** Numbers as tables show them. */
public final class Rounding {
    private Rounding() {}

    /** {@code value} rounded half even to {@code digits} decimals; NaN and infinities stay. */
    static double to(double value, int digits) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                : value;
    }

    /** A column of {@code values} rounded to {@code digits} decimals, all of which are printed. */
    static DoubleColumn column(String name, int digits, double... values) {
        DoubleColumn column = NumberColumns.doubles(name,
                Arrays.stream(values).map(value -> to(value, digits)).toArray());
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ROOT);
        format.setGroupingUsed(false);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        column.setPrintFormatter(format, "");
        return column;
    }

    /** {@code value} with {@code digits} decimals, as text with a minus sign; what rounds to zero has none. */
    public static String text(double value, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(value));
        return value < 0 && isNotZero(text) ? "−" + text : text;
    }

    /** The same with a plus sign where it is positive, for differences. */
    public static String signedText(double value, int digits) {
        String text = text(value, digits);
        return value > 0 && isNotZero(text) ? "+" + text : text;
    }

    /** Decimals of a mean of values that have {@code digits} themselves: one of several counts is no count. */
    public static int digitsOfMean(int digits, int values) {
        return values > 1 && digits == 0 ? 1 : digits;
    }

    private static boolean isNotZero(String number) {
        return number.matches(".*[1-9].*");
    }
}
