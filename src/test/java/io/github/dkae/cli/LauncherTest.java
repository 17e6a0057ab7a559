package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    /** Values of options that are looked at before anything is set up. */
    private static final Map<String, String> VALUES = Map.of("--scale", "smoke", "--seed", "2", "--seeds", "2", "--data",
            "digits");
    private static final Path LAUNCHER = Path.of("environment", "dkae").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "report --help", "bench -h", "readme --help",
        "report --scale smoke --help"})
    void helpIsToldWithoutAnySetUp(String arguments) throws Exception {
        Scripts.Outcome outcome = run(LAUNCHER, arguments.split(" "));
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().startsWith("Usage: environment/dkae COMMAND"), outcome.out());
        assertEquals("", outcome.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "python | DKAE_KERNEL must be own, ijava, jjava or rapaio, but was 'python'",
        "ijava  | DKAE_KERNEL is ijava, which isn't set up; run: environment/dkae setup --kernel ijava",
    })
    void kernelThatIsNotThereIsRefusedBeforeAnySetUp(String kernel, String expected) throws Exception {
        Scripts.Outcome outcome = Scripts.run(LAUNCHER, Map.of("DKAE_KERNEL", kernel), "report");
        assertEquals(1, outcome.status());
        assertEquals("dkae: " + expected + "\n", outcome.err());
    }

    @Test
    void unknownCommandIsRefusedWithTheUsage() throws Exception {
        Scripts.Outcome outcome = run(LAUNCHER, "frobnicate");
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("unknown command: frobnicate"), outcome.err());
        assertTrue(outcome.err().contains("Usage:"), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(2, run(LAUNCHER).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test x", "doctor x", "setup --wrong"})
    void superfluousArgumentsAreRefused(String arguments) throws Exception {
        assertEquals(2, run(LAUNCHER, arguments.split(" ")).status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "report --wrong               | report | unknown option: --wrong",
        "report --scale smoke --sed 3 | report | unknown option: --sed",
        "report --fresh=yes           | report | unknown option: --fresh=yes",
        "report --out=a --seed        | report | --seed needs a value",
        "report --scale huge          | report | --scale must be smoke, tutorial or paper, but was 'huge'",
        "report --only 00 --scale=     | report | --scale must be smoke, tutorial or paper, but was ''",
        "report --seed 1.5            | report | --seed must be a whole number, but was '1.5'",
        "report --seeds=-             | report | --seeds must be a whole number, but was '-'",
        "report --data=               | report | --data must be mnist, digits, or a folder or file that is there, but was ''",
        "report --data /none.csv      | report | --data must be mnist, digits, or a folder or file that is there, but was '/none.csv'",
        "report smoke                 | report | report doesn't take the argument 'smoke'",
        "bench --json a.json b        | bench  | bench doesn't take the argument 'b'",
        "bench -x                     | bench  | unknown option: -x",
        "readme a.json b.json         | readme | readme doesn't take the argument 'b.json'",
        "setup --wrong                | setup  | unknown option: --wrong",
        "setup --kernel               | setup  | --kernel needs a value",
        "setup --kernel python        | setup  | --kernel must be own, ijava, jjava or rapaio, but was 'python'",
        "setup --kernel jjava         | setup  | --kernel jjava needs --from with a file or an address",
        "setup --sha256 12            | setup  | --from and --sha256 need --kernel ijava, jjava or rapaio",
        "setup --kernel=rapaio --sha256=12 | setup | --sha256 must be 64 hexadecimal digits, but was '12'",
        "setup --kernel ijava --from /x | setup | --from must be a file or an http(s) address, but there is no file '/x'",
    })
    void unknownArgumentsAreRefusedBeforeAnySetUp(String arguments, String command, String expected) throws Exception {
        Scripts.Outcome outcome = run(LAUNCHER, arguments.split(" "));
        assertEquals(2, outcome.status());
        assertEquals("dkae: %s\nTry 'environment/dkae %s --help'\n".formatted(expected, command), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void theVersionIsTheProjects() throws Exception {
        Scripts.Outcome outcome = run(LAUNCHER, "--version");
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().matches("dkae \\d+\\.\\d+\\.\\d+.*\n"), outcome.out());
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>%s</version>"
                .formatted(outcome.out().strip().substring("dkae ".length()))));
    }

    @Test
    void valuesThatTheParserTakesAreNotRefused() throws Exception {
        for (String arguments : List.of("--scale PAPER", "--scale=smoke", "--seed -3", "--seed=0", "--data mnist", "--data .",
                "--data " + Path.of("pom.xml").toAbsolutePath())) {
            Scripts.Outcome outcome = run(LAUNCHER, ("report " + arguments + " --last").split(" "));
            assertTrue(outcome.err().startsWith("dkae: unknown option: --last\n"), arguments + ": " + outcome.err());
        }
    }

    @Test
    void optionsThatTakeValuesAreTheParsers() throws Exception {
        for (String name : List.of("report", "bench", "setup")) {
            for (OptionSpec option : Main.commandLine().getSubcommands().get(name).getCommandSpec().options()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                    // The last option is refused in any case, by its name when the one before was understood.
                    String value = option.arity().max() == 0 ? "" : " " + VALUES.getOrDefault(option.longestName(), "--wrong");
                    Scripts.Outcome outcome =
                            run(LAUNCHER, (name + " " + option.longestName() + value + " --last").split(" "));
                    assertTrue(outcome.err().startsWith("dkae: unknown option: --last\n"), option + ": " + outcome.err());
                }
            }
        }
    }

    @Test
    void symbolicLinksLeadToTheProject(@TempDir Path folder) throws Exception {
        Path far = Files.createSymbolicLink(folder.resolve("far"), LAUNCHER);
        Path link = Files.createSymbolicLink(Files.createDirectory(folder.resolve("my bin")).resolve("dkae"),
                Path.of("..").resolve(far.getFileName()));
        // Any command that sources the set-up shows that the project's folder was found.
        Scripts.Outcome outcome = run(link, "setup", "--kernel", "wrong");
        Files.delete(link);
        Files.delete(far);
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("dkae: --kernel must be own, ijava, jjava or rapaio, but was 'wrong'\n"),
                outcome.err());
    }

    @Test
    void usageNamesEveryOptionOfEveryCommand() throws Exception {
        String usage = run(LAUNCHER, "--help").out();
        CommandLine commandLine = Main.commandLine();
        List<String> unnamed = new ArrayList<>();
        for (CommandLine command : commandLine.getSubcommands().values()) {
            assertTrue(usage.contains("\n  " + command.getCommandName() + " "), command.getCommandName());
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.usageHelp() && !option.versionHelp() && !usage.contains(option.longestName())) {
                    unnamed.add(command.getCommandName() + " " + option.longestName());
                }
            }
        }
        assertEquals(List.of(), unnamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "environment/dkae", "environment/setup", "environment/tools", "environment/doctor", "environment/kernels",
        "environment/layer", "environment/entrypoint", "environment/test-image", "environment/image-engine",
        ".ci/run"})
    void scriptsAreWellFormed(String script) throws Exception {
        Scripts.Outcome outcome = run(Path.of("-n"), Path.of(script).toAbsolutePath().toString());
        assertEquals("", outcome.err());
        assertEquals(0, outcome.status());
    }

    @Test
    void everyJvmGetsTheSameVariables() throws Exception {
        Map<String, String> launchers = Files.readAllLines(Path.of("environment", "java.environment")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1), (a, b) -> b, TreeMap::new));
        Map<String, String> kernels = new TreeMap<>();
        JsonParser.parseString(Files.readString(Path.of("environment", "kernel.json"))).getAsJsonObject()
                .getAsJsonObject("env").asMap().forEach((name, value) -> kernels.put(name, value.getAsString()));
        assertEquals(launchers, kernels);
        Map<String, String> tests = surefires();
        assertEquals("off", tests.remove("DKAE_PROGRESS"), "the launcher says so where there is no terminal");
        assertEquals(launchers, tests);
    }

    private static Map<String, String> surefires() throws Exception {
        var document = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new File("pom.xml"));
        Map<String, String> variables = new TreeMap<>();
        Node parent = document.getElementsByTagName("environmentVariables").item(0);
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.ELEMENT_NODE) {
                variables.put(node.getNodeName(), node.getTextContent().strip());
            }
        }
        return variables;
    }

    private static Scripts.Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
        return Scripts.run(script, Map.of(), arguments);
    }
}
