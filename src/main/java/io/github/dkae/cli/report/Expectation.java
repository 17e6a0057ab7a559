package io.github.dkae.cli.report;

import java.util.OptionalDouble;

/** How much longer notebooks are likely to take. */
@FunctionalInterface
interface Expectation {
    /**
     * Seconds that are left of a notebook.
     *
     * @param elapsed seconds since it began; 0 before
     * @return below 0 when it has taken longer than was expected; empty when nothing is known
     */
    OptionalDouble left(String notebook, double elapsed);

    /** This expectation; where it knows nothing, {@code other}. */
    default Expectation orElse(Expectation other) {
        return (notebook, elapsed) -> {
            OptionalDouble own = left(notebook, elapsed);
            return own.isPresent() ? own : other.left(notebook, elapsed);
        };
    }
}
