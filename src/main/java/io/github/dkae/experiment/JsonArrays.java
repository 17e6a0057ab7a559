package io.github.dkae.experiment;

import com.google.gson.JsonArray;

/** Figures as JSON arrays. */
final class JsonArrays {
    private JsonArrays() {}

    /** The values in order, as JSON numbers. */
    static JsonArray of(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }
}
