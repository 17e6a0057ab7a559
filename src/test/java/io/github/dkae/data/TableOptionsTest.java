package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableOptionsTest {
    @Test
    void theEnvironmentIsRead() {
        assertEquals(TableOptions.defaults(), TableOptions.from(Map.of("DKAE_LABEL", " ", "DKAE_DECIMAL", "")));
        assertEquals(TableOptions.defaults().withLabel("species").withDelimiter('\t').withDecimal(',').withHeader(false)
                .withComment('#').withMissing("none", "-").withCategorical("zip").withNumeric("share", "price"),
                TableOptions.from(Map.of("DKAE_LABEL", " species ", "DKAE_DELIMITER", "tab", "DKAE_DECIMAL", ",",
                        "DKAE_HEADER", "no", "DKAE_COMMENT", "#", "DKAE_MISSING", "none, -", "DKAE_CATEGORICAL", "zip",
                        "DKAE_NUMERIC", "share,price")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DKAE_DECIMAL   | ;    | decimal must be '.' or ',', but was ';'",
        "DKAE_DECIMAL   | ,,   | DKAE_DECIMAL must be a single character, but was ',,'",
        "DKAE_HEADER    | true | DKAE_HEADER must be 'yes' or 'no', but was 'true'",
        "DKAE_DELIMITER | x    | delimiter must be no letter, digit, quotation mark or line end, but was 'x'",
        "DKAE_COMMENT   | \"   | comment must be no letter, digit, quotation mark or line end, but was '\"'",
        "DKAE_NUMERIC   | zip  | column 'zip' can't be both categorical and numeric",
    })
    void badValuesAreNamed(String name, String value, String expected) {
        Map<String, String> environment = Map.of("DKAE_CATEGORICAL", "zip", name, value);
        String message = assertThrows(IllegalArgumentException.class, () -> TableOptions.from(environment)).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
