package io.github.dkae.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for what is wrong with a CSV file that can't be read, in words that lead to the place. */
final class CsvRecords {
    private static final char QUOTE = '"';
    private final char separator;
    private int line = 1;
    private int firstLine = 1;
    private int values = 1;
    private int columns;
    private boolean quoted;
    private int quotedSince;
    private boolean empty = true;

    private CsvRecords(char separator) {
        this.separator = separator;
    }

    /** The first line that doesn't fit the header, or a quotation mark that isn't closed; empty when neither is there. */
    static Optional<String> defect(Path file, char separator) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new CsvRecords(separator).defect(reader);
        }
    }

    private Optional<String> defect(BufferedReader reader) throws IOException {
        Optional<String> found = Optional.empty();
        int c = reader.read();
        while (c != -1 && found.isEmpty()) {
            found = take((char) c);
            c = reader.read();
        }
        if (quoted) {
            return Optional.of("the quotation mark in line %d isn't closed".formatted(quotedSince));
        }
        return found.isPresent() ? found : endOfRecord();
    }

    private Optional<String> take(char c) {
        Optional<String> found = Optional.empty();
        if (c == '\n') {
            line++;
            found = quoted ? found : endOfRecord();
        } else if (c != '\r') {
            empty = false;
        }
        if (c == QUOTE) {
            quoted = !quoted;
            quotedSince = line;
        } else if (c == separator && !quoted) {
            values++;
        }
        return found;
    }

    private Optional<String> endOfRecord() {
        Optional<String> found = Optional.empty();
        if (columns == 0) {
            columns = values;
        } else if (values != columns && !empty) {
            found = Optional.of("line %d has %d values, but the header names %d columns".formatted(firstLine, values,
                    columns));
        }
        values = 1;
        firstLine = line;
        empty = true;
        return found;
    }
}
