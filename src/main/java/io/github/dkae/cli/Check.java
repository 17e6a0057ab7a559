package io.github.dkae.cli;

import io.github.dkae.support.Text;

/**
 * One line of {@code doctor}.
 *
 * @param state  how it stands
 * @param name   what was looked at
 * @param detail what was found; for something missing, with the remedy
 */
record Check(State state, String name, String detail) {
    /** How something stands; only what is {@link #MISSING} keeps the project from working. */
    enum State {
        OK, NOTE, MISSING
    }

    static Check ok(String name, String detail) {
        return new Check(State.OK, name, detail);
    }

    static Check note(String name, String detail) {
        return new Check(State.NOTE, name, detail);
    }

    static Check missing(String name, String detail) {
        return new Check(State.MISSING, name, detail);
    }

    /** The line, in the columns that the launcher's own lines have. */
    @Override
    public String toString() {
        return Text.format("%-8s %-12s %s", state.name().toLowerCase(java.util.Locale.ROOT), name, detail);
    }
}
