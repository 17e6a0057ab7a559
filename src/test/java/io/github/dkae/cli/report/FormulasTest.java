package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InEveryLocale
class FormulasTest {
    private static final Pattern IMAGE = Pattern.compile("<img class=\"formula\"[^>]* alt=\"([^\"]*)\" src=\"data:image/png;base64,([^\"]*)\">");

    @Test
    void aFormulaBecomesAPictureWithInkAndItsSourceAsText() throws IOException {
        String html = Formulas.typeset("<p>so $x_i &lt; \\frac{1}{Z}$ holds</p>");
        Matcher image = IMAGE.matcher(html);
        assertTrue(image.find(), html);
        assertEquals("x_i &lt; \\frac{1}{Z}", image.group(1));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.group(2))));
        assertNotNull(picture);
        long ink = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                ink += picture.getRGB(x, y) >>> 24 > 128 ? 1 : 0;
            }
        }
        assertTrue(ink > 100, "only " + ink + " dark pixels");
        assertTrue(html.startsWith("<p>so <img") && html.endsWith("> holds</p>"), html);
    }

    @Test
    void displayedFormulasStandOnTheirOwn() {
        assertTrue(Formulas.typeset("$$\n\\sum_{q=2}^{Q} \\pi_i^\\top \\pi_j\n$$").startsWith("<span class=\"formula-display\"><img"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<pre>do_it$Aux and lambda$1</pre>", "<p><code>$HOME and $PATH</code></p>", "<p>5 $ only</p>",
        "<img alt=\"$x$\" src=\"a$b$c\">", "<p>$\\nosuchcommand{x}$</p>"
    })
    void whatIsNoFormulaStays(String html) {
        assertEquals(html, Formulas.typeset(html));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\\left\\lVert \\frac{C}{\\lVert C\\rVert_F} - \\frac{P}{\\lVert P\\rVert_F} \\right\\rVert_F", "\\tilde X^\\top",
        "\\sqrt{2 - 2\\,A(C,P)}", "\\mathcal{N}(\\mu, \\Sigma)", "\\langle A, B\\rangle_F", "\\mathbb{R}^{n\\times d}",
        "\\sigma(h W^\\top + c)", "\\operatorname{tr}(K)", "\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}"
    })
    void theNotebooksLatexIsUnderstood(String latex) {
        assertFalse(Formulas.typeset("$$" + latex + "$$").contains("$"), latex);
    }
}
