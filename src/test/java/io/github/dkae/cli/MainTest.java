package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                     | Missing command",
        "frobnicate                             | frobnicate",
        "report --scale huge                    | SMOKE, TUTORIAL, PAPER",
        "report --seed -1                       | seed must be at least 0, but was -1",
        "report --seed one                      | one",
        "report --data /no/such/folder          | data must be mnist, digits, an existing folder or a .csv or .tsv file",
        "report --data pom.xml                   | but was 'pom.xml'",
        "report --wrong                         | --wrong",
        "report --seeds 0                       | seeds must be between 1 and 100, but was 0",
        "report --no-run                        | --no-run needs --verify FILE",
        "report --verify /no/such/file          | but there is no such file",
        "report --record pom.xml                | pom.xml must be a results.json of a report",
        "report --verify pom.xml                | pom.xml must be a results.json of a report",
        "report --no-run --verify pom.xml       | pom.xml must be a results.json of a report",
        "readme pom.xml                         | pom.xml must be a results.json of a report",
        "readme a b                             | b",
        "bench --only nothing                   | nothing",
        "kernel-spec                            | DIR",
    })
    void wrongArgumentsAreNamedAndEndWithStatusTwo(String arguments, String expected) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertTrue(err.toString().contains(expected), err.toString());
        assertFalse(err.toString().contains("Usage:"), err.toString());
        String command = arguments.matches("(report|readme|bench|kernel-spec).*") ? arguments.split(" ")[0] + " " : "";
        assertTrue(err.toString().endsWith("Try 'environment/dkae " + command + "--help'" + System.lineSeparator()),
                err.toString());
    }

    @Test
    void kernelOfAnotherIsNotReplaced(@TempDir Path folder) throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("kernels/java")).resolve("kernel.json");
        Files.writeString(kernel, "{\"argv\": [\"java\", \"-jar\", \"ijava.jar\", \"{connection_file}\"]}");
        String before = Files.readString(kernel);
        assertEquals(1, run("kernel-spec", folder.toString()));
        assertEquals("dkae: " + kernel + " is another kernel's; name another folder", err.toString().strip());
        assertEquals(before, Files.readString(kernel));
        Files.delete(kernel);
        assertEquals(0, run("kernel-spec", folder.toString()));
        assertEquals(0, run("kernel-spec", folder.toString()));
    }

    @Test
    void versionIsTheBuilds() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().strip().matches("dkae \\d+\\.\\d+\\.\\d+.*"), out.toString());
        assertTrue(Version.nd4j().matches("\\d+\\.\\d+\\.\\d+.*"), Version.nd4j());
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
