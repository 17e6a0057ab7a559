package io.github.dkae.jupyter.shell;

import java.util.HashMap;
import java.util.Map;

/** Knows which lines of which cell each snippet came from. */
final class CellSources {
    /**
     * A piece of a cell.
     *
     * @param cell  execution count of the cell
     * @param first line of the cell, from 1, that the piece starts on
     * @param code  the piece
     */
    record Piece(int cell, int first, String code) {
        /** The line of the cell for a line, from 1, of the piece. */
        int cellLine(int line) {
            return first + line - 1;
        }

        /** The text of a line, from 1, of the piece; empty when there is no such line. */
        String text(int line) {
            return code.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        }
    }

    private final Map<String, Piece> pieces = new HashMap<>();

    void add(String snippet, Piece piece) {
        pieces.put(snippet, piece);
    }

    /** The piece behind a snippet's identifier, or null for code that no cell holds. */
    Piece piece(String snippet) {
        return pieces.get(snippet);
    }
}
