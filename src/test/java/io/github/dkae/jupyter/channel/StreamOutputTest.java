package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamOutputTest {
    private final StringBuilder text = new StringBuilder();
    private final StreamOutput output = new StreamOutput(text::append);

    @Test
    void charactersInSeveralWritesAreDecoded() {
        for (byte b : "aé€😀z".getBytes(StandardCharsets.UTF_8)) {
            output.write(b);
        }
        assertEquals("aé€😀z", text.toString());
    }

    @Test
    void writesLongerThanTheBufferAreDecoded() {
        String longText = "€".repeat(50_000);
        byte[] bytes = longText.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        assertEquals(longText, text.toString());
    }

    @Test
    void bytesThatAreNoCharactersAreReplaced() {
        output.write(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
        assertEquals("a\ufffdb", text.toString());
    }
}
