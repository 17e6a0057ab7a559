package io.github.dkae.autoencoder;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that share the parts of one piece of work after another: the caller's and some helpers.
 *
 * <p>A training step is a chain of pieces that take a millisecond or a few each. A pool's threads sleep between them, and
 * waking one takes 0.4 ms on a virtual machine; these look out for the next piece for a while before they sleep. Each
 * thread takes the next part when it is done with one, so a core that is slower, or has other work, does fewer of them.
 *
 * <p>To be used by one thread at a time.
 */
final class WorkTeam implements AutoCloseable {
    private static final long NANOSECONDS_AWAKE = 500_000;
    private final Helper[] helpers;
    private volatile Piece current;
    private volatile boolean closed;

    /** A team of {@code threads}, the caller's among them; {@link #close} ends the others. */
    WorkTeam(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper("training-" + (i + 2));
            helpers[i].start();
        }
    }

    /** The caller's thread alone. */
    static WorkTeam alone() {
        return new WorkTeam(1);
    }

    int threads() {
        return helpers.length + 1;
    }

    /** Does {@code work} on the parts 0, …, {@code parts} − 1, in any order, and returns when all are done. */
    void run(int parts, IntConsumer work) {
        run(() -> { }, parts, work);
    }

    /**
     * As {@link #run(int, IntConsumer)}; beside it the caller's thread does {@code own} before it takes a part.
     *
     * @throws RuntimeException that {@code own} or a part has thrown, once nothing runs any more
     */
    void run(Runnable own, int parts, IntConsumer work) {
        Piece piece = new Piece(parts, work, Thread.currentThread());
        if (parts > 0) {
            current = piece;
            for (Helper helper : helpers) {
                helper.wake();
            }
        }
        try {
            own.run();
        } catch (RuntimeException | Error e) {
            piece.fail(e);
        }
        piece.takeParts();
        piece.await();
    }

    /**
     * Ends the helpers, and returns when they have ended: the memory that they work in may be freed then, even when the
     * caller's thread was stopped amid a piece. An interrupt doesn't shorten the wait.
     */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Helper helper : helpers) {
            helper.wake();
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something to do in parts. */
    private static final class Piece {
        private final int parts;
        private final IntConsumer work;
        private final Thread caller;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile Throwable failure;
        private volatile boolean awaited;

        Piece(int parts, IntConsumer work, Thread caller) {
            this.parts = parts;
            this.work = work;
            this.caller = caller;
        }

        void takeParts() {
            for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
                try {
                    work.accept(part);
                } catch (RuntimeException | Error e) {
                    fail(e);
                }
                if (done.incrementAndGet() == parts && awaited) {
                    LockSupport.unpark(caller);
                }
            }
        }

        void fail(Throwable e) {
            failure = e;
        }

        void await() {
            long start = System.nanoTime();
            while (done.get() < parts) {
                if (System.nanoTime() - start < NANOSECONDS_AWAKE) {
                    Thread.onSpinWait();
                } else {
                    awaited = true;
                    if (done.get() < parts) {
                        LockSupport.parkNanos(this, NANOSECONDS_AWAKE);
                    }
                }
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
        }
    }

    /** A thread of the team. */
    private final class Helper extends Thread {
        private volatile boolean asleep;

        Helper(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            Piece latest = null;
            while (!closed) {
                Piece next = current;
                if (next == latest) {
                    awaitAnother(latest);
                } else {
                    next.takeParts();
                    latest = next;
                }
            }
        }

        private void awaitAnother(Piece latest) {
            long start = System.nanoTime();
            while (current == latest && !closed) {
                if (System.nanoTime() - start < NANOSECONDS_AWAKE) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    if (current == latest && !closed) {
                        LockSupport.park(this);
                    }
                    asleep = false;
                }
            }
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }
    }
}
