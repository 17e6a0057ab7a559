package io.github.dkae.cli.report;

import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how far a report is, with the time left over all its notebooks: on a terminal a line that updates in place,
 * elsewhere a line now and then, with what the cell that runs says of itself. Of the time left only what is known is
 * said.
 */
final class ReportProgress implements Progress, AutoCloseable {
    /** A longer line would wrap and then not be overwritten. */
    private static final int TERMINAL_WIDTH = 79;
    private static final String UNKNOWN = "time left unknown";

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier clock;
    private final Expectation expectation;
    private final Path spoken;
    private final Deque<String> left;
    private final int total;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private String running = "";
    private String cell = "";
    private long started;
    private int width;

    /**
     * A report's progress.
     *
     * @param out         where to tell it
     * @param terminal    whether lines may be updated in place
     * @param clock       nanoseconds
     * @param notebooks   the names of those that will run, in order
     * @param expectation how long they are likely to take
     * @param spoken      a file that has the latest line of progress of the cell that runs, while it has any
     */
    ReportProgress(PrintWriter out, boolean terminal, LongSupplier clock, List<String> notebooks,
            Expectation expectation, Path spoken) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.expectation = expectation;
        this.spoken = spoken;
        this.left = new ArrayDeque<>(notebooks);
        this.total = notebooks.size();
    }

    /** Also tells it between cells, which may take long: every second on a terminal, every five minutes elsewhere. */
    ReportProgress ticking() {
        long seconds = terminal ? 1 : TimeUnit.MINUTES.toSeconds(5);
        ticker.scheduleAtFixedRate(this::tell, seconds, seconds, TimeUnit.SECONDS);
        return this;
    }

    /** The next notebook starts. */
    synchronized void begin() {
        running = left.remove();
        cell = "";
        started = clock.getAsLong();
        forget();
        tell();
    }

    @Override
    public synchronized void report(String task, long done, long cells, String detail) {
        cell = Text.format(", cell %d/%d", Math.min(done + 1, cells), cells);
        forget();
        if (terminal) {
            tell();
        }
    }

    /** The notebook ended; {@code line} is what there is to say of it. */
    synchronized void end(String line) {
        running = "";
        forget();
        say(line);
    }

    /** A line of its own, above the one that updates in place. */
    synchronized void say(String line) {
        out.println((width > 0 ? "\r" : "") + padded(line));
        out.flush();
        width = 0;
    }

    /** The time that is left: of the notebook that runs, and of those after it. */
    synchronized String timeLeft() {
        double known = 0;
        boolean more = false;
        for (String notebook : left) {
            OptionalDouble whole = expectation.left(notebook, 0);
            known += whole.orElse(0);
            more |= whole.isEmpty();
        }
        if (!running.isEmpty()) {
            double now = expectation.left(running, elapsed()).orElse(-1);
            known += Math.max(0, now);
            // Longer than was expected, or nothing was: nobody knows how much longer.
            more |= now < 0;
        }
        if (more) {
            return known == 0 ? UNKNOWN : Text.format("at least %s left", clock(known));
        }
        return Text.format("about %s left", clock(known));
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    synchronized void tell() {
        if (running.isEmpty()) {
            return;
        }
        String line = Text.format("  [%d/%d] %s%s  %s, %s", total - left.size(), total, running, cell,
                clock(elapsed()), outlook());
        if (terminal) {
            String shown = line.substring(0, Math.min(line.length(), TERMINAL_WIDTH));
            out.print("\r" + padded(shown));
            width = shown.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** The report's time left and what the cell says; the latter alone where the first is unknown. */
    private String outlook() {
        String words = spoken();
        String time = timeLeft();
        if (words.isEmpty()) {
            return time;
        }
        return time.equals(UNKNOWN) ? words : time + "; " + words;
    }

    private String spoken() {
        try {
            return Files.readString(spoken).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** What another cell said is no longer true. */
    private void forget() {
        try {
            Files.deleteIfExists(spoken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blanks wipe what a longer line before left behind. */
    private String padded(String line) {
        return line + " ".repeat(Math.max(0, width - line.length()));
    }

    private double elapsed() {
        return (clock.getAsLong() - started) / 1e9;
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? Text.format("%d:%02d", s / 60, s % 60)
                : Text.format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
