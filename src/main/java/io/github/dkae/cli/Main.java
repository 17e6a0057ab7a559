package io.github.dkae.cli;

import io.github.dkae.cli.report.ReportCommand;
import io.github.dkae.cli.results.ReadmeCommand;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: exit status 0 for success, 1 for failure, 2 for wrong arguments. */
@Command(name = "dkae", description = "Deep kernelized autoencoders.", mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ReportCommand.class, ReadmeCommand.class, DoctorCommand.class, BenchCommand.class,
            SetupCommand.class, KernelSpecificationCommand.class})
public final class Main implements Runnable {
    @Spec
    private CommandSpec specification;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The parser, whose streams a caller may replace. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(Main::tell);
    }

    /** Wrong arguments get a line on what is wrong and one on where to read more: the whole usage would hide it. */
    private static int refuse(ParameterException refusal, String[] arguments) {
        CommandLine command = refusal.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("dkae: " + refusal.getMessage());
        UnmatchedArgumentException.printSuggestions(refusal, err);
        String name = command.getParent() == null ? "" : command.getCommandName() + " ";
        err.println(Text.format("Try 'environment/dkae %s--help'", name));
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        throw new ParameterException(specification.commandLine(), "Missing command");
    }

    /** Failures that a user can act on get a line; a stack trace is for those that mean a defect of ours. */
    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        boolean expected = failure instanceof IOException || failure instanceof IllegalArgumentException
                || failure instanceof CancellationException;
        if (expected && failure.getMessage() != null) {
            command.getErr().println("dkae: " + failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
