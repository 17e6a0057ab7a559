package io.github.dkae.jupyter.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts of any length, short enough for a client to show: a browser and a saved notebook hold each of them. */
public final class LongText {
    private static final int LONGEST = 500_000;

    private LongText() {}

    /** The text, or its first half a million characters and how many more there are. */
    public static String shortened(String text) {
        return String.join("", shortened(List.of(text)));
    }

    /** The lines, together as long as one text may be. */
    public static List<String> shortened(List<String> lines) {
        long length = lines.stream().mapToLong(String::length).sum();
        if (length <= LONGEST) {
            return lines;
        }
        List<String> kept = new ArrayList<>();
        int room = LONGEST;
        for (int i = 0; room > 0; i++) {
            String line = lines.get(i);
            String head = line.substring(0, end(line, 0, room));
            kept.add(head);
            length -= head.length();
            room = head.length() < line.length() ? 0 : room - head.length();
        }
        kept.add(String.format(Locale.ROOT, "\n… %,d more characters are left out", length));
        return kept;
    }

    /** Where a piece of at most {@code length} characters ends that begins at {@code from}: not within a character. */
    static int end(String text, int from, int length) {
        int end = Math.min(text.length(), from + length);
        return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
