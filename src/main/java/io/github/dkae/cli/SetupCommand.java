package io.github.dkae.cli;

import io.github.dkae.cli.kernels.KernelInstaller;
import io.github.dkae.cli.kernels.OtherKernel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets up another Java kernel beside our own; everything else is set up before there is a JVM. */
@Command(name = "setup", description = "Sets up another Java kernel.", mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Option(names = "--kernel", paramLabel = "NAME", required = true,
            description = "The kernel: ${COMPLETION-CANDIDATES}.")
    private OtherKernel kernel;

    @Option(names = "--from", paramLabel = "FILE|URL", required = true,
            description = "The kernel's runnable jar, or a zip or wheel that holds it.")
    private String from;

    @Option(names = "--sha256", paramLabel = "HEX", description = "What the file's SHA-256 must be.")
    private Optional<String> sha256 = Optional.empty();

    @Parameters(paramLabel = "OPTION", arity = "0..*", description = "Options of the kernel's JVM, after --.")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Project project = Project.current();
        try {
            KernelInstaller.Installed installed = KernelSpecificationCommand
                    .installer(project, project.jupyterPath(), options).install(kernel, from, sha256);
            PrintWriter out = specification.commandLine().getOut();
            out.println("SHA-256 " + installed.sha256() + "  " + from);
            out.println(installed.specification());
            out.flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(specification.commandLine(), e.getMessage());
        }
    }
}
