package io.github.dkae.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class NotebookInputTest {
    @Test
    void asksForALineWhenItIsRead() throws Exception {
        Deque<String> answers = new ArrayDeque<>(Arrays.asList("eins ä", "", "drei"));
        NotebookInput input = new NotebookInput(answers::poll);
        assertEquals(3, answers.size());
        BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        assertEquals("eins ä", reader.readLine());
        assertEquals("", reader.readLine());
        assertEquals("drei", reader.readLine());
        assertEquals(null, reader.readLine());
    }

    @Test
    void interruptedReadSaysSoAndKeepsTheInterrupt() {
        NotebookInput input = new NotebookInput(() -> {
            throw new InterruptedException();
        });
        assertThrows(InterruptedIOException.class, input::read);
        assertTrue(Thread.interrupted());
    }
}
