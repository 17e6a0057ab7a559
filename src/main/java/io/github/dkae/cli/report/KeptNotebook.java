package io.github.dkae.cli.report;

import java.nio.file.Path;

/**
 * A notebook that ran, with the files that it left.
 *
 * @param run    how it went
 * @param folder where its files are
 */
record KeptNotebook(NotebookRun run, Path folder) {
    /** The notebook with its outputs; not there when it couldn't even start. */
    Path executed() {
        return folder.resolve(run.name() + ".ipynb");
    }

    /** What the notebook wrote: fragments, tables, figures. */
    Path out() {
        return out(folder);
    }

    static Path out(Path folder) {
        return folder.resolve("out");
    }
}
