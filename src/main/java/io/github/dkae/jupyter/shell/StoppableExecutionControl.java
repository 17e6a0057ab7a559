package io.github.dkae.jupyter.shell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs snippets in this JVM, keeps the objects that they give, and stops them when asked to.
 *
 * <p>All snippets run on one thread, so that what native libraries keep per thread (OpenMP's workers, allocation
 * arenas) lives as long as the notebook.
 *
 * <p>Stopping goes in steps. The thread is interrupted first, which ends whatever waits, and libraries that check for
 * it can give what they have so far. Code that goes on is then stopped for good: after a moment when it is the user's
 * own, such as an endless loop, later when it is a library's, at once when the user asks again. Up to JDK 19 that is
 * {@link Thread#stop}; newer JDKs have no such thing, but their {@link LocalExecutionControl} weaves a check into the
 * loops and methods of the user's code; code of libraries that never checks for interrupts runs to its end there.
 */
public final class StoppableExecutionControl extends RedefiningExecutionControl {
    private static final boolean WEAVES_CHECKS = Runtime.version().feature() >= 20;
    private static final long OWN_CODE_GRACE = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LIBRARY_GRACE = TimeUnit.SECONDS.toNanos(10);
    private static final long WATCH_MILLIS = 100;
    /** Prefix of the kernel's own classes, such as those that writing output leads to. */
    private static final String KERNEL = "io.github.dkae.jupyter.";
    private static final Method NOTHING = nothing();

    private final Object outputLock;
    private final Runnable afterFailure;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "notebook");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Object> results = new ConcurrentHashMap<>();
    private final AtomicLong resultNumber = new AtomicLong();
    private final Object lock = new Object();
    /** The thread that runs a snippet, or null; guarded by {@link #lock}, so that no stop comes when it has ended. */
    private Thread running;
    private int stopRequests;
    private volatile boolean stopped;

    /**
     * @param outputLock held while a thread is stopped, and by threads while they write output, so that none is stopped
     *                   amid that and leaves output that is never sent
     * @param afterFailure run as soon as a snippet has thrown something; it may have filled the heap, so that not even
     *                   the failure can be reported before memory is given back
     */
    StoppableExecutionControl(Object outputLock, Runnable afterFailure) {
        this.outputLock = outputLock;
        this.afterFailure = afterFailure;
    }

    /** Forgets earlier requests to stop. */
    void beginCell() {
        synchronized (lock) {
            stopRequests = 0;
            stopped = false;
        }
    }

    /** Whether the current cell was asked to stop. */
    boolean stopRequested() {
        synchronized (lock) {
            return stopRequests > 0;
        }
    }

    /** Whether a snippet of the current cell was ended before its time; JShell reports nothing for such a snippet. */
    boolean stoppedSnippet() {
        return stopped;
    }

    /** The object behind the value that JShell reports for a snippet, null when the snippet gave null; only once. */
    Object takeResult(String key) {
        return results.remove(key);
    }

    /** A key for {@link #takeResult}, in place of the value's text. */
    @Override
    public String varValue(String type, String variable) throws InternalException {
        try {
            Field field = findClass(type).getDeclaredField(variable);
            field.setAccessible(true);
            return kept(field.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InternalException("no value of " + variable + ": " + e);
        }
    }

    private String kept(Object value) {
        String key = "result-" + resultNumber.incrementAndGet();
        if (value != null) {
            results.put(key, value);
        }
        return key;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        if (WEAVES_CHECKS) {
            // Makes the check that is woven in, and lets code run again when it was stopped before.
            super.invoke(NOTHING);
        }
        Future<Object> run = executor.submit(() -> run(snippet));
        try {
            return kept(run.get());
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            Throwable thrown = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            if (isThreadDeath(thrown)) {
                stopped = true;
                throw new StoppedException();
            }
            throw failure instanceof Exception exception ? exception : new InvocationTargetException(failure);
        } finally {
            synchronized (lock) {
                running = null;
            }
        }
    }

    private Object run(Method snippet) throws Exception {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(snippet.getDeclaringClass().getClassLoader());
        synchronized (lock) {
            Thread.interrupted();
            if (stopRequests > 0) {
                throw new StoppedException();
            }
            running = thread;
        }
        try {
            return snippet.invoke(null);
        } catch (Throwable e) {
            afterFailure.run();
            throw e;
        } finally {
            synchronized (lock) {
                running = null;
            }
            Thread.interrupted();
        }
    }

    /** Asks the running cell to stop; returns at once. */
    @Override
    public void stop() {
        synchronized (lock) {
            stopRequests++;
            if (running == null) {
                return;
            }
            running.interrupt();
            if (stopRequests > 1) {
                kill();
            } else {
                Thread watcher = new Thread(this::killWhenItGoesOn, "notebook stop");
                watcher.setDaemon(true);
                watcher.start();
            }
        }
    }

    private void killWhenItGoesOn() {
        long asked = System.nanoTime();
        while (true) {
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (lock) {
                if (running == null || stopRequests == 0) {
                    return;
                }
                long grace = inLibrary(running.getStackTrace()) ? LIBRARY_GRACE : OWN_CODE_GRACE;
                if (System.nanoTime() - asked >= grace) {
                    kill();
                }
            }
        }
    }

    @SuppressWarnings({"deprecation", "removal"})
    private void kill() {
        try {
            if (WEAVES_CHECKS) {
                super.stop();
                return;
            }
            synchronized (outputLock) {
                running.stop();
            }
        } catch (EngineTerminationException | InternalException e) {
            throw new IllegalStateException("The cell can't be stopped", e);
        }
    }

    /** Whether the cell has called code that is neither its own nor the JDK's, which may have called it back. */
    static boolean inLibrary(StackTraceElement[] stack) {
        boolean library = false;
        boolean calledByCell = false;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            String module = frame.getModuleName();
            if (name.startsWith("REPL.")) {
                calledByCell = library;
            } else if (!name.startsWith(KERNEL)
                    && (module == null || !module.startsWith("java.") && !module.startsWith("jdk."))) {
                library = true;
            }
        }
        return calledByCell;
    }

    /** By name, since the class is to be removed from the JDK. */
    private static boolean isThreadDeath(Throwable thrown) {
        return thrown instanceof StoppedException || "java.lang.ThreadDeath".equals(thrown.getClass().getName());
    }

    private static Method nothing() {
        try {
            Method method = StoppableExecutionControl.class.getDeclaredMethod("doNothing");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static void doNothing() {}

    @Override
    public void close() {
        super.close();
        executor.shutdownNow();
    }
}
