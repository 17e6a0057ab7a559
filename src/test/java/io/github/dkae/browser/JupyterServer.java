package io.github.dkae.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Jupyter that {@code environment/dkae lab} starts, as a user would, on notebooks of the caller's. */
final class JupyterServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(http://(?:127\\.0\\.0\\.1|localhost):\\d+)(/\\w*)\\?token=(\\w+)");
    /** Time to build what changed, and to start. */
    private static final Duration START = Duration.ofMinutes(10);
    private static final long END_SECONDS = 120;

    private final Process process;
    private final Path log;
    private Matcher address;

    private JupyterServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it, and waits until it says where it listens.
     *
     * @param notebooks folder of the notebooks
     * @param work      folder for settings and state, so that the user's are neither read nor changed
     * @param log       file for all that it says, its kernels' output included
     * @param variables for the server and its kernels
     */
    static JupyterServer start(Path notebooks, Path work, Path log, Map<String, String> variables)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", Path.of("environment", "dkae").toString(), "lab",
                "--no-browser", "--port=" + freePort(), "--notebook-dir=" + notebooks);
        builder.environment().putAll(variables);
        builder.environment().putAll(Map.of("JUPYTER_CONFIG_DIR", work.resolve("config").toString(),
                "JUPYTER_DATA_DIR", work.resolve("data").toString(),
                "JUPYTER_RUNTIME_DIR", work.resolve("runtime").toString()));
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        JupyterServer server = new JupyterServer(process, log);
        try {
            process.getOutputStream().close();
            server.awaitAddress();
            return server;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAddress() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        do {
            address = ADDRESS.matcher(said());
            if (address.find()) {
                return;
            }
        } while (!process.waitFor(200, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        throw new AssertionError((process.isAlive() ? "environment/dkae lab said no address in " + START
                : "environment/dkae lab ended with status " + process.exitValue()) + ":\n" + said());
    }

    private String said() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    /** Whether it serves the classic Notebook, not Jupyter Lab or its descendants. */
    boolean isClassic() {
        return address.group(2).equals("/");
    }

    /** Where a notebook is shown in the classic Notebook. */
    URI notebook(String file) {
        return URI.create("%s/notebooks/%s?token=%s".formatted(address.group(1), file, address.group(3)));
    }

    /**
     * Ends it and its kernels. Whatever is left after a while is killed; kernels that are, fail the test. Jupyter itself may
     * hang in its sockets when all is done.
     */
    @Override
    public void close() {
        List<ProcessHandle> kernels = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<ProcessHandle> left = kernels.stream().filter(ProcessHandle::isAlive).toList();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
        if (!left.isEmpty()) {
            throw new AssertionError("Jupyter was asked to end, but left %d kernels running".formatted(left.size()));
        }
    }
}
