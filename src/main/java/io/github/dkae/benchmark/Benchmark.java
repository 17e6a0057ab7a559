package io.github.dkae.benchmark;

import com.google.gson.JsonObject;
import io.github.dkae.support.Progress;

/** A measurement that {@code environment/dkae bench} runs. */
public interface Benchmark {
    /** Its name on the command line and in the results, such as "step". */
    String name();

    /** What it measures, in a few words. */
    String description();

    /**
     * Measures.
     *
     * @param progress hears how far it is
     * @return figures by name, with their unit at the name's end, such as "millisecondsPerStep"
     */
    JsonObject run(Progress progress);
}
