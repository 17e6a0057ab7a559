package io.github.dkae.jupyter.channel;

import java.util.concurrent.TimeUnit;

/** How the kernel's threads outlive the moment in which a cell has filled the heap, which ends the cell. */
final class MemoryShortage {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private MemoryShortage() {}

    /** Waits a moment; awake, since sleeping allocates an object on some JDKs. */
    static void pause() {
        long end = System.nanoTime() + PAUSE;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /**
     * A daemon thread of ZeroMQ's, which serves the connections of all sockets: were it to end, no client would ever
     * hear of the kernel again. Its work is a loop over what the object holds, so it goes on when it is run again; what
     * it was about when memory ran out may be lost.
     */
    static Thread enduring(Runnable work, String name) {
        Thread thread = new Thread(() -> {
            boolean ended = false;
            while (!ended) {
                try {
                    work.run();
                    ended = true;
                } catch (OutOfMemoryError e) {
                    pause();
                }
            }
        }, name);
        thread.setDaemon(true);
        return thread;
    }
}
