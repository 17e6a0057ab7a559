package io.github.dkae.autoencoder;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells training to stop at the end of a step: because its thread was interrupted, or because the virtual machine is
 * shutting down (Ctrl-C) and there is a checkpoint to write. In the second case the shutdown waits until {@link
 * #close}.
 */
final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "dkae-last-checkpoint");
    private volatile boolean shuttingDown;

    /** @param delayShutdown whether a shutdown should wait for a last checkpoint */
    StopSignal(boolean delayShutdown) {
        if (delayShutdown) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /** Whether to stop now. Clears the thread's interrupt status, which the stop then answers. */
    boolean raised() {
        return Thread.interrupted() || shuttingDown;
    }

    private void shutDown() {
        shuttingDown = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("dkae: no time left for a last checkpoint; the one before it stands");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown is under way, and the hook has just been released.
        }
    }
}
