package io.github.dkae.cli.report;

/**
 * The name under which a notebook's results are kept.
 *
 * @param notebook the notebook's name
 * @param settings hash of what the user chose: scale, data, seeds, threads
 * @param content  hash of all else that the results depend on: code, text, libraries, the data themselves
 */
record NotebookKey(String notebook, String settings, String content) {
    /** What the names of all results of this notebook with these settings begin with. */
    String prefix() {
        return notebook + "-" + settings + "-";
    }

    @Override
    public String toString() {
        return prefix() + content;
    }
}
