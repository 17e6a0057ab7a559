package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StreamTextTest {
    private final StreamText text = new StreamText();

    private String taken(String written) {
        text.write(written);
        return text.take();
    }

    @Test
    void plainTextPassesUnchanged() {
        assertEquals("one\ntwo", taken("one\ntwo"));
        assertEquals(" three\n", taken(" three\n"));
        assertEquals("", text.take());
    }

    @Test
    void redrawsBetweenTwoTakesLeaveTheLastState() {
        assertEquals("step 3", taken("step 1\rstep 2\rstep 3"));
        assertEquals("\rstep 5", taken("\rstep 4\rstep 5"));
        assertEquals("\rstep 6\ndone\n", taken("\rstep 6\ndone\n"));
    }

    @Test
    void shorterRedrawKeepsTheRestAsATerminalDoes() {
        assertEquals("abcdef", taken("abcdef"));
        assertEquals("\rxycdef", taken("\rxy"));
    }

    @Test
    void carriageReturnAndLineFeedAreAPlainLineEnd() {
        assertEquals("one\ntwo\n", taken("one\r\ntwo\r\n"));
        assertEquals("three", taken("three"));
        assertEquals("\n", taken("\r\n"));
    }

    @Test
    void identicalRedrawSendsNothing() {
        assertEquals("same", taken("same"));
        assertEquals("", taken("\rsame"));
        assertEquals(" and more", taken(" and more"));
    }

    @Test
    void redrawnLineThatGrowsIsSentWhole() {
        assertEquals("1 of 9", taken("1 of 9"));
        assertEquals("\r10 of 90", taken("\r10 of 90"));
    }

    @Test
    void knowsWhetherOnlyARedrawWaits() {
        taken("step 1");
        text.write("\rstep 2");
        assertTrue(text.redrawOnly());
        assertEquals("\rstep 2".length(), text.waiting());
        text.write("\n");
        assertFalse(text.redrawOnly());
        text.take();
        text.write("appended");
        assertFalse(text.redrawOnly());
    }

    @Test
    void replayedOnATerminalTheTextIsTheSame() {
        String written = "a\rbc\rd\n12345\r1\r\rxy\n\nlong line\rshort\rlonger line than before";
        StreamText once = new StreamText();
        once.write(written);
        StringBuilder pieces = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            pieces.append(taken(written.substring(i, i + 1)));
        }
        StreamText replayed = new StreamText();
        replayed.write(pieces);
        assertEquals(once.take(), replayed.take());
    }

    @Test
    void veryLongLineIsNotHeldBack() {
        String line = "x".repeat(100_000);
        assertEquals(line, taken(line));
        assertTrue(taken("\ry").length() < 20_000);
    }
}
