package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {
    private static final long LONGEST_MILLIS = 30_000;

    @Test
    void anEnduringThreadGoesOnUntilItsWorkIsDone() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Thread thread = MemoryShortage.enduring(() -> {
            if (runs.incrementAndGet() < 3) {
                throw new OutOfMemoryError("Java heap space");
            }
        }, "worker");
        assertTrue(thread.isDaemon());
        assertEquals("worker", thread.getName());
        thread.start();
        thread.join(LONGEST_MILLIS);
        assertFalse(thread.isAlive());
        assertEquals(3, runs.get());
    }

    @Test
    void otherFailuresEndIt() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<Throwable> told = new AtomicReference<>();
        IllegalStateException failure = new IllegalStateException("socket closed");
        Thread thread = MemoryShortage.enduring(() -> {
            runs.incrementAndGet();
            throw failure;
        }, "worker");
        thread.setUncaughtExceptionHandler((where, thrown) -> told.set(thrown));
        thread.start();
        thread.join(LONGEST_MILLIS);
        assertSame(failure, told.get());
        assertEquals(1, runs.get());
    }
}
