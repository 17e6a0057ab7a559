package io.github.dkae.jupyter.render;

import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tablesaw tables as HTML that scrolls, and as text. Of a long table the first rows are shown, and how many there are.
 * Colours are the page's own, so that a dark theme stays dark.
 */
final class TableRenderer {
    private static final int HTML_ROWS = 100;
    private static final int TEXT_ROWS = 20;
    private static final int LONGEST_NUMBER = 10;
    /** Stays in sight while rows scroll beneath it, in the background of JupyterLab, of VS Code or of the page. */
    private static final String HEADER = ";position:sticky;top:0;"
            + "background:var(--jp-layout-color0,var(--vscode-editor-background,Canvas))";

    private TableRenderer() {}

    static DisplayData render(Table table) {
        DisplayData data = new DisplayData(table.print(TEXT_ROWS).stripTrailing() + "\n" + size(table));
        data.putHTML(html(table));
        return data;
    }

    private static String html(Table table) {
        StringBuilder html = new StringBuilder();
        html.append("<div style=\"max-height:28em;max-width:100%;overflow:auto;display:inline-block\"><table>");
        if (table.name() != null && !table.name().isBlank()) {
            html.append("<caption style=\"text-align:left\">").append(Html.escape(table.name())).append("</caption>");
        }
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            cell(html, "th", column, HEADER, Html.escape(column.name()));
        }
        html.append("</tr></thead><tbody>");
        int rows = Math.min(table.rowCount(), HTML_ROWS);
        for (int row = 0; row < rows; row++) {
            html.append("<tr>");
            for (Column<?> column : table.columns()) {
                cell(html, "td", column, "", Html.escape(text(column, row)));
            }
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
        if (rows < table.rowCount()) {
            html.append("<div><small>").append(size(table)).append(", the first ").append(rows)
                    .append(" shown</small></div>");
        }
        return html.toString();
    }

    private static void cell(StringBuilder html, String tag, Column<?> column, String style,
            String content) {
        html.append('<').append(tag).append(" style=\"text-align:")
                .append(column instanceof NumericColumn ? "right" : "left").append(style).append("\">")
                .append(content).append("</").append(tag).append('>');
    }

    /** The column's own text, shortened to six digits where a floating-point number would fill the cell. */
    private static String text(Column<?> column, int row) {
        String text = column.getString(row);
        if (column instanceof NumericColumn<?> numbers && text.length() > LONGEST_NUMBER
                && numbers.getDouble(row) != Math.rint(numbers.getDouble(row))) {
            return String.format(Locale.ROOT, "%.6g", numbers.getDouble(row));
        }
        return text;
    }

    static String size(Table table) {
        return String.format(Locale.ROOT, "%,d rows × %,d columns", table.rowCount(), table.columnCount());
    }
}
