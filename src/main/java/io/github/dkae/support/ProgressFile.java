package io.github.dkae.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps the latest line of progress in a file. A file that can't be written is no reason to fail: nothing is told then. */
final class ProgressFile implements Progress {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private final Path file;
    private final LongSupplier clock;
    private final ProgressBar bar = new ProgressBar();
    private long written;

    /** @param clock {@link System#nanoTime} */
    ProgressFile(Path file, LongSupplier clock) {
        this.file = file;
        this.clock = clock;
        written = clock.getAsLong() - INTERVAL;
    }

    @Override
    public synchronized void report(String task, long done, long total, String detail) {
        long now = clock.getAsLong();
        bar.advance(task, done, now);
        if (now - written >= INTERVAL) {
            written = now;
            try {
                AtomicFiles.write(file, bar.words(done, total, now));
            } catch (IOException e) {
                // Nobody hears of it, and the work goes on.
            }
        }
        if (done >= total) {
            bar.end();
        }
    }
}
