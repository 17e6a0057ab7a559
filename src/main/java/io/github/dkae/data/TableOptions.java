package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a CSV file is to be read, as far as it isn't to be found out from the file itself.
 *
 * @param label       the column of class labels, {@link SampleTable#NO_LABEL} for none; empty for the convention of
 *                    {@link SampleTable}
 * @param delimiter   what separates values; empty for that of comma, semicolon, tab and vertical bar that splits all
 *                    rows alike
 * @param decimal     '.' or ','; empty for what each column's numbers have
 * @param header      whether the first row names the columns; empty for whether it looks so
 * @param comment     what lines begin with that are no rows; empty if all are
 * @param missing     the spellings of missing values, beside nothing at all; empty for {@link #MISSING} and, among
 *                    numbers, {@link #MISSING_AMONG_NUMBERS}
 * @param categorical columns that are texts, whatever they look like
 * @param numeric     columns that are numbers, also with leading zeros, with more digits than are kept, with one of the
 *                    suffixes D and F, or in per cent: 2% is 0.02
 */
public record TableOptions(Optional<String> label, Optional<Character> delimiter, Optional<Character> decimal,
        Optional<Boolean> header, Optional<Character> comment, Optional<List<String>> missing,
        List<String> categorical, List<String> numeric) {
    /** What a missing value is written as in any column. */
    public static final Set<String> MISSING = Set.of("NA", "N/A", "NaN", "nan", "null", "NULL", "?", "*");

    /** What a missing value is written as in a column that holds numbers otherwise, in any case. */
    public static final Set<String> MISSING_AMONG_NUMBERS = Set.of("na", "n/a", "n.a.", "nan", "null", "none", "nil",
            "missing", "<na>", "#n/a", "#na", "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "-", "--", "–",
            "—", ".", "..", "...");

    public TableOptions {
        Arguments.present("label", label);
        Arguments.present("delimiter", delimiter).ifPresent(c -> structural("delimiter", c));
        Arguments.present("decimal", decimal).filter(c -> c != '.' && c != ',').ifPresent(c -> {
            throw new IllegalArgumentException(Text.format("decimal must be '.' or ',', but was '%s'", c));
        });
        Arguments.present("header", header);
        Arguments.present("comment", comment).ifPresent(c -> structural("comment", c));
        missing = Arguments.present("missing", missing).map(List::copyOf);
        categorical = List.copyOf(Arguments.present("categorical", categorical));
        numeric = List.copyOf(Arguments.present("numeric", numeric));
        numeric.stream().filter(categorical::contains).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(Text.format("column '%s' can't be both categorical and numeric", name));
        });
    }

    private static void structural(String name, char c) {
        if (c == '"' || c == '\n' || c == '\r' || Character.isLetterOrDigit(c)) {
            throw new IllegalArgumentException(
                    Text.format("%s must be no letter, digit, quotation mark or line end, but was '%s'", name, c));
        }
    }

    /** Everything is found out. */
    public static TableOptions defaults() {
        return new TableOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** As the environment's variables say that {@link #from} names. */
    public static TableOptions fromEnvironment() {
        return from(System.getenv());
    }

    /**
     * As {@code DKAE_LABEL}, {@code DKAE_DELIMITER} (a character or {@code tab}), {@code DKAE_DECIMAL},
     * {@code DKAE_HEADER} ({@code yes} or {@code no}), {@code DKAE_COMMENT}, {@code DKAE_MISSING},
     * {@code DKAE_CATEGORICAL} and {@code DKAE_NUMERIC} say; the last three are lists, separated by commas.
     *
     * @throws IllegalArgumentException when one says something else
     */
    public static TableOptions from(Map<String, String> environment) {
        return new TableOptions(value(environment, "DKAE_LABEL", Function.identity()),
                value(environment, "DKAE_DELIMITER", text -> text.equals("tab") ? '\t' : character(text)),
                value(environment, "DKAE_DECIMAL", TableOptions::character),
                value(environment, "DKAE_HEADER", TableOptions::yesOrNo),
                value(environment, "DKAE_COMMENT", TableOptions::character),
                value(environment, "DKAE_MISSING", TableOptions::list),
                value(environment, "DKAE_CATEGORICAL", TableOptions::list).orElse(List.of()),
                value(environment, "DKAE_NUMERIC", TableOptions::list).orElse(List.of()));
    }

    private static <T> Optional<T> value(Map<String, String> environment, String name, Function<String, T> parser) {
        try {
            return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty())
                    .map(parser);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Text.format("%s must be %s", name, e.getMessage()), e);
        }
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(Text.format("a single character, but was '%s'", text));
        }
        return text.charAt(0);
    }

    private static boolean yesOrNo(String text) {
        if (!text.equals("yes") && !text.equals("no")) {
            throw new IllegalArgumentException(Text.format("'yes' or 'no', but was '%s'", text));
        }
        return text.equals("yes");
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    boolean isMissing(String text) {
        return text.isEmpty() || (missing.isPresent() ? missing.get().contains(text) : MISSING.contains(text));
    }

    boolean isMissingAmongNumbers(String text) {
        return missing.isEmpty() && !text.isEmpty() && !Character.isDigit(text.charAt(0))
                && MISSING_AMONG_NUMBERS.contains(text.toLowerCase(Locale.ROOT)) && !MISSING.contains(text);
    }

    /** The same with this column of labels, or {@link SampleTable#NO_LABEL}. */
    public TableOptions withLabel(String value) {
        return new TableOptions(Optional.of(value), delimiter, decimal, header, comment, missing, categorical, numeric);
    }

    /** The same with values separated by this. */
    public TableOptions withDelimiter(char value) {
        return new TableOptions(label, Optional.of(value), decimal, header, comment, missing, categorical, numeric);
    }

    /** The same with this decimal sign, '.' or ',', in all numbers; the other one separates thousands. */
    public TableOptions withDecimal(char value) {
        return new TableOptions(label, delimiter, Optional.of(value), header, comment, missing, categorical, numeric);
    }

    /** The same with or without a first row that names the columns. */
    public TableOptions withHeader(boolean value) {
        return new TableOptions(label, delimiter, decimal, Optional.of(value), comment, missing, categorical, numeric);
    }

    /** The same with comments in lines that begin with this. */
    public TableOptions withComment(char value) {
        return new TableOptions(label, delimiter, decimal, header, Optional.of(value), missing, categorical, numeric);
    }

    /** The same with these spellings of missing values and no others. */
    public TableOptions withMissing(String... values) {
        return new TableOptions(label, delimiter, decimal, header, comment, Optional.of(List.of(values)), categorical,
                numeric);
    }

    /** The same with these columns as texts. */
    public TableOptions withCategorical(String... columns) {
        return new TableOptions(label, delimiter, decimal, header, comment, missing, List.of(columns), numeric);
    }

    /** The same with these columns as numbers. */
    public TableOptions withNumeric(String... columns) {
        return new TableOptions(label, delimiter, decimal, header, comment, missing, categorical, List.of(columns));
    }
}
