package io.github.dkae.support;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;

/**
 * What a kind of model is in a {@link ModelArchive}. What its methods throw, checked or not, {@link ModelArchive#read}
 * turns into an {@link IOException} that names the file.
 *
 * @param <T> what is read
 */
public interface ModelFormat<T> {
    /** What the file holds, such as "probabilistic cluster kernel". */
    String type();

    /** The newest version that can be read. */
    int version();

    /** The arrays that a model with this header may have, by name; an array that isn't among them is refused. */
    Map<String, ArrayForm> arrays(JsonObject header) throws IOException;

    /** The model; it must ask for every array that it can't do without. */
    T model(ModelArchive archive) throws IOException;
}
