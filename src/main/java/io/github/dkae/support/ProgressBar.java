package io.github.dkae.support;

/** The text of a progress bar, with the time that is left of the current task. Not thread-safe. */
public final class ProgressBar {
    private static final int WIDTH = 24;
    private String task = "";
    private long started;
    private long startedAt;

    /**
     * Hears of progress.
     *
     * @param name as in {@link Progress#report}, like {@code done}
     * @param now  {@link System#nanoTime()}
     * @return whether this is another task than the last
     */
    public boolean advance(String name, long done, long now) {
        if (name.equals(task)) {
            return false;
        }
        task = name;
        started = now;
        startedAt = done;
        return true;
    }

    /** The bar; the arguments as in {@link Progress#report} and {@link #advance}. */
    public String text(long done, long total, String detail, long now) {
        int filled = total <= 0 ? WIDTH : (int) (WIDTH * done / total);
        return Text.format("%s [%s%s] %d/%d %s%s", task, "█".repeat(filled), "·".repeat(WIDTH - filled), done, total,
                time(done, total, now), detail.isEmpty() ? "" : "  " + detail);
    }

    /** The same without a bar and details. */
    String words(long done, long total, long now) {
        String time = time(done, total, now);
        return Text.format("%s %d/%d%s", task, done, total, time.isEmpty() ? "" : ", " + time);
    }

    private String time(long done, long total, long now) {
        double seconds = (now - started) / 1e9;
        if (done >= total) {
            return clock(seconds);
        }
        long advanced = done - startedAt;
        return advanced == 0 ? "" : clock(seconds / advanced * (total - done)) + " left";
    }

    /** Forgets the task: one of the same name begins anew. */
    public void end() {
        task = "";
    }

    @Override
    public String toString() {
        return task.isEmpty() ? "Progress of nothing yet" : "Progress of " + task;
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? Text.format("%d:%02d", s / 60, s % 60)
                : Text.format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
