package io.github.dkae.jupyter.channel;

/**
 * The text of an output stream that waits to be sent, with its current line as a terminal would show it.
 *
 * <p>A carriage return moves back to the start of the line, and what follows overwrites it. Redraws between two calls
 * of {@link #take()} therefore leave only the last state of the line: a progress line costs one redraw per call,
 * however often it was drawn. Not thread-safe.
 */
final class StreamText {
    /** A line that grows beyond this many characters is sent in pieces that a carriage return no longer reaches. */
    private static final int LONGEST_LINE = 16_384;

    private final StringBuilder finished = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int column;
    /** Leading characters of the current line that the client has. */
    private int sent;
    /** Whether characters that the client has were overwritten. */
    private boolean overwritten;

    void write(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                finishLine("\n");
            } else if (c == '\r') {
                column = 0;
            } else {
                put(c);
            }
        }
    }

    /** Characters that wait to be sent. */
    int waiting() {
        return finished.length() + (overwritten ? line.length() + 1 : line.length() - sent);
    }

    /** Whether all that waits is another state of a line that the client has. */
    boolean redrawOnly() {
        return overwritten && finished.isEmpty();
    }

    /** Removes and returns what waits to be sent; empty when nothing does. */
    String take() {
        finished.append(unsentLine());
        sent = line.length();
        overwritten = false;
        String text = finished.toString();
        finished.setLength(0);
        return text;
    }

    private void put(char c) {
        if (column == line.length()) {
            if (column == LONGEST_LINE) {
                finishLine("");
            }
            line.append(c);
        } else if (line.charAt(column) != c) {
            line.setCharAt(column, c);
            overwritten |= column < sent;
        }
        column++;
    }

    private void finishLine(String end) {
        finished.append(unsentLine()).append(end);
        line.setLength(0);
        column = 0;
        sent = 0;
        overwritten = false;
    }

    private CharSequence unsentLine() {
        // The whole line again rather than the changed part: some clients clear a line at a carriage return.
        return overwritten ? "\r" + line : line.substring(sent);
    }
}
