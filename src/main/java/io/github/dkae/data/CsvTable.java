package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A CSV file as a table of numbers and texts.
 *
 * <p>A column is numbers if all of its cells are, with one decimal sign, but for missing values; else it is texts as they
 * were written, truth values and dates among them. Numbers keep their texts, so that a {@link TableEncoder} can look them
 * up among the categories that it knows.
 *
 * @param rows    all rows of the file, in its order; named as the file
 * @param remarks on how the file is written, where that isn't as usual: commas, and a header
 * @param notes   for some columns, what is unusual in how their numbers are written, or why they are none
 */
public record CsvTable(Table rows, List<String> remarks, Map<String, String> notes) {
    public CsvTable {
        Arguments.present("rows", rows);
        remarks = List.copyOf(Arguments.present("remarks", remarks));
        notes = Map.copyOf(Arguments.present("notes", notes));
    }

    /**
     * Reads a file in two passes, the first of which decides by all cells of a column what it is.
     *
     * @throws IOException              when there is no such file or it can't be read
     * @throws IllegalArgumentException when it is no table, when an option names no column, or when it can be read in two
     *                                  ways; the message names the option that decides
     */
    public static CsvTable read(Path file, TableOptions options) throws IOException {
        Arguments.present("options", options);
        CsvFile csv = new CsvFile(Arguments.present("file", file), options.delimiter(), options.comment());
        CsvColumns columns = new CsvColumns(csv, options);
        List<Column<?>> values = new ArrayList<>();
        for (String name : columns.names()) {
            values.add(columns.sign(name).<Column<?>>map(sign -> new WrittenNumbers(name, sign))
                    .orElseGet(() -> StringColumn.create(name)));
        }
        boolean[] isHeader = {columns.header()};
        csv.forEach((cells, line) -> {
            for (int i = 0; i < cells.size() && !isHeader[0]; i++) {
                append(csv, values.get(i), cells.get(i), line, options);
            }
            isHeader[0] = false;
        });
        return new CsvTable(Table.create(file.getFileName().toString(), values), columns.remarks(), columns.notes());
    }

    private static void append(CsvFile csv, Column<?> column, String text, long line, TableOptions options) {
        if (options.isMissing(text) || column instanceof WrittenNumbers && options.isMissingAmongNumbers(text)) {
            column.appendMissing();
        } else if (column instanceof StringColumn texts) {
            texts.append(text);
        } else if (!((WrittenNumbers) column).write(text)) {
            throw csv.noTable(Text.format("'%s' in line %d of column '%s' is no finite number;"
                    + " the option missing (DKAE_MISSING) can leave it out", text, line, column.name()));
        }
    }
}
