package io.github.dkae.jupyter;

import java.util.function.Function;

/** What the code of a notebook can call without importing it. */
public final class Notebook {
    private static volatile Function<Object, String> display = value -> {
        System.out.println(value);
        return "";
    };

    private Notebook() {}

    /**
     * Shows an object below the cell, at once: charts and images as pictures, tables as HTML, everything else as text.
     * Outside a notebook it is printed.
     *
     * @param value what to show; may be null
     * @return an identifier of the output; a cell that ends with this call doesn't show it
     */
    public static String display(Object value) {
        return display.apply(value);
    }

    /** There is one kernel in a JVM, and the code of its notebook reaches it through this class alone. */
    static void connect(Function<Object, String> toNotebook) {
        display = toNotebook;
    }
}
