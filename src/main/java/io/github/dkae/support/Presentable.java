package io.github.dkae.support;

import java.util.List;

/** A result that a notebook shows as several things one below the other: tables, charts, pictures, text. */
public interface Presentable {
    /** One line above the parts; may be empty. */
    String title();

    /** What is shown, in order: Tablesaw tables, XChart charts, images, strings or further presentables. */
    List<Object> parts();
}
