package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trainings that don't depend on each other, several at a time, each on its share of the threads.
 *
 * <p>Threads that share the steps of one training wait for each other, and the more of them there are the less a
 * mini-batch gives each to do. On two threads, two networks side by side take 15 to 35 % less time than one after the
 * other. At most four are trained at a time, as each needs memory for its own parameters, gradient and moments.
 */
public final class SideBySide {
    private static final int MOST_AT_A_TIME = 4;

    private SideBySide() {}

    /**
     * Runs trainings and returns what they return, in their order.
     *
     * <p>How many threads each has depends on the number of trainings and of BLAS's threads alone. An interrupt of the
     * calling thread, or a training that fails, stops the others at the end of a step, when they write their last
     * checkpoint.
     *
     * @param context   what accompanies all of them, so that checkpoints, if any, are in a folder; its progress hears of
     *                  the first that isn't done. The prior is asked for blocks from several threads
     * @param trainings each is called with its own context
     * @throws CancellationException when the calling thread was interrupted
     * @throws RuntimeException that a training has thrown
     */
    public static <T> List<T> run(TrainingContext context, List<Function<TrainingContext, T>> trainings) {
        Arguments.present("context", context);
        int atATime = atATime(context, trainings.size());
        if (atATime <= 1) {
            return trainings.stream().map(training -> training.apply(context)).toList();
        }
        TrainingContext share = context.withThreads(threads(context) / atATime);
        ExecutorService pool = Executors.newFixedThreadPool(atATime, SideBySide::thread);
        // Held throughout: what a training does between its steps must not depend on how far the others are.
        try (SingleThreadedBlas held = SingleThreadedBlas.hold()) {
            return await(pool, share, trainings);
        } finally {
            stop(pool);
        }
    }

    /** How many of {@code trainings}, at least 0, are done at a time. */
    public static int atATime(TrainingContext context, int trainings) {
        Arguments.present("context", context);
        Arguments.atLeast("trainings", trainings, 0);
        return Math.min(Math.min(threads(context), MOST_AT_A_TIME), trainings);
    }

    private static int threads(TrainingContext context) {
        return context.threads().orElseGet(SingleThreadedBlas::threadsOtherwise);
    }

    /**
     * Trains networks that differ in their options alone, and returns them in the order of these.
     *
     * @param features samples [n, d]
     * @param prior    the prior kernel over the same samples
     * @throws CancellationException when the calling thread was interrupted
     * @see DeepKernelizedAutoencoder#fit(INDArray, KernelBlocks, Network, TrainingOptions, TrainingContext)
     */
    public static List<DeepKernelizedAutoencoder> fit(INDArray features, KernelBlocks prior, Network network,
            List<TrainingOptions> options, TrainingContext context) {
        INDArray samples = Arguments.samples("features", features, DataType.FLOAT);
        return run(context, options.stream().<Function<TrainingContext, DeepKernelizedAutoencoder>>map(own -> share -> {
            DeepKernelizedAutoencoder model =
                    DeepKernelizedAutoencoder.fit(samples, prior, network, own, share);
            model.history().requireFinished("training was interrupted");
            return model;
        }).toList());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "training-side-by-side");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> List<T> await(ExecutorService pool, TrainingContext context,
            List<Function<TrainingContext, T>> trainings) {
        CompletionService<T> finished = new ExecutorCompletionService<>(pool);
        FirstOfSeveral progress = new FirstOfSeveral(context.progress(), trainings.size());
        List<Future<T>> all = new ArrayList<>();
        for (int i = 0; i < trainings.size(); i++) {
            Function<TrainingContext, T> training = trainings.get(i);
            int index = i;
            all.add(finished.submit(() -> {
                T result = training.apply(context.withProgress(progress.of(index)));
                progress.finished(index);
                return result;
            }));
        }
        try {
            for (int i = 0; i < all.size(); i++) {
                finished.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> training : all) {
                results.add(training.get());
            }
            return results;
        } catch (InterruptedException e) {
            throw new CancellationException("training was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts what still runs and waits for its end, so that nothing goes on behind the caller's back. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes on what the first training reports that isn't finished. */
    private static final class FirstOfSeveral {
        private final Progress listener;
        private final boolean[] finished;

        FirstOfSeveral(Progress listener, int trainings) {
            this.listener = listener;
            finished = new boolean[trainings];
        }

        Progress of(int training) {
            return (task, done, total, detail) -> report(training, task, done, total, detail);
        }

        synchronized void finished(int training) {
            finished[training] = true;
        }

        private synchronized void report(int training, String task, long done, long total, String detail) {
            for (int before = 0; before < training; before++) {
                if (!finished[before]) {
                    return;
                }
            }
            listener.report(
                    Text.format("network %d of %d, %s", training + 1, finished.length, task), done, total, detail);
        }
    }
}
