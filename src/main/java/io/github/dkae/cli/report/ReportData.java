package io.github.dkae.cli.report;

import io.github.dkae.data.Datasets;
import io.github.dkae.data.Mnist;
import io.github.dkae.data.SampleTable;
import io.github.dkae.data.TableOptions;
import io.github.dkae.experiment.TableExperiment;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which data the report is on, as the notebooks' variable {@code DKAE_DATA} says it. */
final class ReportData {
    private static final String MNIST = "mnist";
    private static final String DIGITS = "digits";
    private static final Set<String> NAMES = Set.of(MNIST, DIGITS);

    /** Brings MNIST to this machine; the tests have others. */
    @FunctionalInterface
    interface MnistDownload {
        void fetch() throws IOException;
    }

    private ReportData() {}

    /**
     * Refuses what is neither a known name nor a folder or CSV file, a folder without images, and a CSV file that can't be
     * learned from.
     *
     * @param options how a table is read
     * @param out     is told what a table was taken for, where that isn't as usual
     */
    static void check(Optional<String> wanted, TableOptions options, PrintWriter out) {
        wanted.filter(data -> !NAMES.contains(data) && !Files.isDirectory(Path.of(data)) && !isTable(Path.of(data)))
                .ifPresent(data -> {
                    throw new IllegalArgumentException(
                            Text.format("data must be mnist, digits, an existing folder or a .csv or .tsv file, but was '%s'",
                                    data));
                });
        if (isTable(wanted)) {
            checkTable(wanted.orElseThrow(), options, out);
        } else if (wanted.isPresent() && !NAMES.contains(wanted.get())) {
            checkFolder(Path.of(wanted.get()));
        }
    }

    private static void checkFolder(Path folder) {
        try {
            Datasets.requireImages(folder);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(Text.format("data '%s' can't be read: %s", folder, e.getReason()), e);
        }
    }

    private static void checkTable(String file, TableOptions options, PrintWriter out) {
        try {
            TableExperiment.requireEnough(SampleTable.read(Path.of(file), options)).findings().forEach(out::println);
            out.flush();
        } catch (IOException e) {
            throw new IllegalArgumentException(Text.format("data '%s' can't be read: %s", file, e.getMessage()), e);
        }
    }

    /** Whether the data are a table and not images. */
    static boolean isTable(Optional<String> wanted) {
        return wanted.filter(data -> !NAMES.contains(data) && isTable(Path.of(data))).isPresent();
    }

    /**
     * The files that {@code data}, chosen by {@link #choose}, is read from, as far as their content may differ from one
     * time to the next: the library knows MNIST's and draws the digits itself.
     */
    static List<Path> files(String data) throws IOException {
        if (NAMES.contains(data)) {
            return List.of();
        }
        Path path = Path.of(data);
        return isTable(path) ? List.of(path) : Folders.entries(path).stream().filter(Files::isRegularFile)
                .filter(file -> file.getFileName().toString().matches(".*-ubyte(\\.gz)?")).toList();
    }

    private static boolean isTable(Path path) {
        return SampleTable.isNamedSo(path.toString()) && Files.isRegularFile(path);
    }

    /**
     * The data to use. MNIST is downloaded if need be; when nothing was asked for and it can't be had, the built-in
     * digits take its place, and {@code out} says so.
     *
     * @throws IOException when MNIST was asked for and can't be had
     */
    static String choose(Optional<String> wanted, PrintWriter out) throws IOException {
        return choose(wanted, Mnist.isCached(), Mnist::load, out);
    }

    static String choose(Optional<String> wanted, boolean cached, MnistDownload download, PrintWriter out)
            throws IOException {
        String data = wanted.orElse(MNIST);
        if (!data.equals(MNIST)) {
            return data.equals(DIGITS) ? data : Path.of(data).toAbsolutePath().normalize().toString();
        }
        if (!cached) {
            try {
                out.println("MNIST is not on this machine yet; trying to download it (11 MB)");
                out.flush();
                download.fetch();
            } catch (IOException e) {
                if (wanted.isPresent()) {
                    throw e;
                }
                out.println("it can't be had now, so the report is on the built-in synthetic digits");
                out.flush();
                return DIGITS;
            }
        }
        return data;
    }
}
