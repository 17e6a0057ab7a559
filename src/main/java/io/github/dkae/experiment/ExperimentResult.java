package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Presentable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** What an experiment found: figures for {@code results.json}, tables and pictures. */
public interface ExperimentResult extends Presentable {
    /** The key of this result in {@code results.json}, such as "table1"; also begins the names of its files. */
    String section();

    /** The figures, as JSON numbers and arrays of them. */
    JsonObject json();

    /** Tables by file name (without an ending), in the order in which they are shown. */
    Map<String, Table> tables();

    /** Pictures by file name (without an ending), in the order in which they are shown. */
    Map<String, Picture> pictures();

    @Override
    default List<Object> parts() {
        List<Object> parts = new ArrayList<>(tables().values());
        parts.addAll(pictures().values());
        return parts;
    }
}
