package io.github.dkae.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/** Standard input of a notebook: each line is asked for when the code reads it. */
final class NotebookInput extends InputStream {
    private final Prompt prompt;
    private byte[] line = {};
    private int position;

    /** Asks for a line of input. */
    @FunctionalInterface
    interface Prompt {
        /** Returns the line without its end, or null when nobody can be asked. */
        String ask() throws InterruptedException;
    }

    NotebookInput(Prompt prompt) {
        this.prompt = prompt;
    }

    @Override
    public synchronized int read() throws IOException {
        return fill() ? line[position++] & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - position;
    }

    private boolean fill() throws IOException {
        if (position < line.length) {
            return true;
        }
        try {
            String answer = prompt.ask();
            if (answer == null) {
                return false;
            }
            line = (answer + "\n").getBytes(StandardCharsets.UTF_8);
            position = 0;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }
}
