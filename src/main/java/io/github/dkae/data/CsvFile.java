package io.github.dkae.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import io.github.dkae.support.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV file in UTF-8 as rows of cells.
 *
 * <p>Cells without quotation marks are stripped of blanks around them; empty lines are no rows; all rows must have as
 * many cells as the first. A first line such as {@code sep=;}, which Excel writes, names the delimiter and is no row.
 */
final class CsvFile {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final int ROWS_THAT_TELL_THE_DELIMITER = 200;
    private static final int LARGEST_CELL = 1 << 24;
    private static final int MOST_COLUMNS = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern DELIMITER_LINE = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);
    private static final FieldModifier STRIP_UNLESS_QUOTED = new FieldModifier() {
        @Override
        public String modify(long line, int field, boolean quoted, String text) {
            return quoted ? text : text.strip();
        }
    };

    private final Path file;
    private final Optional<Character> comment;
    private final boolean delimiterLine;
    private final char delimiter;

    /** Takes a row's cells and the line that it begins in, from 1 on. */
    @FunctionalInterface
    interface RowConsumer {
        void take(List<String> cells, long line);
    }

    /**
     * Finds out what separates the values of a file: what splits its first rows all alike and into as many as can be, or
     * else most of them at all, so that the row which is unlike can be named.
     *
     * @throws IOException              when there is no such file or it can't be read
     * @throws IllegalArgumentException when two delimiters split it equally well
     */
    CsvFile(Path file, Optional<Character> delimiter, Optional<Character> comment) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toAbsolutePath().toString(), null, "no such file; expected a table as CSV");
        }
        this.file = file;
        this.comment = comment;
        Matcher first = DELIMITER_LINE.matcher(firstLine());
        this.delimiterLine = first.matches();
        this.delimiter = delimiter.isPresent() ? delimiter.get() : delimiterLine ? first.group(1).charAt(0) : found();
    }

    char delimiter() {
        return delimiter;
    }

    /**
     * Reads all rows.
     *
     * @throws IllegalArgumentException when a row has another number of cells than the first, or a quotation isn't
     *                                  closed
     */
    void forEach(RowConsumer rows) throws IOException {
        int[] columns = {0};
        boolean[] hash = {false};
        read(delimiter, row -> {
            int values = row.getFieldCount();
            hash[0] |= row.getField(0).startsWith("#");
            if (columns[0] == 0) {
                columns[0] = values;
            } else if (values != columns[0]) {
                throw noTable(Text.format("line %d has %d values, but the header names %d columns%s", 
                        row.getStartingLineNumber(), values, columns[0],
                        hash[0] ? "; the option comment (DKAE_COMMENT) leaves out lines that begin with '#'" : ""));
            }
            if (row.getFields().stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
                throw noTable(Text.format("line %d has a NUL character, so that it is no text in UTF-8", row.getStartingLineNumber()));
            }
            rows.take(row.getFields(), row.getStartingLineNumber());
            return true;
        });
    }

    IllegalArgumentException noTable(String why) {
        return new IllegalArgumentException(Text.format("%s can't be read as a table: %s", file, why));
    }

    private char found() throws IOException {
        List<Character> best = new ArrayList<>();
        int most = 2;
        char likeliest = DELIMITERS.get(0);
        for (char candidate : DELIMITERS) {
            List<Integer> cells = cells(candidate);
            int least = cells.stream().mapToInt(count -> count).min().orElse(0);
            if (least >= most && cells.stream().allMatch(count -> count == least)) {
                if (least > most) {
                    best.clear();
                }
                most = least;
                best.add(candidate);
            } else if (2 * cells.stream().filter(count -> count > 1).count() > cells.size()) {
                likeliest = candidate;
            }
        }
        if (best.size() > 1) {
            throw noTable(Text.format("'%s' and '%s' both split its rows into %d values; the option delimiter (DKAE_DELIMITER) decides", best.get(0), best.get(1), most));
        }
        return best.isEmpty() ? likeliest : best.get(0);
    }

    /** How many cells each of the first rows has with this delimiter; none where a quotation doesn't end well. */
    private List<Integer> cells(char candidate) throws IOException {
        List<Integer> cells = new ArrayList<>();
        try {
            read(candidate, row -> {
                cells.add(row.getFieldCount());
                return cells.size() < ROWS_THAT_TELL_THE_DELIMITER;
            });
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        return cells;
    }

    private String firstLine() throws IOException {
        try (BufferedReader reader = reader()) {
            // As much of it as a line that names the delimiter can have; other lines may be long.
            char[] start = new char["\"sep=;\"\r\n".length()];
            int length = reader.read(start);
            return length < 0 ? "" : new String(start, 0, length).lines().findFirst().orElse("");
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        }
    }

    private BufferedReader reader() throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** Hands rows on for as long as they are wanted. */
    private void read(char separator, Predicate<CsvRecord> wanted) throws IOException {
        try (BufferedReader reader = reader()) {
            Iterator<CsvRecord> rows = CsvReader.builder().fieldSeparator(separator)
                    .commentStrategy(comment.isPresent() ? CommentStrategy.SKIP : CommentStrategy.NONE)
                    .commentCharacter(comment.orElse('#')).allowUnclosedQuote(false).trimWhitespacesAroundQuotes(true)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .maxBufferSize(LARGEST_CELL)
                    .build(CsvRecordHandler.of(cells -> cells.fieldModifier(STRIP_UNLESS_QUOTED).maxFields(MOST_COLUMNS)
                            .maxRecordSize(Integer.MAX_VALUE)), reader).iterator();
            boolean more = true;
            while (more && rows.hasNext()) {
                CsvRecord row = rows.next();
                more = delimiterLine && row.getStartingLineNumber() == 1 || wanted.test(row);
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8(e.getCause()) : e.getCause();
        } catch (CsvParseException e) {
            throw (IllegalArgumentException) noTable(e.getMessage()).initCause(e);
        }
    }

    private IOException notUtf8(IOException cause) {
        return new IOException(file + " is no text in UTF-8; convert it first", cause);
    }
}
