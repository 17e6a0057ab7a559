package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongTextTest {
    private static final int LONGEST = 500_000;

    @Test
    void textThatFitsStaysAsItIs() {
        String fits = "x".repeat(LONGEST);
        assertEquals(fits, LongText.shortened(fits));
        assertEquals("", LongText.shortened(""));
        List<String> lines = List.of("a", "", "b");
        assertSame(lines, LongText.shortened(lines));
    }

    @Test
    void whatIsLeftOutIsCounted() {
        assertEquals("x".repeat(LONGEST) + "\n… 1,234,567 more characters are left out",
                LongText.shortened("x".repeat(LONGEST + 1_234_567)));
    }

    @Test
    void noCharacterIsCutInHalf() {
        String text = LongText.shortened("x" + "😀".repeat(LONGEST));
        assertTrue(text.endsWith("😀\n… 500,002 more characters are left out"), text.substring(LONGEST - 10));
        assertTrue(text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000));
    }

    @Test
    void linesTogetherAreAsLongAsOneTextMayBe() {
        List<String> lines = LongText.shortened(List.of("first", "y".repeat(2 * LONGEST), "z".repeat(10)));
        assertEquals(List.of("first", "y".repeat(LONGEST - 5), "\n… 500,015 more characters are left out"), lines);
        List<String> many = LongText.shortened(Collections.nCopies(LONGEST, "ab"));
        assertEquals(LONGEST / 2 + 1, many.size());
    }
}
