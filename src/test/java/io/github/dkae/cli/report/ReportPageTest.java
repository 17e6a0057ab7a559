package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.InEveryLocale;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@InEveryLocale
class ReportPageTest {
    private static final String FRAGMENT = "<h1 id=\"Top\">First<a class=\"anchor-link\" href=\"#Top\">¶</a></h1>\n"
            + "<p>@content@ costs $1 and \\n</p>\n";

    @Test
    void indexHoldsEveryNotebookUnderDistinctNames() {
        String page = page("{\"x\": 1}", new NotebookRun("00-a", 3, FRAGMENT, Optional.empty()),
                new NotebookRun("01-b", 4, FRAGMENT, Optional.empty()));
        assertTrue(page.contains("id=\"00-a.Top\"") && page.contains("href=\"#00-a.Top\""), page);
        assertTrue(page.contains("id=\"01-b.Top\"") && page.contains("href=\"#01-b.Top\""), page);
        assertTrue(page.contains("href=\"notebooks/01-b.html\""), page);
        assertTrue(page.indexOf("id=\"00-a\"") < page.indexOf("id=\"01-b\""), page);
        // What looks like a placeholder or a group reference is the notebook's own text.
        assertTrue(page.contains("<p>@content@ costs $1 and \\n</p>"), page);
    }

    @Test
    void pageNeedsNoOtherFileToBeShown() {
        String page = page("{\"x\": 1}", new NotebookRun("00-a", 3, FRAGMENT, Optional.empty()));
        assertFalse(page.matches("(?s).*(<script|<link|@import|src=\"http).*"), page);
        assertTrue(page.contains("prefers-color-scheme: dark"));
    }

    @Test
    void figuresStandBesideThePapers() {
        String page = page("{\"prior\": 1.0131547, \"sae\": 1.14}",
                new NotebookRun("00-a", 3, FRAGMENT, Optional.empty()));
        assertTrue(page.contains("<p>Scale smoke, seed 1 and the next 2. The notebooks took 3 seconds."), page);
        assertTrue(page.contains("<th>prior</th><td>1.0132</td><td>1.0132</td>"), page);
        assertTrue(page.contains("<th>sAE</th><td>1.14</td><td>1.1417</td>"), page);
    }

    @Test
    void listsOfEqualLengthAreColumns() {
        JsonObject tradeoff = JsonParser.parseString("{\"lambda\": [0, 0.5], \"code\": [1.2, 1.01], \"name\": \"a<b\"}")
                .getAsJsonObject();
        String html = ResultsHtml.of(new Results(Map.of("tradeoff", tradeoff), new JsonObject(), List.of()), Map.of());
        assertTrue(html.contains("<tr><th>λ</th><th>code</th></tr>"), html);
        assertTrue(html.contains("<tr><td>0</td><td>1.2</td></tr>"), html);
        assertTrue(html.contains("<tr><td>0.5</td><td>1.01</td></tr>"), html);
        assertTrue(html.contains("<td>a&lt;b</td>"), html);
    }

    @Test
    void namesBecomeWords() {
        assertEquals("dkAE in sample", ResultsHtml.words("dkaeInSample"));
        assertEquals("split: train size", ResultsHtml.words("split.trainSize"));
        assertEquals("losses: sAE PCA", ResultsHtml.words("losses.saePca"));
        assertEquals("kPCA matrix: seconds per sample", ResultsHtml.words("kpcaMatrix.secondsPerSample"));
    }

    private static String page(String table1, NotebookRun... runs) {
        JsonObject provenance = JsonParser.parseString("{\"scale\": \"smoke\", \"seed\": 1, \"seeds\": 3, \"seconds\": 7.5}")
                .getAsJsonObject();
        Results results = new Results(Map.of("table1", JsonParser.parseString(table1).getAsJsonObject()),
                new JsonObject(), List.of());
        return ReportPage.index(provenance, results, List.of(runs), Map.of());
    }
}
