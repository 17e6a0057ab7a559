package io.github.dkae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.InEveryLocale;
import io.github.dkae.benchmark.Benchmark;
import io.github.dkae.support.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@InEveryLocale
class BenchCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void theOnlyBenchmarksFiguresAreTheFilesOwn(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("bench.json");
        assertEquals(0, run("--only", "beta", "--json", json.toString()));
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(2.5, figures.getAsJsonObject("step").get("seconds").getAsDouble());
        assertTrue(figures.getAsJsonObject("machine").get("threads").getAsInt() >= 1);
        assertFalse(figures.has("alpha"));
        assertTrue(out.toString().contains("beta: of beta"), out.toString());
        assertTrue(out.toString().lines().anyMatch(line -> line.strip().matches("step\\.seconds +2\\.5")),
                out.toString());
    }

    @Test
    void allBenchmarksRunWithoutAChoice(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("bench.json");
        assertEquals(0, run("--json", json.toString()));
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(2.5, figures.getAsJsonObject("alpha").getAsJsonObject("step").get("seconds").getAsDouble());
        assertTrue(figures.has("beta") && figures.has("machine"), figures.toString());
        assertTrue(out.toString().indexOf("alpha:") < out.toString().indexOf("beta:"), out.toString());
        assertTrue(out.toString().contains("alpha:"), out.toString());
    }

    @Test
    void onlyFiguresAreReplaced(@TempDir Path folder) throws IOException {
        for (String content : List.of("years of work", "{\"a\": 1}", "[]", "")) {
            Path json = Files.writeString(folder.resolve("thesis.tex"), content);
            assertEquals(2, run("--only", "beta", "--json", json.toString()));
            assertEquals(content, Files.readString(json));
        }
        assertEquals("", out.toString());
        Path json = folder.resolve("bench.json");
        assertEquals(0, run("--only", "beta", "--json", json.toString()));
        assertEquals(0, run("--only", "alpha", "--json", json.toString()));
    }

    private int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new BenchCommand(List.of(new Fixed("alpha"), new Fixed("beta"))));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(new StringWriter()));
        return commandLine.execute(arguments);
    }

    private record Fixed(String name) implements Benchmark {
        @Override
        public String description() {
            return "of " + name;
        }

        @Override
        public JsonObject run(Progress progress) {
            return JsonParser.parseString("{\"step\": {\"seconds\": 2.5}}").getAsJsonObject();
        }
    }
}
