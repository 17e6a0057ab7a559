package io.github.dkae.jupyter.render;

import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Text;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Objects as text, and headings. */
final class TextRenderer {
    /** A record whose text is longer than this has a line for each component. */
    private static final int RECORD_LINE = 100;
    /** A collection whose text is longer than this has a line for each element. */
    private static final int COLLECTION_LINE = 200;
    /** The same for numbers, which take little room each. */
    private static final int NUMBERS_LINE = 2_000;
    private static final int ELEMENTS = 20;
    private static final int LONGEST_TEXT = 20_000;

    private TextRenderer() {}

    static DisplayData text(Object value) {
        String text = string(value);
        return new DisplayData(text.length() <= LONGEST_TEXT ? text
                : text.substring(0, LONGEST_TEXT) + Text.format("… %,d more characters", text.length() - LONGEST_TEXT));
    }

    static DisplayData heading(String title, int level) {
        DisplayData data = new DisplayData(title);
        data.putHTML(Text.format("<h%1$d>%2$s</h%1$d>", Math.min(level, 6), Html.escape(title)));
        return data;
    }

    static DisplayData optional(Optional<?> value) {
        return new DisplayData(ValueText.of(value));
    }

    /** A kernel over given samples: public types tell of themselves, the others are what {@code over} gives. */
    static DisplayData kernel(KernelBlocks kernel) {
        if (Modifier.isPublic(kernel.getClass().getModifiers())) {
            return new DisplayData(kernel.toString());
        }
        return new DisplayData(kernel instanceof FeatureMatrix features
                ? Text.format("Kernel over %,d samples, of %,d features", kernel.size(), features.featureCount())
                : Text.format("Kernel over %,d samples", kernel.size()));
    }

    static DisplayData record(Record value) {
        String line = isPlain(value) ? value.toString() : "";
        return new DisplayData(!line.isEmpty() && line.length() <= RECORD_LINE && !line.contains("\n")
                ? line : components(value, ""));
    }

    /** A collection's own text when that is a line or so, else a line for each of the first elements. */
    static DisplayData collection(Collection<?> value) {
        String line = value.toString();
        int longest = value.stream().allMatch(Number.class::isInstance) ? NUMBERS_LINE : COLLECTION_LINE;
        if (line.length() <= longest && !line.contains("\n") && value.stream().allMatch(TextRenderer::isPlain)) {
            return new DisplayData(line);
        }
        StringJoiner lines = new StringJoiner("\n");
        lines.add(Text.format("%,d elements", value.size()));
        value.stream().limit(ELEMENTS).forEach(element -> lines.add("  " + indented(ValueText.of(element))));
        if (value.size() > ELEMENTS) {
            lines.add("  ⋮");
        }
        return new DisplayData(lines.toString());
    }

    /** Whether a value's own text tells of it without addresses in memory; of a record, whether its components' do. */
    private static boolean isPlain(Object value) {
        if (value instanceof Record record && ValueText.hasGeneratedText(record)) {
            return List.of(record.getClass().getRecordComponents()).stream()
                    .allMatch(component -> isPlain(ValueText.read(component, record)));
        }
        return value == null || !value.getClass().isArray() && ValueText.of(value).equals(value.toString());
    }

    private static String components(Record value, String indent) {
        StringJoiner lines = new StringJoiner("\n", value.getClass().getSimpleName() + "\n", "");
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = ValueText.read(component, value);
            String text = part instanceof Record record && !isPlain(record)
                    ? components(record, indent + "  ") : ValueText.of(part).replace("\n", "\n    " + indent);
            lines.add(indent + "  " + component.getName() + " = " + text);
        }
        return lines.toString();
    }

    private static String indented(String text) {
        return text.replace("\n", "\n    ");
    }

    private static String string(Object value) {
        return value != null && value.getClass().isArray() ? ValueText.of(value) : String.valueOf(value);
    }
}
