package io.github.dkae.cli;

import io.github.dkae.data.Mnist;
import io.github.dkae.data.MnistSource;
import io.github.dkae.support.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Pointer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this machine has of what the launcher can't see from outside the JVM. */
@Command(name = "doctor", description = "Says what this machine has and what is missing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final double GIB = 1 << 30;
    private static final double NEEDED_GIB = 4;

    @Spec
    private CommandSpec specification;

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>();
        nd4j(checks);
        checks.add(memory(Machine.memory()));
        graphics(Machine.gpus(), checks);
        checks.add(data());
        checks.add(variables(System.getenv()));
        PrintWriter out = specification.commandLine().getOut();
        checks.forEach(out::println);
        out.flush();
        return checks.stream().anyMatch(check -> check.state() == Check.State.MISSING) ? 1 : 0;
    }

    private static void nd4j(List<Check> checks) {
        try {
            Nd4jInformation found = Nd4jInformation.load();
            double speed = Nd4jInformation.tryProduct();
            checks.add(Check.ok("ND4J",
                    Text.format("%s, backend %s, %s", Version.nd4j(), found.backend(), Machine.cpu())));
            checks.add(Check.ok("BLAS", Text.format("%s, matrix products at %.0f GFLOP/s", found.blas(), speed)));
            checks.add(Check.ok("threads", Text.format("%d of %d processors (OMP_NUM_THREADS sets another number)",
                    found.threads(), Runtime.getRuntime().availableProcessors())));
        } catch (RuntimeException | LinkageError e) {
            // Natives that don't load, or compute wrongly, show in many ways; each means that nothing can be computed.
            checks.add(Check.missing("ND4J",
                    Text.format("it doesn't work here: %s. Delete the folder .javacpp/cache in your home"
                            + " and run environment/dkae setup; its natives need a C library from 2014 or later",
                            e)));
        }
    }

    static Check memory(long bytes) {
        String detail = Text.format("%.1f GiB; Java heap %.1f, arrays at most %.1f, process at most %.1f"
                + " (DKAE_JAVA_OPTIONS sets others)", bytes / GIB,
                        Runtime.getRuntime().maxMemory() / GIB, Pointer.maxBytes() / GIB,
                        Pointer.maxPhysicalBytes() / GIB);
        return bytes >= NEEDED_GIB * GIB ? Check.ok("memory", detail)
                : Check.note("memory", detail + Text.format("; below %.0f GiB stay at smoke scale", NEEDED_GIB));
    }

    static void graphics(List<Machine.Gpu> gpus, List<Check> checks) {
        if (gpus.isEmpty()) {
            checks.add(Check.ok("GPU", "none with NVIDIA's driver; the CPU computes"));
        }
        for (Machine.Gpu gpu : gpus) {
            Optional<ComputeCapability> capability = ComputeCapability.parse(gpu.capability());
            String known = gpu.name() + ", compute capability " + capability.map(Object::toString).orElse("unknown");
            checks.add(capability.map(ComputeCapability::runsCudaBackend).orElse(false)
                    ? Check.ok("GPU", known + "; the CUDA backend runs on it (mvn -Pcuda); the CPU computes by default")
                    : Check.note("GPU", known + "; the CUDA backend can't run on it, as it knows 3.7 to 8.9 only"
                            + " (not Hopper or later); the CPU computes"));
        }
    }

    private static Check data() {
        String folders = MnistSource.defaults().folders().stream().map(Path::toString)
                .collect(Collectors.joining(" or "));
        return Mnist.isCached()
                ? Check.ok("data", "MNIST is in " + folders)
                : Check.note("data", "no MNIST in " + folders
                        + "; it is downloaded when asked for, else there are built-in digits");
    }

    private static Check variables(Map<String, String> environment) {
        Map<String, String> ours = new TreeMap<>(environment);
        ours.keySet().removeIf(name -> !name.matches("(DKAE|OMP|OPENBLAS|MALLOC)_.*|JAVA_HOME|JUPYTER_PATH"));
        return Check.ok("variables", ours.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
    }
}
