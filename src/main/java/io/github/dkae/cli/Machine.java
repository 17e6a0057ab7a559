package io.github.dkae.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the operating system says of this machine. */
public final class Machine {
    /**
     * A graphics processor of NVIDIA's.
     *
     * @param name       as its driver calls it
     * @param capability as its driver prints it, such as "8.6"
     */
    record Gpu(String name, String capability) {}

    private Machine() {}

    /** The processor's name, such as "AMD EPYC 9R14"; its architecture where the system doesn't tell. */
    public static String cpu() {
        Path linux = Path.of("/proc/cpuinfo");
        try {
            if (Files.isReadable(linux)) {
                try (Stream<String> lines = Files.lines(linux, StandardCharsets.ISO_8859_1)) {
                    return lines.filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst().orElse(System.getProperty("os.arch"));
                }
            }
            return lines("sysctl", "-n", "machdep.cpu.brand_string").stream().findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** Memory in bytes that this process may have at most: the machine's, or its container's. */
    static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** The graphics processors that NVIDIA's driver lists; none without a driver. */
    static List<Gpu> gpus() {
        try {
            return parseGpus(lines("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"));
        } catch (IOException e) {
            return List.of();
        }
    }

    static List<Gpu> parseGpus(List<String> lines) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : lines) {
            int comma = line.lastIndexOf(',');
            if (comma > 0) {
                gpus.add(new Gpu(line.substring(0, comma).strip(), line.substring(comma + 1).strip()));
            }
        }
        return gpus;
    }

    /** The lines that a command prints; none when it fails. */
    private static List<String> lines(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean succeeded = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            return succeeded ? text.lines().toList() : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
