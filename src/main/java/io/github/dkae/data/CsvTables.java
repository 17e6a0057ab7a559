package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Reads CSV files with a header, in UTF-8, as tables named as the file. */
final class CsvTables {
    private static final String[] MISSING = {"", "NA", "N/A", "NaN", "nan", "null", "NULL", "?", "*"};

    private CsvTables() {}

    /**
     * Reads a file whose values are separated by commas, semicolons or tabs, whichever its header has most of.
     *
     * @throws IOException              when there is no such file or it can't be read
     * @throws IllegalArgumentException when it is no table
     */
    static Table read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toAbsolutePath().toString(), null, "no such file; expected a table as CSV");
        }
        try {
            return parse(file, separator(file));
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text in UTF-8; convert it first", e);
        }
    }

    private static Table parse(Path file, char separator) throws IOException {
        CsvRecords records = CsvRecords.read(file, separator);
        Optional<String> openQuotation = records.openQuotation();
        if (openQuotation.isPresent()) {
            throw noTable(file, openQuotation.get(), null);
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            // All rows decide on a column's type: the first thousands may be whole numbers, and a later one a fraction.
            return Table.read().usingOptions(CsvReadOptions.builder(reader).tableName(file.getFileName().toString())
                    .separator(separator).sample(false).missingValueIndicator(MISSING));
        } catch (RuntimeException e) {
            // Tablesaw and its parser have many kinds of these for files that are no tables.
            throw noTable(file, records.raggedLine().orElseGet(() -> firstLine(e)), e);
        }
    }

    private static char separator(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String header = reader.readLine();
            if (header == null || header.isBlank()) {
                throw noTable(file, "its first line must be a header, but is empty", null);
            }
            char most = ',';
            for (char candidate : new char[] {';', '\t'}) {
                most = count(header, candidate) > count(header, most) ? candidate : most;
            }
            return most;
        }
    }

    private static IllegalArgumentException noTable(Path file, String why, RuntimeException cause) {
        return new IllegalArgumentException(Text.format("%s can't be read as a table: %s", file, why), cause);
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static String firstLine(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().lines().findFirst().orElse("");
    }
}
