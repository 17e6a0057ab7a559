package io.github.dkae.jupyter;

import io.github.dkae.support.Progress;
import io.github.dkae.support.ProgressBar;
import io.github.dkae.support.Text;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * The progress of a cell: one output that updates in place, whatever is printed meanwhile.
 *
 * <p>Quick tasks leave nothing. What remains of the others when the cell ends is a line without a bar and without
 * times, so that a saved notebook is the same after every run.
 */
final class ProgressDisplay implements Progress {
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_INTERVAL = TimeUnit.SECONDS.toNanos(2);
    /** The bar is drawn again after this share of the time that the cell has been at it. */
    private static final int SHARE = 60;

    private final Output output;
    private final LongSupplier clock;
    private final ProgressBar bar = new ProgressBar();
    private boolean begun;
    private long beganAt;
    private long drawnAt;
    private String id;
    private String last = "";

    /** Shows an output, or another state of one that is shown. */
    @FunctionalInterface
    interface Output {
        void show(DisplayData data, boolean update);
    }

    /** @param clock {@link System#nanoTime} */
    ProgressDisplay(Output output, LongSupplier clock) {
        this.output = output;
        this.clock = clock;
    }

    @Override
    public synchronized void report(String task, long done, long total, String detail) {
        long now = clock.getAsLong();
        if (!begun) {
            begun = true;
            beganAt = now;
        }
        bar.advance(task, done, now);
        last = Text.format("%s: %,d of %,d", task, done, total);
        boolean due = id == null ? now - beganAt >= DELAY
                : now - drawnAt >= Math.max(INTERVAL, Math.min(LONGEST_INTERVAL, (now - beganAt) / SHARE));
        if (due) {
            drawnAt = now;
            show(bar.text(done, total, detail, now));
        }
        if (done >= total) {
            bar.end();
        }
    }

    /** Ends the cell: of what it showed, a line stays that doesn't change from run to run. */
    synchronized void endCell() {
        if (id != null) {
            show(last);
        }
        begun = false;
        id = null;
        bar.end();
    }

    private void show(String text) {
        boolean update = id != null;
        if (!update) {
            id = UUID.randomUUID().toString();
        }
        DisplayData data = new DisplayData(text);
        data.setDisplayId(id);
        output.show(data, update);
    }
}
