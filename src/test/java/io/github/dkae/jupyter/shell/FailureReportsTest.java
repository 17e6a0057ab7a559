package io.github.dkae.jupyter.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FailureReportsTest {
    @Test
    void lackOfMemoryWithoutAMessageComesWithAWayOutToo() {
        FailureReports reports = new FailureReports(new CellSources());
        CellFailure full = reports.lackOfMemory(new OutOfMemoryError("Java heap space"));
        assertEquals("OutOfMemoryError", full.name());
        assertEquals("Java heap space", full.getMessage());
        assertTrue(full.report().get(0).endsWith(": Java heap space"), full.report().toString());
        CellFailure untold = reports.lackOfMemory(new OutOfMemoryError());
        assertEquals("", untold.getMessage());
        for (CellFailure failure : new CellFailure[] {full, untold}) {
            assertTrue(String.join("\n", failure.report()).contains("DKAE_JAVA_OPTIONS=\"-Xmx8g\""),
                    failure.report().toString());
        }
    }
}
