package io.github.dkae.cli.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;

/** The LaTeX formulas of a notebook's text, $…$ and $$…$$, as pictures within the page: no script, no network. */
final class Formulas {
    /** Code and pictures, in which a dollar is a dollar; then displayed and inline formulas. */
    private static final Pattern TOKEN = Pattern.compile(
            "<(pre|code|script|style)\\b.*?</\\1>|<[^>]*>|\\$\\$(?<display>.+?)\\$\\$|\\$(?<inline>[^$<>\\n]+?)\\$",
            Pattern.DOTALL);
    private static final float POINTS = 17;
    private static final int DENSITY = 3;

    private Formulas() {}

    /** {@code html} with its formulas typeset; what is no valid LaTeX stays as it is written. */
    static String typeset(String html) {
        return TOKEN.matcher(html).replaceAll(found -> Matcher.quoteReplacement(typeset(found)));
    }

    private static String typeset(MatchResult found) {
        String display = found.group(2);
        String latex = display != null ? display : found.group(3);
        if (latex == null) {
            return found.group();
        }
        try {
            String image = image(unescape(latex).strip(), display != null);
            return display == null ? image : "<span class=\"formula-display\">" + image + "</span>";
        } catch (ParseException e) {
            return found.group();
        }
    }

    private static String image(String latex, boolean display) {
        TeXIcon icon = new TeXFormula(latex).createTeXIcon(
                display ? TeXConstants.STYLE_DISPLAY : TeXConstants.STYLE_TEXT, POINTS);
        icon.setInsets(new Insets(1, 1, 1, 1));
        int width = icon.getIconWidth();
        int height = icon.getIconHeight();
        BufferedImage image = new BufferedImage(width * DENSITY, height * DENSITY, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(DENSITY, DENSITY);
        icon.setForeground(Color.BLACK);
        icon.paintIcon(null, g, 0, 0);
        g.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return String.format(Locale.ROOT, "<img class=\"formula\" width=\"%d\" height=\"%d\" style=\"vertical-align:%dpx\""
                        + " alt=\"%s\" src=\"data:image/png;base64,%s\">", width, height, -icon.getIconDepth(),
                ResultsHtml.escape(latex), Base64.getEncoder().encodeToString(png.toByteArray()));
    }

    /** LaTeX as it was before it became HTML. */
    private static String unescape(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
