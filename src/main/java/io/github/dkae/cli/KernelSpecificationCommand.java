package io.github.dkae.cli;

import io.github.dkae.cli.kernels.KernelInstaller;
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

/**
 * Writes the Java kernel's specification, with this JVM, below a folder that {@code JUPYTER_PATH} may name, and anew
 * those of the other kernels that are there.
 */
@Command(name = "kernel-spec", description = "Writes the Java kernel below a folder for JUPYTER_PATH.",
        mixinStandardHelpOptions = true)
final class KernelSpecificationCommand implements Callable<Integer> {
    /** What the specification of our kernel, and no other, starts. */
    private static final String KERNEL = "io.github.dkae.jupyter.NotebookKernel";

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
        Path target = folder.resolve("kernels").resolve("java").resolve("kernel.json");
        if (Files.exists(target) && !Files.readString(target).contains(KERNEL)) {
            throw new IOException(target + " is another kernel's; name another folder");
        }
        AtomicFiles.write(target, specification(project, options).fill(template(project)));
        installer(project, folder, options).refresh();
        PrintWriter out = specification.commandLine().getOut();
        out.println(target.toAbsolutePath());
        out.flush();
        return 0;
    }

    /** Installs other kernels, for the same JVM with the same options, below a folder. */
    static KernelInstaller installer(Project project, Path folder, List<String> options) throws IOException {
        String template = template(project);
        return new KernelInstaller(folder,
                (kernel, jar) -> specification(project, options).fill(template, kernel, jar));
    }

    private static KernelSpecification specification(Project project, List<String> options) {
        return new KernelSpecification(project.root(), Path.of(System.getProperty("java.home"), "bin", "java"),
                options);
    }

    private static String template(Project project) throws IOException {
        return Files.readString(project.environment().resolve("kernel.json"));
    }
}
