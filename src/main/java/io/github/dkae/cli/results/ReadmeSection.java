package io.github.dkae.cli.results;

import io.github.dkae.support.Text;

/** The part of a README between two comments that HTML doesn't show, which a command writes. */
final class ReadmeSection {
    static final String BEGIN = "<!-- paper table: begin, made by environment/dkae readme -->";
    static final String END = "<!-- paper table: end -->";

    private ReadmeSection() {}

    /** What stands between the comments; empty when nothing does. */
    static String of(String readme) {
        return readme.substring(begin(readme), readme.indexOf(END, begin(readme))).strip();
    }

    /** {@code readme} with {@code content} between the comments. */
    static String replace(String readme, String content) {
        int begin = begin(readme);
        return readme.substring(0, begin) + "\n" + content.strip() + "\n" + readme.substring(readme.indexOf(END, begin));
    }

    private static int begin(String readme) {
        int begin = readme.indexOf(BEGIN);
        if (begin < 0 || readme.indexOf(END, begin) < 0) {
            throw new IllegalArgumentException(Text.format("README.md must have the lines %s and %s, in this order",
                    BEGIN, END));
        }
        return begin + BEGIN.length();
    }
}
