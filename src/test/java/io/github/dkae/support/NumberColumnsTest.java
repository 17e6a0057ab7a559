package io.github.dkae.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dkae.InEveryLocale;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.columns.Column;

@InEveryLocale
class NumberColumnsTest {
    @Test
    void numbersAreWrittenWithDigitsAndSignsOfNoLocale() {
        assertEquals(List.of("-0.03333333333333333", "1234567.5", "2", ""),
                texts(NumberColumns.doubles("x", -0.1 / 3, 1234567.5, 2, Double.NaN)));
        assertEquals(List.of("-1234567", "0", "-1234567"),
                texts(NumberColumns.integers("n", -1234567, 0).append(NumberColumns.integers("m", -1234567))));
    }

    private static List<String> texts(Column<?> column) {
        return IntStream.range(0, column.size()).mapToObj(column::getString).toList();
    }
}
