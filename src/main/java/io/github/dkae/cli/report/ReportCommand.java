package io.github.dkae.cli.report;

import io.github.dkae.cli.Project;
import io.github.dkae.cli.results.Comparison;
import io.github.dkae.cli.results.ComparisonText;
import io.github.dkae.cli.results.ReferenceFile;
import io.github.dkae.cli.results.ResultsFile;
import io.github.dkae.data.TableOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final String RESULTS = "results.json";

    @Spec
    private CommandSpec specification;

    @Option(names = "--scale", paramLabel = "SCALE", defaultValue = "tutorial",
            description = "How much to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReportSettings.Scale scale;

    @Option(names = "--data", paramLabel = "DATA",
            description = "mnist, digits, a folder of IDX files or a CSV file, for the notebooks that take"
                    + " tables (default: mnist where it can be had, else digits).")
    private Optional<String> data = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of everything random, at least 0 (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1",
            description = "Repeats with N seeds from --seed up, for standard deviations (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder of the report (default: DKAE_REPORT_DIR or target/report).")
    private Path out;

    @Option(names = "--only", split = ",", paramLabel = "NAME",
            description = "Only the notebooks whose names start so, such as 00-quickstart.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--fresh", description = "Compute everything anew, whatever is cached.")
    private boolean fresh;

    @Option(names = "--verify", paramLabel = "FILE",
            description = "Then compares the figures with another results.json; exit status 1 if some moved.")
    private Path verify;

    @Option(names = "--record", paramLabel = "FILE",
            description = "Then writes the figures, without times, to a file for later comparisons.")
    private Path record;

    @Option(names = "--no-run", description = "With --verify or --record: takes the report that is there.")
    private boolean noRun;

    @Override
    public Integer call() throws IOException {
        Project project = Project.current();
        Path folder = out == null ? folder(project, System.getenv()) : out;
        ReportSettings settings;
        List<Path> notebooks;
        Optional<ResultsFile> reference;
        try {
            if (noRun && verify == null && record == null) {
                throw new IllegalArgumentException(
                        "--no-run needs --verify FILE or --record FILE: without either, nothing is to be done");
            }
            reference = verify == null ? Optional.empty() : Optional.of(ResultsFile.read(verify));
            if (record != null && Files.exists(record)) {
                // Only figures may be replaced by figures; better refused now than when all is computed.
                ResultsFile.read(record);
            }
            if (noRun) {
                return use(folder.resolve(RESULTS), reference);
            }
            settings = new ReportSettings(scale, data, seed, seeds, folder, fresh, only);
            notebooks = Notebooks.select(project.notebooks(), only);
            ReportData.check(data, TableOptions.fromEnvironment(), specification.commandLine().getOut());
            if (ReportData.isTable(data)) {
                notebooks = ofTables(notebooks);
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(specification.commandLine(), e.getMessage());
        }
        boolean succeeded = new Report(project, settings, notebooks, Report.jupyter(project), System.getenv(),
                specification.commandLine().getOut()).write();
        if (!succeeded) {
            return 1;
        }
        return use(folder.resolve(RESULTS), reference);
    }

    /** Those that take tables; says which ones don't. */
    private List<Path> ofTables(List<Path> notebooks) throws IOException {
        List<Path> taking = Notebooks.takingTables(notebooks);
        List<Path> left = notebooks.stream().filter(notebook -> !taking.contains(notebook)).toList();
        if (!left.isEmpty()) {
            PrintWriter console = specification.commandLine().getOut();
            console.println("left out, as their samples are images: " + Notebooks.names(left));
            console.flush();
        }
        return taking;
    }

    /** Where the report goes when the user doesn't say it with the command. */
    static Path folder(Project project, Map<String, String> environment) {
        String chosen = environment.getOrDefault("DKAE_REPORT_DIR", "");
        return chosen.isBlank() ? project.root().resolve("target").resolve("report") : Path.of(chosen);
    }

    /** Does with the report's figures what was asked for. */
    private int use(Path results, Optional<ResultsFile> reference) throws IOException {
        PrintWriter console = specification.commandLine().getOut();
        if (record != null) {
            ReferenceFile.write(results, record);
            console.println("figures: " + record);
            console.flush();
        }
        return reference.isEmpty() ? 0 : compare(ResultsFile.read(results), reference.get(), console);
    }

    private int compare(ResultsFile ours, ResultsFile reference, PrintWriter console) {
        Comparison comparison = Comparison.of(ours, reference, !only.isEmpty());
        ComparisonText.lines(comparison, verify.toString()).forEach(console::println);
        console.flush();
        return comparison.holds() ? 0 : 1;
    }
}
