package io.github.dkae.cli.report;

import io.github.dkae.cli.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the notebooks and writes the report. */
@Command(name = "report", description = "Runs the notebooks and writes the report.", mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Option(names = "--scale", paramLabel = "SCALE", defaultValue = "tutorial",
            description = "How much to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReportSettings.Scale scale;

    @Option(names = "--data", paramLabel = "DATA",
            description = "mnist, digits, a folder of IDX files or a CSV file"
                    + " (default: mnist where it can be had, else digits).")
    private Optional<String> data = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of everything random, at least 0 (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1",
            description = "Repeats with N seeds from --seed up, for standard deviations (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the report (default: target/report).")
    private Path out;

    @Option(names = "--only", split = ",", paramLabel = "NAME",
            description = "Only the notebooks whose names start so, such as 00-quickstart.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--fresh", description = "Compute everything anew, whatever is cached.")
    private boolean fresh;

    @Override
    public Integer call() throws IOException {
        Project project = Project.current();
        Path folder = out == null ? project.root().resolve("target").resolve("report") : out;
        ReportSettings settings;
        List<Path> notebooks;
        try {
            settings = new ReportSettings(scale, data, seed, seeds, folder, fresh, only);
            ReportData.check(data);
            notebooks = Notebooks.select(project.notebooks(), only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(specification.commandLine(), e.getMessage());
        }
        return new Report(project, settings, notebooks, Report.jupyter(project),
                specification.commandLine().getOut()).write() ? 0 : 1;
    }
}
