package io.github.dkae.experiment;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as tables show them. */
final class Rounding {
    private Rounding() {}

    /** {@code value} rounded half even to {@code digits} decimals; NaN and infinities stay. */
    static double to(double value, int digits) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                : value;
    }
}
