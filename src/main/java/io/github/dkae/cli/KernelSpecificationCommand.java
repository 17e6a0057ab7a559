package io.github.dkae.cli;

import io.github.dkae.support.AtomicFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the Java kernel's specification, with this JVM, below a folder that {@code JUPYTER_PATH} may name. */
@Command(name = "kernel-spec", description = "Writes the Java kernel below a folder for JUPYTER_PATH.",
        mixinStandardHelpOptions = true)
final class KernelSpecificationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder that JUPYTER_PATH will name.")
    private Path folder;

    @Parameters(index = "1..*", paramLabel = "OPTION", arity = "0..*",
            description = "Options of the kernel's JVM, after --.")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Project project = Project.current();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String template = Files.readString(project.environment().resolve("kernel.json"));
        Path target = folder.resolve("kernels").resolve("java").resolve("kernel.json");
        AtomicFiles.write(target, new KernelSpecification(project.root(), java, options).fill(template));
        PrintWriter out = specification.commandLine().getOut();
        out.println(target.toAbsolutePath());
        out.flush();
        return 0;
    }
}
