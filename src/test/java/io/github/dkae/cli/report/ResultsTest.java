package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.InEveryLocale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InEveryLocale
class ResultsTest {
    @TempDir
    private Path folder;

    @Test
    void fragmentsBecomeSectionsInTheReportsOrder() throws IOException {
        write("zebra", "{\"stripes\": 7}");
        write("denoising", "{\"kpca\": 0.04}");
        write("table1", "{\"prior\": 1.01, \"sae\": 1.14}");
        write("data", "{\"name\": \"MNIST\", \"sha256\": \"ab\", \"samples\": 60000}");
        Files.writeString(folder.resolve("notes.txt"), "no fragment");
        Results results = Results.read(folder);
        JsonObject provenance = new JsonObject();
        provenance.addProperty("seed", 3);
        JsonObject json = results.toJson(provenance);
        assertEquals(List.of("provenance", "table1", "denoising", "zebra"), List.copyOf(json.keySet()));
        assertEquals(1.14, json.getAsJsonObject("table1").get("sae").getAsDouble());
        assertEquals(60000, results.data().get("samples").getAsInt());
    }

    @Test
    void whatWasNotRunIsAbsentNotNull() throws IOException {
        write("table1", "{\"prior\": 1.01, \"dkae\": null, \"more\": {\"a\": null}}");
        assertEquals(JsonParser.parseString("{\"prior\": 1.01, \"more\": {}}"),
                Results.read(folder).sections().get("table1"));
    }

    @Test
    void stagesComeOnceEachWithTheirShareTheLongestFirst() throws IOException {
        Files.createDirectories(folder.resolve("stages"));
        write("stages/01.prior", "{\"name\": \"prior\", \"seconds\": 20}");
        write("stages/02.dkae", "{\"name\": \"training\", \"seconds\": 60}");
        // The second notebook had it from the cache.
        write("stages/03.prior", "{\"name\": \"prior\", \"seconds\": 0.5}");
        assertEquals(JsonParser.parseString("""
                [{"name": "training", "seconds": 60.0, "share": 0.75}, {"name": "prior", "seconds": 20.0, "share": 0.25}]
                """), Results.read(folder).toJson(new JsonObject()).get("stages"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"name\": \"prior\"}", "{\"name\": \"prior\", \"seconds\": -1}",
        "{\"name\": \"prior\", \"seconds\": \"long\"}", "{\"name\": \"prior\", \"seconds\": NaN}", "{"})
    void damagedStagesAreNamed(String content) throws IOException {
        Files.createDirectories(folder.resolve("stages"));
        write("stages/prior", content);
        IOException failure = assertThrows(IOException.class, () -> Results.read(folder));
        assertTrue(failure.getMessage().startsWith("prior.json must hold"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stages", "provenance"})
    void sectionsThatTheReportMakesItselfAreRefused(String name) throws IOException {
        write(name, "{\"a\": 1}");
        IOException failure = assertThrows(IOException.class, () -> Results.read(folder));
        assertTrue(failure.getMessage().startsWith(name + ".json"), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"table1.prior\": [1, 2]}                 | seeds.json: seed must be a list of numbers",
        "{\"seed\": [1, 2], \"table1.prior\": [1]}  | seeds.json: table1.prior must have a number for each of the 2",
        "{\"seed\": [1], \"table1.prior\": [\"a\"]} | seeds.json: table1.prior must be a list of numbers",
    })
    void damagedSeedsAreNamed(String content, String message) throws IOException {
        write("seeds", content);
        IOException failure = assertThrows(IOException.class, () -> Results.read(folder));
        assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
    }

    @Test
    void noFragmentsAreNoResults() throws IOException {
        Results results = Results.read(folder.resolve("missing"));
        assertTrue(results.sections().isEmpty());
        assertTrue(results.data().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"loss\": NaN}            | pck.json: loss is NaN; results must be finite",
        "{\"loss\": [1, Infinity]}  | pck.json: loss is Infinity; results must be finite",
        "[1]                        | pck.json must hold a JSON object",
        "{\"loss\": 1               | pck.json is not JSON",
    })
    void damagedFragmentsAreNamed(String content, String message) throws IOException {
        write("pck", content);
        IOException failure = assertThrows(IOException.class, () -> Results.read(folder));
        assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
    }

    private void write(String section, String content) throws IOException {
        Files.writeString(folder.resolve(section + ".json"), content);
    }
}
