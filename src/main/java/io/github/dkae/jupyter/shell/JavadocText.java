package io.github.dkae.jupyter.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documentation comments as plain text. */
final class JavadocText {
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");

    private JavadocText() {}

    /** The comment without mark-up: paragraphs, and a line for each block tag. */
    static String plain(String comment) {
        String text = comment;
        for (Matcher tag = INLINE_TAG.matcher(text); tag.find(); tag = INLINE_TAG.matcher(text)) {
            text = tag.replaceFirst(Matcher.quoteReplacement(tag.group(1)));
        }
        return text.replaceAll("(?m)^ ", "")
                .replaceAll("(?i)</?(p|tr|li|ul|ol|table|caption|pre|h\\d)( [^>]*)?>", "\n")
                .replaceAll("(?i)</?(code|i|b|em|strong|td|th|sub|sup|a|br)( [^>]*)?/?>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n")
                .replaceAll("(?m)^@param ", "  ")
                // Text that goes on below a parameter's moves left as far as the parameter has.
                .replaceAll("(?m)^ {5}(?= {2,}\\S)", "")
                .replaceAll("(?m)^@(return|throws|see) ", "$1 ")
                .strip();
    }

    /** What a comment's {@code @param} tag says of {@code parameter}, or null. */
    static String ofParameter(String comment, String parameter) {
        String untilNextTag = "((?:(?!\\n\\s*@).)*)";
        Matcher tag = Pattern.compile("@param\\s+" + Pattern.quote(parameter) + "\\s+" + untilNextTag, Pattern.DOTALL)
                .matcher(comment);
        return tag.find() ? tag.group(1).strip() : null;
    }
}
