package io.github.dkae.support;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumberColumn;

/** Columns of numbers that are written the same in every locale; Tablesaw's own follow the default locale, even in CSV. */
public final class NumberColumns {
    /** As many as a double can have. */
    private static final int MOST_DIGITS = 340;

    private NumberColumns() {}

    public static DoubleColumn doubles(String name, double... values) {
        return written(DoubleColumn.create(name, values));
    }

    public static IntColumn integers(String name, int... values) {
        return written(IntColumn.create(name, values));
    }

    private static <C extends NumberColumn<?, ?>> C written(C column) {
        DecimalFormat format = new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(MOST_DIGITS);
        column.setPrintFormatter(format, "");
        return column;
    }
}
