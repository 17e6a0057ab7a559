package io.github.dkae.data;

import io.github.dkae.support.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What the columns of a CSV file are called and taken for. */
final class CsvColumns {
    /** Columns called 0, 1, 2 or 1990, 1991, 1992 are called so; with two, it may be chance. */
    private static final int COUNTING_NAMES = 3;

    private final CsvFile csv;
    private final TableOptions options;
    private final List<String> first = new ArrayList<>();
    private final List<ColumnProfile> profiles = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, DecimalSign> signs = new HashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final boolean header;
    private final List<String> names;
    private long firstLine;

    /** Looks at all cells of a file; throws as {@link CsvTable#read}. */
    CsvColumns(CsvFile csv, TableOptions options) throws IOException {
        this.csv = csv;
        this.options = options;
        csv.forEach(this::look);
        if (first.stream().allMatch(String::isEmpty)) {
            throw csv.noTable("its first line must be a header, but is empty");
        }
        this.header = options.header().orElseGet(this::looksLikeHeader);
        if (!header) {
            add(first, firstLine);
            remarks.add("no header, so columns are called c1, c2, …");
        }
        if (csv.delimiter() != ',') {
            remarks.add(0, "values separated by " + (csv.delimiter() == '\t' ? "tabs" : Text.format("'%s'", csv.delimiter())));
        }
        this.names = IntStream.range(0, first.size())
                .mapToObj(i -> header && !first.get(i).isEmpty() ? first.get(i) : "c" + (i + 1)).toList();
        checkNames();
        for (int i = 0; i < names.size(); i++) {
            decide(names.get(i), profiles.get(i));
        }
    }

    boolean header() {
        return header;
    }

    List<String> names() {
        return names;
    }

    /** The decimal sign of a column of numbers; empty for one of texts. */
    Optional<DecimalSign> sign(String column) {
        return Optional.ofNullable(signs.get(column));
    }

    List<String> remarks() {
        return remarks;
    }

    Map<String, String> notes() {
        return notes;
    }

    private void look(List<String> cells, long line) {
        if (first.isEmpty()) {
            first.addAll(cells);
            firstLine = line;
            for (int i = 0; i < cells.size(); i++) {
                profiles.add(new ColumnProfile(
                        options.numeric().contains(cells.get(i)) || options.numeric().contains("c" + (i + 1))));
            }
        } else {
            add(cells, line);
        }
    }

    private void add(List<String> cells, long line) {
        for (int i = 0; i < cells.size(); i++) {
            String text = cells.get(i);
            if (options.isMissingAmongNumbers(text)) {
                profiles.get(i).addMissing(text);
            } else if (!options.isMissing(text)) {
                profiles.get(i).add(text, line);
            }
        }
    }

    /** A header has a text above numbers, or no number above them. */
    private boolean looksLikeHeader() {
        List<String> above = IntStream.range(0, first.size()).filter(i -> profiles.get(i).isNumbers())
                .mapToObj(first::get).filter(text -> !options.isMissing(text) && !options.isMissingAmongNumbers(text))
                .toList();
        boolean allNumbers = above.stream().allMatch(text -> EnumSet.allOf(DecimalSign.class).stream()
                .anyMatch(sign -> sign.thousands(text, false) != DecimalSign.NO_NUMBER));
        if (above.isEmpty() || !allNumbers) {
            return true;
        }
        if (!above.stream().allMatch(text -> text.matches("\\d{1,9}"))) {
            return false;
        }
        if (above.size() >= COUNTING_NAMES && IntStream.range(1, above.size())
                .allMatch(i -> Integer.parseInt(above.get(i)) == Integer.parseInt(above.get(i - 1)) + 1)) {
            remarks.add("the first row is taken for names, unless the option header (DKAE_HEADER) says no");
            return true;
        }
        throw csv.noTable(Text.format("its first line may be a header or a row, as '%s' stands above numbers;"
                + " the option header (DKAE_HEADER) decides", above.get(0)));
    }

    private void checkNames() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer earlier = places.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
            if (earlier != null) {
                throw csv.noTable(Text.format("columns %d and %d are called '%s' and '%s', but must differ in more than case", 
                        earlier + 1, i + 1, names.get(earlier), names.get(i)));
            }
        }
        for (List<String> named : List.of(options.categorical(), options.numeric())) {
            named.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
                throw csv.noTable(Text.format("it has no column '%s', which an option names, only %s", name, names));
            });
        }
    }

    private void decide(String name, ColumnProfile profile) {
        if (options.categorical().contains(name)) {
            notes.put(name, "by option");
            return;
        }
        Optional<DecimalSign> sign = profile.isNumbers() ? sign(name, profile) : Optional.empty();
        String note = sign.map(profile::noteOfNumbers).orElseGet(() -> profile.isNumbers()
                ? "not numbers with a " + DecimalSign.of(options.decimal().orElseThrow()) : profile.noteOfTexts());
        if (options.numeric().contains(name)) {
            if (sign.isEmpty()) {
                throw csv.noTable(Text.format("column '%s', which the option numeric names, has %s", name,
                        profile.odd().isEmpty() ? "no number" : profile.odd()));
            }
            note = note.isEmpty() ? "by option" : "by option, " + note;
        }
        sign.ifPresent(value -> signs.put(name, value));
        if (!note.isEmpty()) {
            notes.put(name, note);
        }
    }

    /** The option's sign, the column's, or that of the file's other columns. */
    private Optional<DecimalSign> sign(String name, ColumnProfile profile) {
        if (options.decimal().isPresent()) {
            return options.decimal().map(DecimalSign::of).filter(profile::fits);
        }
        if (!profile.isAmbiguous()) {
            return profile.decided().or(() -> Optional.of(DecimalSign.POINT));
        }
        Set<DecimalSign> elsewhere = EnumSet.noneOf(DecimalSign.class);
        profiles.forEach(other -> other.decided().ifPresent(elsewhere::add));
        if (elsewhere.isEmpty() && csv.delimiter() == ',' && !profile.hasCommas()) {
            return Optional.of(DecimalSign.POINT);
        }
        if (elsewhere.size() != 1) {
            throw csv.noTable(Text.format("%s of column '%s' may have a fraction or thousands;"
                    + " the option decimal (DKAE_DECIMAL) decides, '.' or ','", profile.example(), name));
        }
        return Optional.of(elsewhere.iterator().next());
    }
}
