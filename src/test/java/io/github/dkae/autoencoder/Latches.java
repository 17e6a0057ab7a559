package io.github.dkae.autoencoder;

import java.util.concurrent.CountDownLatch;

/** Latches where no checked exception may be thrown. */
final class Latches {
    private Latches() {}

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
