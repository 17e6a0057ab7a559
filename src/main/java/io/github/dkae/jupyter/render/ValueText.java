package io.github.dkae.jupyter.render;

import io.github.dkae.support.Presentable;
import io.github.dkae.support.Text;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** Any object in a few words, as part of another one or when it is only looked up. */
public final class ValueText {
    private static final int ELEMENTS = 20;
    private static final int LONGEST = 1_000;

    private ValueText() {}

    /** The object in a few words; never fails, and never tells addresses in memory. */
    public static String of(Object value) {
        try {
            String text = words(value);
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        } catch (RuntimeException | StackOverflowError e) {
            return typeName(value) + ", which can't be shown: " + e.getClass().getSimpleName();
        }
    }

    private static String words(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof INDArray array) {
            return ArrayRenderer.summary(array);
        }
        if (value instanceof Table table) {
            return Text.format("Table %s, %s", table.name(), TableRenderer.size(table));
        }
        if (value instanceof Presentable presentable) {
            return presentable.title();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(present -> "Optional[" + words(present) + "]").orElse("Optional.empty");
        }
        if (value instanceof Collection<?> collection) {
            return elements(new ArrayList<>(collection), "[", "]");
        }
        if (value.getClass().isArray()) {
            List<Object> list = new ArrayList<>();
            int length = Array.getLength(value);
            for (int i = 0; i < Math.min(length, ELEMENTS + 1); i++) {
                list.add(Array.get(value, i));
            }
            return value.getClass().getComponentType().getSimpleName() + "[" + length + "]" + elements(list, " {", "}");
        }
        if (value instanceof Record record && hasGeneratedText(record)) {
            return Stream.of(record.getClass().getRecordComponents())
                    .map(component -> component.getName() + "=" + words(read(component, record)))
                    .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
        }
        return hasText(value) ? value.toString() : typeName(value);
    }

    private static String elements(List<?> values, String open, String close) {
        List<String> texts = new ArrayList<>();
        for (Object value : values.subList(0, Math.min(values.size(), ELEMENTS))) {
            texts.add(words(value));
        }
        if (values.size() > ELEMENTS) {
            texts.add("…");
        }
        return open + String.join(", ", texts) + close;
    }

    /** A component of a record, whether its class is public or not. */
    static Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(can't be read)";
        }
    }

    /** Whether a record's text is the compiler's, which tells of arrays and lambdas by their addresses. */
    static boolean hasGeneratedText(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        String begin = record.getClass().getSimpleName() + "[";
        return record.toString().startsWith(components.length == 0 ? begin : begin + components[0].getName() + "=");
    }

    /** Whether the object's type says what its text is, rather than leaving it to {@link Object#toString}. */
    private static boolean hasText(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every object has a text", e);
        }
    }

    /** The name of an object's type; of a lambda, the interface that it implements. */
    private static String typeName(Object value) {
        Class<?> type = value.getClass();
        if (type.isHidden() && type.getInterfaces().length == 1) {
            return "a " + type.getInterfaces()[0].getSimpleName();
        }
        return type.getSimpleName().isEmpty() ? type.getSuperclass().getSimpleName().toLowerCase(Locale.ROOT)
                : type.getSimpleName();
    }
}
