package io.github.dkae.jupyter.shell;

import java.util.List;

/** Why a cell failed, in words for the notebook. */
public final class CellFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> report;

    /**
     * @param name    what failed, such as the exception's simple class name
     * @param message why
     * @param report  lines for the reader of the notebook: what, why and where; ANSI colours allowed
     */
    CellFailure(String name, String message, List<String> report) {
        super(message);
        this.name = name;
        this.report = List.copyOf(report);
    }

    public String name() {
        return name;
    }

    public List<String> report() {
        return report;
    }
}
