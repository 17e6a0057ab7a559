package io.github.dkae.jupyter.render;

/** HTML text. */
final class Html {
    private Html() {}

    /** {@code text} with HTML's own characters escaped. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
