package io.github.dkae.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of results.json as HTML: single numbers beside the paper's, lists of equal length as columns. */
final class ResultsHtml {
    private static final Map<String, String> TITLES = Map.of(
            "pck", "Probabilistic cluster kernel",
            "table1", "Table 1: code loss against the ideal kernel, test data",
            "kpca", "Code loss of rank-m kernel PCA approximations",
            "denoising", "Denoising: mean squared error",
            "tradeoff", "Losses against λ",
            "codeSize", "Losses against the code size");
    /** The figures that the paper prints. */
    private static final Map<String, Double> PAPER = Map.of(
            "table1.prior", 1.0132, "table1.sae", 1.1417, "table1.dkae", 1.0115,
            "denoising.kpca", 0.0427, "denoising.dkaePca", 0.0358);

    private ResultsHtml() {}

    /** All sections, each under its heading. */
    static String of(Results results) {
        StringBuilder html = new StringBuilder();
        results.sections().forEach((name, section) -> {
            html.append("<section><h3>").append(escape(TITLES.getOrDefault(name, words(name)))).append("</h3>\n");
            appendScalars(name, section, html);
            appendColumns(section, html);
            html.append("</section>\n");
        });
        return html.toString();
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

    /** A name of results.json in words: "dkaeInSample" becomes "dkae in sample". */
    static String words(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace(".", ": ").toLowerCase(Locale.ROOT);
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
                html.append("<td>").append(paper == null ? "" : paper).append("</td>");
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
        // Five significant digits, as the paper prints.
        return value.getAsBigDecimal().round(new MathContext(5)).stripTrailingZeros().toPlainString();
    }
}
