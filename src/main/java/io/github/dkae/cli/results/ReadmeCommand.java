package io.github.dkae.cli.results;

import io.github.dkae.cli.Project;
import io.github.dkae.support.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes README's table of the paper's figures and ours. */
@Command(name = "readme", description = "Writes README's table of the paper's figures and ours from a results.json.",
        mixinStandardHelpOptions = true)
public final class ReadmeCommand implements Callable<Integer> {
    /** The results that the project is published with, within its folder. */
    static final Path PUBLISHED = Path.of("notebooks", "results", "paper.json");

    @Spec
    private CommandSpec specification;

    @Parameters(arity = "0..1", paramLabel = "FILE",
            description = "A report's results.json (default: notebooks/results/paper.json).")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Path root = Project.current().root();
        Path source = (file == null ? root.resolve(PUBLISHED) : file).toAbsolutePath().normalize();
        Path readme = root.resolve("README.md");
        String before = Files.readString(readme);
        String after;
        try {
            after = write(before, source, root);
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(specification.commandLine(), e.getMessage());
        }
        if (!after.equals(before)) {
            AtomicFiles.write(readme, after);
        }
        specification.commandLine().getOut().println(readme + (after.equals(before) ? " is up to date" : " written"));
        return 0;
    }

    /** {@code readme} with the table of the results in {@code source}, named relative to the project's folder. */
    static String write(String readme, Path source, Path root) throws IOException {
        String name = source.startsWith(root) ? root.relativize(source).toString().replace('\\', '/')
                : source.getFileName().toString();
        return ReadmeSection.replace(readme, PaperTable.of(ResultsFile.read(source), name));
    }
}
