package io.github.dkae.cli.report;

import com.google.gson.JsonObject;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The report's pages: HTML that needs no other file, its style sheet and pictures within. */
final class ReportPage {
    private static final String TEMPLATE = resource("page.html");
    private static final String STYLE = resource("page.css");
    private static final Pattern PLACEHOLDER = Pattern.compile("@(title|style|content)@");
    private static final Pattern SHOWN = Pattern.compile(".*\\.(csv|png|svg)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCAL_NAME = Pattern.compile("(\\sid=\"|\\shref=\"#)");
    private static final Pattern HEADING = Pattern.compile("<h1[^>]*>(.*?)(<a class=\"anchor-link\"|</h1>)",
            Pattern.DOTALL);

    private ReportPage() {}

    /**
     * The page that holds everything.
     *
     * @param provenance the provenance of results.json
     * @param results    the figures
     * @param runs       the notebooks
     * @param makers     the notebook that made each file, by the file's name in the folder of results
     */
    static String index(JsonObject provenance, Results results, List<NotebookRun> runs, Map<String, String> makers) {
        StringBuilder html = new StringBuilder("<header><h1>Deep kernelized autoencoders: report</h1>\n<p>");
        String data = provenance.has("data") ? ", " + ResultsHtml.escape(text(provenance, "data")) : "";
        int seeds = provenance.has("seeds") ? provenance.get("seeds").getAsInt() : 1;
        html.append(Text.format("Scale %s%s, seed %s%s. The notebooks took %.0f seconds.", text(provenance, "scale"), data,
                text(provenance, "seed"), seeds == 1 ? "" :
                        Text.format(" and the next %d", seeds - 1), runs.stream().mapToDouble(NotebookRun::seconds).sum()));
        html.append(" Figures: <a href=\"results.json\">results.json</a>.</p>\n<nav><ol>\n");
        for (NotebookRun run : runs) {
            html.append(Text.format("<li><a href=\"#%s\">%s</a> <small>%.0f s</small></li>\n",
                    ResultsHtml.escape(run.name()), title(run), run.seconds()));
        }
        html.append("</ol></nav>\n</header>\n");
        if (!results.sections().isEmpty()) {
            html.append("<h2>Results</h2>\n<div class=\"results\">\n").append(ResultsHtml.of(results, makers))
                    .append("</div>\n");
        }
        html.append("<details><summary>Where these figures come from</summary>\n")
                .append(ResultsHtml.definitions(provenance)).append("</details>\n");
        appendFiles(makers, html);
        for (NotebookRun run : runs) {
            html.append(Text.format("""
                    <article class="notebook" id="%1$s">
                    <p class="file"><a href="notebooks/%1$s.html">%1$s</a></p>
                    """, ResultsHtml.escape(run.name()))).append(local(run)).append("</article>\n");
        }
        return page("Deep kernelized autoencoders: report", html.toString());
    }

    /** Links to the tables and figures, each with the notebook that made it. */
    private static void appendFiles(Map<String, String> makers, StringBuilder html) {
        List<String> files = makers.keySet().stream().filter(file -> SHOWN.matcher(file).matches()).sorted().toList();
        if (files.isEmpty()) {
            return;
        }
        html.append("<details><summary>Tables (CSV) and figures (PNG, SVG)</summary>\n<ul>\n");
        files.forEach(file -> html.append(Text.format("<li><a href=\"results/%1$s\">%1$s</a> <small>%2$s</small></li>\n",
                ResultsHtml.escape(file), ResultsHtml.escape(makers.get(file)))));
        html.append("</ul></details>\n");
    }

    /** A notebook's own page; with what stopped it on top, if something did. */
    static String notebook(NotebookRun run) {
        String failure = run.failure().map(ReportPage::failure).orElse("");
        return page(run.name(), failure + "<article class=\"notebook\">\n" + run.fragment() + "</article>\n");
    }

    private static String failure(NotebookRun.Failure failure) {
        return Text.format("<div class=\"failure\"><p>%s</p>\n<pre>%s</pre></div>\n",
                ResultsHtml.escape(Text.format("Stopped at code cell %d: %s: %s", failure.cell(), failure.name(),
                        failure.message())),
                ResultsHtml.escape(failure.details()));
    }

    private static String page(String title, String content) {
        Map<String, String> values = Map.of("title", ResultsHtml.escape(title), "style", STYLE, "content", content);
        return PLACEHOLDER.matcher(TEMPLATE).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }

    /** The notebook's fragment with its headings' names made distinct from those of other notebooks on the page. */
    private static String local(NotebookRun run) {
        return LOCAL_NAME.matcher(run.fragment()).replaceAll("$1" + Matcher.quoteReplacement(run.name() + "."));
    }

    private static String title(NotebookRun run) {
        Matcher heading = HEADING.matcher(run.fragment());
        return heading.find() ? heading.group(1) : ResultsHtml.escape(run.name());
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
