package io.github.dkae.cli.report;

import io.github.dkae.support.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to report on.
 *
 * @param scale how much to compute
 * @param data  "mnist", "digits", a folder or a CSV file; empty to choose what can be had
 * @param seed  seed of everything random, at least 0
 * @param seeds number of seeds to repeat with, from {@code seed} up, in [1, 100]
 * @param out   the report's folder
 * @param fresh whether to compute everything anew, whatever is cached
 * @param only  beginnings of the names of notebooks to run; empty for all
 */
record ReportSettings(Scale scale, Optional<String> data, long seed, int seeds, Path out, boolean fresh,
        List<String> only) {
    private static final int MOST_SEEDS = 100;

    /** How much to compute. */
    enum Scale {
        SMOKE, TUTORIAL, PAPER;

        /** As users write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ReportSettings {
        if (seed < 0) {
            throw new IllegalArgumentException("seed must be at least 0, but was " + seed);
        }
        Arguments.between("seeds", seeds, 1, MOST_SEEDS);
        out = out.toAbsolutePath().normalize();
        only = List.copyOf(only);
    }
}
