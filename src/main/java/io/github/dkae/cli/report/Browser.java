package io.github.dkae.cli.report;

import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Text;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium or Chrome, which prints pages as PDF.
 *
 * @param command where it is
 */
public record Browser(Path command) {
    /** Variable with the name or path of the browser to use. */
    public static final String VARIABLE = "DKAE_BROWSER";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable", "chrome");
    private static final long SECONDS = 180;

    /** The browser that {@code environment} names, else one on its PATH; none where there is none. */
    public static Optional<Browser> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        List<String> candidates = named.isEmpty() ? NAMES : List.of(named);
        List<Path> folders = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        return candidates.stream().flatMap(name -> Path.of(name).getNameCount() > 1
                        ? Stream.of(Path.of(name).toAbsolutePath()) : folders.stream().map(folder -> folder.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst().map(Browser::new);
    }

    /** What to say where {@link #find} finds none. */
    public static String missing(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        return named.isEmpty() ?
                Text.format("there is neither Chromium nor Chrome on the PATH; %s may name one", VARIABLE)
                : Text.format("%s names %s, which is no executable file", VARIABLE, named);
    }

    /**
     * Prints a page.
     *
     * @param page an HTML file
     * @param pdf  where to; there whole or not at all
     * @param work a folder for the browser's profile and the like, which is made and which the caller deletes. Not one in
     *             the system's for temporary files: where Chromium comes as a snap, it doesn't see it
     * @throws IOException           when that fails; the message says why
     * @throws CancellationException when this thread is interrupted
     */
    void print(Path page, Path pdf, Path work) throws IOException {
        Files.createDirectory(work);
        Path made = work.resolve("page.pdf");
        Path log = work.resolve("browser.log");
        // A profile of its own, as that of the user may be in use.
        List<String> line = new ArrayList<>(List.of(command.toString(), "--headless", "--disable-gpu",
                "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage", "--no-pdf-header-footer",
                "--user-data-dir=" + work.resolve("profile"), "--print-to-pdf=" + made));
        if (isRoot()) {
            // Chromium refuses to run as root with it; the page is ours and has no scripts.
            line.add("--no-sandbox");
        }
        line.add(page.toUri().toString());
        Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = waitFor(process);
        if (!ended || process.exitValue() != 0 || !isPdf(made)) {
            throw new IOException(command + (ended ? " ended with status " + process.exitValue() + lastLine(log)
                    : Text.format(" was not done in %d s", SECONDS)));
        }
        AtomicFiles.move(made, pdf);
    }

    private static boolean waitFor(Process process) {
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the report was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean isPdf(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < 5) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(5), StandardCharsets.US_ASCII).equals("%PDF-");
        }
    }

    private static String lastLine(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).map(line -> ": " + line).orElse("");
    }
}
