package io.github.dkae.support;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Hears how far a long task is.
 *
 * <p>{@link #console()} draws one line that updates in place, in a terminal as in a notebook; the environment variable
 * {@code DKAE_PROGRESS=off} silences it.
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

    /** Tells nobody. */
    static Progress none() {
        return (task, done, total, detail) -> {};
    }

    /** One line on standard output, updated in place at most five times a second, with the time left. */
    static Progress console() {
        return "off".equalsIgnoreCase(System.getenv("DKAE_PROGRESS")) ? none() : new Line(System.out);
    }

    /** The line that {@link #console()} draws. */
    final class Line implements Progress {
        private static final int BAR = 24;
        private static final long INTERVAL = Duration.ofMillis(200).toNanos();
        private final PrintStream out;
        private String task = "";
        private long started;
        private long startedAt;
        private long drawn;
        private int width;

        public Line(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void report(String name, long done, long total, String detail) {
            long now = System.nanoTime();
            if (!name.equals(task)) {
                task = name;
                started = now;
                startedAt = done;
                drawn = now - INTERVAL;
                width = 0;
            }
            boolean finished = done >= total;
            if (!finished && now - drawn < INTERVAL) {
                return;
            }
            drawn = now;
            double seconds = (now - started) / 1e9;
            long advanced = done - startedAt;
            String time = finished
                    ? clock(seconds)
                    : advanced == 0 ? "" : clock(seconds / advanced * (total - done)) + " left";
            int filled = total <= 0 ? BAR : (int) (BAR * done / total);
            String line = "%s [%s%s] %d/%d %s%s".formatted(name, "█".repeat(filled), "·".repeat(BAR - filled), done,
                    total, time, detail.isEmpty() ? "" : "  " + detail);
            // Blanks wipe what a longer line before left behind.
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + (finished ? "\n" : ""));
            out.flush();
            width = line.length();
            if (finished) {
                task = "";
            }
        }

        private static String clock(double seconds) {
            long s = Math.round(seconds);
            return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60)
                    : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
        }
    }
}
