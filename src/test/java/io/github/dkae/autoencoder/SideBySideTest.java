package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.KernelBlocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(120)
class SideBySideTest {
    private static final INDArray FEATURES = Samples.clusters(120, 40, 1);
    private static final KernelBlocks PRIOR = Samples.prior(FEATURES);
    private static final Architecture ARCHITECTURE = Architecture.of(40, 20, 30);
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(30).withEpochs(2, 4);
    /** Two threads whatever the machine has. */
    private static final TrainingContext CONTEXT = TrainingContext.none().withThreads(2);

    private static DeepKernelizedAutoencoder fit(double lambda, TrainingContext context) {
        return DeepKernelizedAutoencoder.fit(FEATURES, PRIOR, ARCHITECTURE, OPTIONS.withLambda(lambda), context);
    }

    private static List<Function<TrainingContext, DeepKernelizedAutoencoder>> trainings(double... lambdas) {
        return DoubleStream.of(lambdas)
                .<Function<TrainingContext, DeepKernelizedAutoencoder>>mapToObj(lambda -> own -> fit(lambda, own))
                .toList();
    }

    @Test
    void networksAreThoseTrainedOneByOneInTheirOrder() {
        List<DeepKernelizedAutoencoder> together = SideBySide.fit(FEATURES, PRIOR, ARCHITECTURE,
                DoubleStream.of(0, 0.3, 0.9).mapToObj(OPTIONS::withLambda).toList(), CONTEXT);
        for (int i = 0; i < 3; i++) {
            DeepKernelizedAutoencoder alone = fit(new double[] {0, 0.3, 0.9}[i], TrainingContext.none().withThreads(1));
            assertEquals(alone.options(), together.get(i).options());
            assertEquals(alone.encode(FEATURES), together.get(i).encode(FEATURES));
        }
        assertEquals(List.of(), SideBySide.run(CONTEXT, trainings()));
    }

    @Test
    void eachHasItsShareOfTheThreadsAndBlasOneUntilTheEnd() {
        int threads = openblas.blas_get_num_threads();
        for (int[] setting : new int[][] {{2, 2, 1}, {9, 2, 4}, {9, 7, 2}, {3, 1, 3}, {1, 2, 1}}) {
            List<Integer> shares = Collections.synchronizedList(new ArrayList<>());
            List<Function<TrainingContext, Integer>> all = Collections.nCopies(setting[1], own -> {
                shares.add(own.threads().orElseThrow());
                return openblas.blas_get_num_threads();
            });
            TrainingContext context = TrainingContext.none().withThreads(setting[0]);
            assertEquals(setting[2], setting[0] / SideBySide.atATime(context, setting[1]));
            List<Integer> blas = SideBySide.run(context, all);
            assertEquals(Collections.nCopies(setting[1], setting[2]), shares);
            if (setting[0] > 1 && setting[1] > 1) {
                assertEquals(Collections.nCopies(setting[1], 1), blas);
            }
        }
        assertEquals(threads, openblas.blas_get_num_threads());
    }

    @Test
    void progressIsOfTheFirstThatIsNotDone() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch secondDone = new CountDownLatch(1);
        CountDownLatch firstBegun = new CountDownLatch(1);
        List<Function<TrainingContext, Integer>> all = List.of(own -> {
            own.progress().report("fine-tuning", 1, 9, "");
            firstBegun.countDown();
            Latches.await(secondDone);
            own.progress().report("fine-tuning", 9, 9, "");
            return 1;
        }, own -> {
            Latches.await(firstBegun);
            own.progress().report("fine-tuning", 5, 9, "");
            secondDone.countDown();
            return 2;
        }, own -> {
            Latches.await(secondDone);
            return 3;
        });
        assertEquals(List.of(1, 2, 3), SideBySide.run(CONTEXT.withProgress((task, done, total, detail) ->
                heard.add(task + " " + done)), all));
        assertEquals(List.of("network 1 of 3, fine-tuning 1", "network 1 of 3, fine-tuning 9"), heard);
    }

    @Test
    void aFailureStopsTheOthersAndIsTold() {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        boolean[] stopped = {false};
        List<Function<TrainingContext, Integer>> all = List.of(own -> {
            running.countDown();
            stopped[0] = fit(0.1, endless(own)).history().interrupted();
            return 1;
        }, own -> {
            Latches.await(running);
            throw new ArithmeticException("training diverged");
        }, own -> begun.incrementAndGet());
        ArithmeticException failure = assertThrows(ArithmeticException.class, () -> SideBySide.run(CONTEXT, all));
        assertEquals("training diverged", failure.getMessage());
        assertTrue(stopped[0], "the other was interrupted, and has ended before the failure is told");
    }

    @Test
    void anInterruptStopsAllAtTheEndOfAStep() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        AtomicInteger interrupted = new AtomicInteger();
        List<Function<TrainingContext, Integer>> all = Collections.nCopies(3, own -> {
            running.countDown();
            if (fit(0.1, endless(own)).history().interrupted()) {
                interrupted.incrementAndGet();
            }
            return 0;
        });
        Thread caller = Thread.currentThread();
        Thread impatient = new Thread(() -> {
            Latches.await(running);
            caller.interrupt();
        });
        impatient.start();
        assertThrows(CancellationException.class, () -> SideBySide.run(CONTEXT, all));
        assertEquals(2, interrupted.get());
        assertFalse(Thread.interrupted(), "the interrupt has been answered");
        impatient.join();
    }

    @Test
    void anInterruptEndsNetworksThatAreTrainedOneByOne() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> SideBySide.fit(FEATURES, PRIOR, ARCHITECTURE,
                List.of(OPTIONS, OPTIONS.withLambda(0)), TrainingContext.none().withThreads(1)));
        assertFalse(Thread.interrupted(), "the interrupt has been answered");
    }

    /** Makes each step take a while, so that a training is still at it when it is to be stopped. */
    private static TrainingContext endless(TrainingContext context) {
        return context.withProgress((task, done, total, detail) -> {
            long until = System.nanoTime() + 200_000_000;
            while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
    }
}
