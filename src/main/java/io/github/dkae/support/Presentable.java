package io.github.dkae.support;

import java.util.List;

/** A result made of several things to look at, such as tables and charts; a notebook shows them one below the other. */
public interface Presentable {
    /** What this is, in a few words; a heading. */
    String title();

    /** What to show, in order: tables, charts, images, arrays, text, or further presentables. */
    List<Object> parts();
}
