package io.github.dkae.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.benchmark.Benchmark;
import io.github.dkae.benchmark.Benchmarks;
import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs benchmarks; prints a table, and writes JSON where asked to. */
@Command(name = "bench", description = "Runs the benchmarks.", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final String MACHINE = "machine";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private final List<Benchmark> benchmarks;

    @Spec
    private CommandSpec specification;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these benchmarks.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE",
            description = "Writes the figures to a JSON file: an object for each benchmark, or those of the only one.")
    private Path json;

    BenchCommand() {
        this(Benchmarks.all());
    }

    BenchCommand(List<Benchmark> benchmarks) {
        this.benchmarks = List.copyOf(benchmarks);
    }

    @Override
    public Integer call() throws IOException {
        List<Benchmark> chosen = choose();
        refuseForeign();
        Nd4jInformation nd4j = Nd4jInformation.load();
        JsonObject figures = new JsonObject();
        JsonObject machine = new JsonObject();
        machine.addProperty("cpu", Machine.cpu());
        machine.addProperty("java", System.getProperty("java.version"));
        machine.addProperty("nd4j", Version.nd4j());
        machine.addProperty("backend", nd4j.backend());
        machine.addProperty("blas", nd4j.blas());
        machine.addProperty("threads", nd4j.threads());
        figures.add(MACHINE, machine);
        PrintWriter out = specification.commandLine().getOut();
        out.printf(Locale.ROOT, "%s, %s, %d threads%n", Machine.cpu(), nd4j.blas(), nd4j.threads());
        for (Benchmark benchmark : chosen) {
            JsonObject result = benchmark.run(Progress.console());
            if (chosen.size() == 1) {
                result.entrySet().forEach(figure -> figures.add(figure.getKey(), figure.getValue()));
            } else {
                figures.add(benchmark.name(), result);
            }
            out.printf(Locale.ROOT, "%n%s: %s%n", benchmark.name(), benchmark.description());
            print("", result, out);
            out.flush();
        }
        if (json != null) {
            AtomicFiles.write(json, GSON.toJson(figures) + "\n");
        }
        return 0;
    }

    /** Only figures may be replaced by figures. */
    private void refuseForeign() throws IOException {
        try {
            if (json == null || !Files.exists(json)
                    || JsonParser.parseString(Files.readString(json)).getAsJsonObject().has(MACHINE)) {
                return;
            }
        } catch (JsonParseException | IllegalStateException | CharacterCodingException e) {
            // The refusal says it.
        }
        throw new ParameterException(specification.commandLine(),
                "--json must name a new file or one of figures of benchmarks, but " + json + " holds something else");
    }

    private List<Benchmark> choose() {
        Map<String, Benchmark> known = benchmarks.stream().collect(Collectors.toMap(Benchmark::name, b -> b));
        for (String name : only) {
            if (!known.containsKey(name)) {
                throw new ParameterException(specification.commandLine(),
                        Text.format("--only must name some of %s, but was %s",
                                benchmarks.stream().map(Benchmark::name).collect(Collectors.joining(", ")), name));
            }
        }
        return benchmarks.stream().filter(benchmark -> only.isEmpty() || only.contains(benchmark.name())).toList();
    }

    private static void print(String prefix, JsonObject figures, PrintWriter out) {
        for (Map.Entry<String, JsonElement> figure : figures.entrySet()) {
            String name = prefix + figure.getKey();
            if (figure.getValue().isJsonObject()) {
                print(name + ".", figure.getValue().getAsJsonObject(), out);
            } else {
                out.printf(Locale.ROOT, "  %-40s %s%n", name, figure.getValue());
            }
        }
    }
}
