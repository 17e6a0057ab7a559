package io.github.dkae.support;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Hears how far a long task is.
 *
 * <p>{@link #console()} draws one line that updates in place, in a terminal as in a notebook, where nothing that
 * changes from run to run stays of it. The environment variable {@code DKAE_PROGRESS} changes that: {@code off} silences
 * it, and the absolute path of a file has its latest line kept there instead, once a second, for others to show.
 */
@FunctionalInterface
public interface Progress {
    /**
     * Called as a task advances, from the thread that works.
     *
     * @param task   what is being done, such as "fine-tuning"
     * @param done   units done, 0 ≤ done ≤ total
     * @param total  units in all
     * @param detail further words, such as the current loss; may be empty
     */
    void report(String task, long done, long total, String detail);

    /** The same, each task's name after {@code owner}: "owner, task". */
    default Progress named(String owner) {
        return (task, done, total, detail) -> report(owner + ", " + task, done, total, detail);
    }

    /** Tells nobody. */
    static Progress none() {
        return (task, done, total, detail) -> {};
    }

    /** One line, on standard output as a rule, updated in place at most five times a second, with the time left. */
    static Progress console() {
        return console(System.getenv("DKAE_PROGRESS"));
    }

    /** As {@link #console()}, with {@code setting} as the environment's, or null. */
    private static Progress console(String setting) {
        if ("off".equalsIgnoreCase(setting)) {
            return none();
        }
        return setting != null && Path.of(setting).isAbsolute() ? new ProgressFile(Path.of(setting), System::nanoTime)
                : ProgressPlace.progress();
    }

    /** The line that {@link #console()} draws on standard output. */
    final class Line implements Progress {
        private static final long INTERVAL = Duration.ofMillis(200).toNanos();
        private final PrintStream out;
        private final ProgressBar bar = new ProgressBar();
        private long drawn;
        private int width;

        public Line(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void report(String name, long done, long total, String detail) {
            long now = System.nanoTime();
            if (bar.advance(name, done, now)) {
                drawn = now - INTERVAL;
                width = 0;
            }
            boolean finished = done >= total;
            if (!finished && now - drawn < INTERVAL) {
                return;
            }
            drawn = now;
            String line = bar.text(done, total, detail, now);
            // Blanks wipe what a longer line before left behind.
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + (finished ? "\n" : ""));
            out.flush();
            width = line.length();
            if (finished) {
                bar.end();
            }
        }

        @Override
        public String toString() {
            return bar.toString();
        }
    }
}
