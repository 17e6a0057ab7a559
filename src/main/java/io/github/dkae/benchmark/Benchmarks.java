package io.github.dkae.benchmark;

import java.util.List;

/** The list of benchmarks. */
public final class Benchmarks {
    private Benchmarks() {}

    /** All benchmarks, in the order to run them. */
    public static List<Benchmark> all() {
        return List.of();
    }
}
