package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkTeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void doesEachPartOnce(int threads) {
        try (WorkTeam team = new WorkTeam(threads)) {
            assertEquals(threads, team.threads());
            for (int round = 0; round < 5_000; round++) {
                int parts = round % 7;
                // A plain array: a part that another thread has done is to be seen without more ado.
                int[] done = new int[parts];
                team.run(parts, part -> done[part]++);
                int[] once = new int[parts];
                Arrays.fill(once, 1);
                assertArrayEquals(once, done);
            }
        }
    }

    @Test
    void severalThreadsWorkSideBySideAlsoAfterARest() throws InterruptedException {
        try (WorkTeam team = new WorkTeam(3)) {
            for (int round = 0; round < 3; round++) {
                Set<Thread> workers = workers(team);
                assertEquals(3, workers.size());
                assertTrue(workers.contains(Thread.currentThread()));
                Thread.sleep(20);
            }
        }
    }

    @Test
    void theCallerDoesItsOwnWorkBesideTheParts() {
        try (WorkTeam team = new WorkTeam(2)) {
            CountDownLatch parts = new CountDownLatch(2);
            Thread[] own = new Thread[1];
            team.run(() -> {
                own[0] = Thread.currentThread();
                Latches.await(parts);
            }, 2, part -> parts.countDown());
            assertSame(Thread.currentThread(), own[0]);
            team.run(() -> own[0] = null, 0, part -> { });
            assertEquals(null, own[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPartThatFailsIsToldOnceTheOthersAreDone(int threads) {
        try (WorkTeam team = new WorkTeam(threads)) {
            boolean[] done = new boolean[4];
            ArithmeticException failure = assertThrows(ArithmeticException.class, () -> team.run(4, part -> {
                if (part == 1) {
                    throw new ArithmeticException("part 1");
                }
                done[part] = true;
            }));
            assertEquals("part 1", failure.getMessage());
            assertArrayEquals(new boolean[] {true, false, true, true}, done);
            assertThrows(StackOverflowError.class, () -> team.run(() -> {
                throw new StackOverflowError();
            }, 1, part -> { }));
            team.run(4, part -> done[part] = false);
            assertArrayEquals(new boolean[4], done);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20})
    void closingEndsTheHelpers(long rest) throws InterruptedException {
        WorkTeam team = new WorkTeam(3);
        Set<Thread> workers = workers(team);
        // Awake or asleep.
        Thread.sleep(rest);
        team.close();
        workers.remove(Thread.currentThread());
        for (Thread helper : workers) {
            assertTrue(!helper.isAlive(), helper + " still runs");
        }
    }

    @Test
    void closingWaitsForPartsThatHelpersAreAtAlsoWhenInterrupted() throws InterruptedException {
        WorkTeam team = new WorkTeam(2);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread caller = new Thread(() -> team.run(2, part -> {
            begun.countDown();
            Latches.await(mayEnd);
        }));
        caller.start();
        Latches.await(begun);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            team.close();
            interrupted.set(Thread.interrupted());
        });
        closing.start();
        closing.interrupt();
        closing.join(100);
        assertTrue(closing.isAlive());
        mayEnd.countDown();
        closing.join();
        caller.join();
        assertTrue(interrupted.get());
    }

    /** Runs a part on each of three threads, as each part waits for the others; returns the threads. */
    private static Set<Thread> workers(WorkTeam team) {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(3);
        team.run(3, part -> {
            workers.add(Thread.currentThread());
            all.countDown();
            Latches.await(all);
        });
        return workers;
    }
}
