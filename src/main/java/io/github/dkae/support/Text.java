package io.github.dkae.support;

import java.util.Locale;

/** Text that is the same in every locale, as results, keys and messages are. */
public final class Text {
    private Text() {}

    /** {@link String#format(Locale, String, Object...)} with digits and signs of no locale's own. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
