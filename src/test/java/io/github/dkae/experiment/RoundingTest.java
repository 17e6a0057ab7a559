package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.InEveryLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InEveryLocale
class RoundingTest {
    @ParameterizedTest
    @CsvSource({"0.00694, 4, 0.0069, +0.0069", "-0.0158, 3, −0.016, −0.016", "-0.000006, 4, 0.0000, 0.0000",
        "0.00004, 4, 0.0000, 0.0000", "2, 0, 2, +2", "-0.4, 0, 0, 0"})
    void whatRoundsToZeroHasNoSign(double value, int digits, String text, String signedText) {
        assertEquals(text, Rounding.text(value, digits));
        assertEquals(signedText, Rounding.signedText(value, digits));
    }
}
