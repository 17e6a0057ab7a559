package io.github.dkae.graph;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Builds a SameDiff graph's gradients without the line that ND4J 1.0.0-M2.1 prints to standard output for each
 * differentiated operation. What other threads print meanwhile still comes through.
 */
final class QuietGradients {
    private static final Object LOCK = new Object();

    private QuietGradients() {}

    /** The gradient function of {@code graph}, made anew. */
    static SameDiff of(SameDiff graph) {
        if (graph.getLossVariables() == null || graph.getLossVariables().isEmpty()) {
            throw new IllegalArgumentException("the graph has no loss to differentiate; name one with setLossVariables");
        }
        synchronized (LOCK) {
            PrintStream original = System.out;
            PrintStream filter = new PrintStream(new ThreadFilter(Thread.currentThread(), original), true,
                    StandardCharsets.UTF_8);
            System.setOut(filter);
            try {
                graph.createGradFunction();
                return graph.getFunction("grad");
            } finally {
                // Someone else may have redirected the output meanwhile; then that stands.
                if (System.out == filter) {
                    System.setOut(original);
                }
            }
        }
    }

    private static final class ThreadFilter extends OutputStream {
        private final Thread silent;
        private final PrintStream out;

        ThreadFilter(Thread silent, PrintStream out) {
            this.silent = silent;
            this.out = out;
        }

        @Override
        public void write(int b) {
            if (Thread.currentThread() != silent) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (Thread.currentThread() != silent) {
                out.write(bytes, offset, length);
            }
        }
    }
}
