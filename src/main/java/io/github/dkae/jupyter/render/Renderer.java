package io.github.dkae.jupyter.render;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows objects of one type in a notebook. */
@FunctionalInterface
public interface Renderer<T> {
    /** The object in one or several MIME types; a client takes the richest that it knows. */
    DisplayData render(T value);
}
