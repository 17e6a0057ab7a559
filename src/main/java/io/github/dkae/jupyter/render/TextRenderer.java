package io.github.dkae.jupyter.render;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.StringJoiner;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Objects as text, and headings. */
final class TextRenderer {
    /** A record whose text is longer than this has a line for each component. */
    private static final int RECORD_LINE = 100;
    private static final int ARRAY_ELEMENTS = 20;
    private static final int LONGEST_TEXT = 20_000;

    private TextRenderer() {}

    static DisplayData text(Object value) {
        String text = string(value);
        return new DisplayData(text.length() <= LONGEST_TEXT ? text
                : text.substring(0, LONGEST_TEXT) + "… %,d more characters".formatted(text.length() - LONGEST_TEXT));
    }

    static DisplayData heading(String title, int level) {
        DisplayData data = new DisplayData(title);
        data.putHTML("<h%1$d>%2$s</h%1$d>".formatted(Math.min(level, 6), Html.escape(title)));
        return data;
    }

    static DisplayData optional(Optional<?> value) {
        return new DisplayData(value.map(present -> "Optional[" + string(present) + "]").orElse("Optional.empty"));
    }

    static DisplayData record(Record value) {
        String line = value.toString();
        return new DisplayData(line.length() <= RECORD_LINE && !line.contains("\n") ? line : components(value));
    }

    private static String components(Record value) {
        StringJoiner lines = new StringJoiner("\n", value.getClass().getSimpleName() + "\n", "");
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            lines.add("  " + component.getName() + " = " + string(read(component, value)).replace("\n", "\n    "));
        }
        return lines.toString();
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(can't be read)";
        }
    }

    /** The object's own text; for a Java array its type, length and first elements. */
    private static String string(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        int length = Array.getLength(value);
        StringJoiner elements = new StringJoiner(", ", " {", "}");
        for (int i = 0; i < Math.min(length, ARRAY_ELEMENTS); i++) {
            elements.add(string(Array.get(value, i)));
        }
        if (length > ARRAY_ELEMENTS) {
            elements.add("…");
        }
        return value.getClass().getComponentType().getSimpleName() + "[" + length + "]" + elements;
    }
}
