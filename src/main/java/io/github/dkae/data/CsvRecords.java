package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for what is wrong with a CSV file, in words that lead to the place.
 *
 * <p>As for the parser, a quotation mark opens a quotation where a value begins, and is a character like others within one.
 */
final class CsvRecords {
    private static final char QUOTE = '"';
    private final char separator;
    private int line = 1;
    private int firstLine = 1;
    private int values = 1;
    private int columns;
    private boolean quoted;
    private int quotedSince;
    private boolean justClosed;
    private boolean emptyValue = true;
    private boolean emptyRecord = true;
    private String ragged;

    private CsvRecords(char separator) {
        this.separator = separator;
    }

    static CsvRecords read(Path file, char separator) throws IOException {
        CsvRecords records = new CsvRecords(separator);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (int c = reader.read(); c != -1; c = reader.read()) {
                records.take((char) c);
            }
        }
        records.endRecord();
        return records;
    }

    /** Where a quotation isn't closed, the parser takes the rest of the file for one value, without a word. */
    Optional<String> openQuotation() {
        return quoted ? Optional.of(Text.format("the quotation mark in line %d isn't closed", quotedSince))
                : Optional.empty();
    }

    /** The first line that doesn't fit the header; empty when there is none. */
    Optional<String> raggedLine() {
        return Optional.ofNullable(ragged);
    }

    private void take(char c) {
        boolean opens = c == QUOTE && !quoted && (emptyValue || justClosed);
        boolean closes = c == QUOTE && quoted;
        if (opens) {
            quoted = true;
            quotedSince = line;
        } else if (closes) {
            quoted = false;
        }
        justClosed = closes;
        boolean ends = !quoted && (c == separator || c == '\n');
        emptyValue = ends || emptyValue && Character.isWhitespace(c);
        emptyRecord &= c == '\n' || c == '\r';
        if (c == '\n') {
            line++;
        }
        if (ends && c == '\n') {
            endRecord();
        } else if (ends) {
            values++;
        }
    }

    private void endRecord() {
        if (columns == 0) {
            columns = values;
        } else if (values != columns && !emptyRecord && ragged == null) {
            ragged = Text.format("line %d has %d values, but the header names %d columns", firstLine, values, columns);
        }
        values = 1;
        firstLine = line;
        emptyRecord = true;
        emptyValue = true;
    }
}
