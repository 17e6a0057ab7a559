package io.github.dkae.cli.report;

import java.util.Optional;

/**
 * A notebook that ran, to its end or to an error.
 *
 * @param name     its name
 * @param seconds  time that it took
 * @param fragment HTML of its cells and outputs; empty when it couldn't even start
 * @param failure  what stopped it; empty when nothing did
 */
record NotebookRun(String name, double seconds, String fragment, Optional<Failure> failure) {
    /**
     * What stopped a notebook.
     *
     * @param cell    the code cell, counted from 1; 0 when none had started
     * @param name    the error's name
     * @param message the error's message
     * @param details traceback, or the last lines that the kernel printed
     */
    record Failure(int cell, String name, String message, String details) {}
}
