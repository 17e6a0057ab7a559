package io.github.dkae.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dkae.cli.results.PaperFigure;
import io.github.dkae.cli.results.SeedFigures;
import io.github.dkae.experiment.Spread;
import io.github.dkae.support.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** The figures of results.json as HTML: single numbers beside the paper's, lists of equal length as columns. */
final class ResultsHtml {
    private static final Map<String, String> TITLES = Map.of(
            "pck", "Probabilistic cluster kernel",
            "table1", "Table 1: code loss against the ideal kernel, test data",
            "losses", "Losses on test data",
            "kpca", "Code loss of rank-m kernel PCA approximations",
            "denoising", "Denoising: mean squared error",
            "denoisingClipped", "Denoising, noise clipped: mean squared error",
            "tradeoff", "Losses against λ",
            "codeSize", "Losses against the code size",
            SeedFigures.SECTION, "Repeated with other seeds");
    private static final Pattern WORD = Pattern.compile("\\p{Alnum}+");
    private static final Map<String, String> SPELLING = Map.of("pck", "PCK", "pca", "PCA", "kpca", "kPCA", "sae", "sAE",
            "dkae", "dkAE", "rbf", "RBF", "lambda", "λ", "nystroem", "Nyström", "nd4j", "ND4J");
    private static final Map<String, Double> PAPER = PaperFigure.byPath();

    private ResultsHtml() {}

    /**
     * All sections, each under its heading.
     *
     * @param makers the notebook that made each file of the folder of results
     */
    static String of(Results results, Map<String, String> makers) {
        StringBuilder html = new StringBuilder();
        results.sections().forEach((name, section) -> {
            html.append("<section><h3>").append(escape(TITLES.getOrDefault(name, words(name)))).append("</h3>\n");
            String maker = makers.get(ResultsFolder.fragment(name));
            if (maker != null) {
                html.append(Text.format("<p class=\"file\"><a href=\"#%1$s\">%1$s</a></p>\n", escape(maker)));
            }
            if (name.equals(SeedFigures.SECTION)) {
                appendSeeds(SeedFigures.in(results.sections()), html);
            } else {
                appendScalars(name, section, html);
                appendColumns(section, html);
            }
            html.append("</section>\n");
        });
        appendStages(results.stages(), html);
        return html.toString();
    }

    private static void appendSeeds(SeedFigures seeds, StringBuilder html) {
        // One value has no spread.
        boolean several = seeds.seeds().length > 1;
        html.append("<div class=\"scroll\"><table><tr><th></th>").append(several ? "<th>mean</th><th>sd</th>" : "");
        for (double seed : seeds.seeds()) {
            html.append("<th>seed ").append(number(BigDecimal.valueOf(seed))).append("</th>");
        }
        html.append("</tr>\n");
        seeds.figures().forEach((name, values) -> {
            Spread spread = Spread.of(values);
            html.append("<tr><th>").append(escape(words(name))).append("</th>");
            DoubleStream.concat(several ? DoubleStream.of(spread.mean(), spread.deviation()) : DoubleStream.empty(),
                    Arrays.stream(values)).forEach(
                    value -> html.append("<td>").append(number(BigDecimal.valueOf(value))).append("</td>"));
            html.append("</tr>\n");
        });
        html.append("</table></div>\n");
    }

    private static void appendStages(List<StageTime> stages, StringBuilder html) {
        if (stages.isEmpty()) {
            return;
        }
        html.append("<section><h3>Time of the expensive stages</h3>\n<div class=\"scroll\"><table><tr><th>stage</th>"
                + "<th>seconds</th><th>share of these, %</th></tr>\n");
        double sum = stages.stream().mapToDouble(StageTime::seconds).sum();
        for (StageTime stage : stages) {
            html.append(String.format(Locale.ROOT, "<tr><td>%s</td><td>%.1f</td><td>%.1f</td></tr>\n",
                    escape(stage.name()), stage.seconds(), sum == 0 ? 0 : 100 * stage.seconds() / sum));
        }
        html.append("</table></div></section>\n");
    }

    /** An object's names and values as a table of two columns. */
    static String definitions(JsonObject object) {
        StringBuilder html = new StringBuilder("<table class=\"provenance\">\n");
        for (Map.Entry<String, JsonElement> entry : Results.scalars(object)) {
            html.append("<tr><th>").append(escape(words(entry.getKey()))).append("</th><td>")
                    .append(escape(entry.getValue().getAsString())).append("</td></tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    /** Text as HTML shows it. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** A name of results.json in words, as the field spells them: "dkaeInSample" becomes "dkAE in sample". */
    static String words(String name) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace(".", ": ").toLowerCase(Locale.ROOT);
        return WORD.matcher(words).replaceAll(word -> SPELLING.getOrDefault(word.group(), word.group()));
    }

    private static void appendScalars(String name, JsonObject section, StringBuilder html) {
        List<Map.Entry<String, JsonElement>> scalars = Results.scalars(section);
        if (scalars.isEmpty()) {
            return;
        }
        boolean comparable = scalars.stream().anyMatch(entry -> PAPER.containsKey(name + "." + entry.getKey()));
        html.append("<table><tr><th></th><th>ours</th>").append(comparable ? "<th>paper</th>" : "").append("</tr>\n");
        for (Map.Entry<String, JsonElement> entry : scalars) {
            html.append("<tr><th>").append(escape(words(entry.getKey()))).append("</th><td>")
                    .append(text(entry.getValue())).append("</td>");
            if (comparable) {
                Double paper = PAPER.get(name + "." + entry.getKey());
                html.append("<td>").append(paper == null ? "" : number(BigDecimal.valueOf(paper))).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private static void appendColumns(JsonObject section, StringBuilder html) {
        Map<Integer, Map<String, JsonArray>> byLength = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : section.entrySet()) {
            if (entry.getValue().isJsonArray()) {
                JsonArray column = entry.getValue().getAsJsonArray();
                byLength.computeIfAbsent(column.size(), length -> new LinkedHashMap<>()).put(entry.getKey(), column);
            }
        }
        byLength.forEach((length, columns) -> {
            html.append("<div class=\"scroll\"><table><tr>");
            columns.keySet().forEach(column -> html.append("<th>").append(escape(words(column))).append("</th>"));
            html.append("</tr>\n");
            for (int row = 0; row < length; row++) {
                List<String> cells = new ArrayList<>();
                for (JsonArray column : columns.values()) {
                    cells.add("<td>" + text(column.get(row)) + "</td>");
                }
                html.append("<tr>").append(String.join("", cells)).append("</tr>\n");
            }
            html.append("</table></div>\n");
        });
    }

    private static String text(JsonElement value) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            return escape(value.isJsonPrimitive() ? value.getAsString() : value.toString());
        }
        return number(value.getAsBigDecimal());
    }

    /** Five significant digits, as the paper prints. */
    private static String number(BigDecimal value) {
        return value.round(new MathContext(5)).stripTrailingZeros().toPlainString();
    }
}
