package io.github.dkae.cli.report;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Python that these tests run notebooks with. */
final class JupyterPython {
    private JupyterPython() {}

    /** {@code DKAE_JUPYTER_PYTHON}, as the launcher sets it, else the system's; fails where neither has Jupyter. */
    static String find() throws IOException, InterruptedException {
        String named = System.getenv("DKAE_JUPYTER_PYTHON");
        for (String candidate : named != null ? List.of(named) : List.of("/usr/bin/python3", "python3")) {
            Process probe = new ProcessBuilder(candidate, "-c", "import nbclient, nbconvert").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                return candidate;
            }
        }
        throw new AssertionError("These tests need Jupyter: run environment/dkae test, or set DKAE_JUPYTER_PYTHON");
    }
}
