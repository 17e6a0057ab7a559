package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dkae.InEveryLocale;
import io.github.dkae.data.Split;
import io.github.dkae.data.TableOptions;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.NumberColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

@InEveryLocale
class ReportRunTest {
    @TempDir
    private Path folder;

    /** A result with a figure, a table and a picture. */
    private static final class Answer implements ExperimentResult {
        @Override
        public String title() {
            return "The answer";
        }

        @Override
        public String section() {
            return "answer";
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("value", 42);
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of("answer-table", Table.create("t", Rounding.column("value", 3, 41.98765),
                    NumberColumns.doubles("share", -0.1 / 3), NumberColumns.integers("count", 1234567)));
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of("answer-picture",
                    CurveChart.of("c", "x", "y").line("line", new double[] {0, 1}, new double[] {0, 1}).picture());
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void anEmptyEnvironmentIsATutorialThatKeepsNothing() {
        ReportRun run = ReportRun.from(Map.of("DKAE_SCALE", " ", "DKAE_OUT", ""));
        assertEquals(ReportRun.of(Scale.TUTORIAL, "auto", 1), run);
    }

    @Test
    void theEnvironmentIsRead() {
        ReportRun run = ReportRun.from(Map.of("DKAE_SCALE", "Smoke", "DKAE_DATA", "digits", "DKAE_SEED", "-7",
                "DKAE_OUT", folder.toString(), "DKAE_SEEDS", "3", "DKAE_STAGES", "kept", "DKAE_FRESH",
                "2025-01-31T12:00:00Z"));
        Instant fresh = Instant.parse("2025-01-31T12:00:00Z");
        assertEquals(new ReportRun(Scale.SMOKE, "digits", -7, 3, Optional.of(folder),
                new StageStore(Optional.of(Path.of("kept")), fresh)), run);
        assertEquals(new StageStore(Optional.of(Path.of("kept", "smoke-digits-seed--7")), fresh), run.stages());
    }

    @Test
    void badValuesAreNamed() {
        String scale = assertThrows(IllegalArgumentException.class,
                () -> ReportRun.from(Map.of("DKAE_SCALE", "huge"))).getMessage();
        assertTrue(scale.contains("huge") && scale.contains("tutorial"), scale);
        String seed = assertThrows(IllegalArgumentException.class,
                () -> ReportRun.from(Map.of("DKAE_SEED", "1.5"))).getMessage();
        assertTrue(seed.contains("DKAE_SEED") && seed.contains("1.5"), seed);
        String seeds = assertThrows(IllegalArgumentException.class,
                () -> ReportRun.from(Map.of("DKAE_SEEDS", "0"))).getMessage();
        assertTrue(seeds.contains("seeds") && seeds.contains("0"), seeds);
        String fresh = assertThrows(IllegalArgumentException.class,
                () -> ReportRun.from(Map.of("DKAE_FRESH", "yes"))).getMessage();
        assertTrue(fresh.contains("DKAE_FRESH") && fresh.contains("yes"), fresh);
    }

    @Test
    void resultsAreKeptAsFragmentTablesAndFigures() throws IOException {
        Answer answer = new Answer();
        assertSame(answer, new ReportRun(Scale.SMOKE, "digits", 1, 1, Optional.of(folder), StageStore.none()).keep(answer));
        assertEquals(List.of("figures/answer-picture.png", "fragments/answer.json", "tables/answer-table.csv"),
                files(folder));
        assertEquals(42, JsonParser.parseString(Files.readString(folder.resolve("fragments/answer.json")))
                .getAsJsonObject().get("value").getAsInt());
        assertEquals(List.of("value,share,count", "41.988,-0.03333333333333333,1234567"), Files.readAllLines(folder.resolve("tables/answer-table.csv")));
        assertEquals(1280, ImageIO.read(folder.resolve("figures/answer-picture.png").toFile()).getWidth());
    }

    @Test
    void aTableIsTheRunsOwnOrTheShippedOne() throws IOException {
        String shipped = Files.writeString(folder.resolve("shipped.csv"), "x,y\n" + "1,a\n2,b\n".repeat(10)).toString();
        String own = Files.writeString(folder.resolve("own.csv"), "x,y\n" + "1,2\n2,3\n".repeat(700)).toString();
        Path out = folder.resolve("out");
        TableOptions options = TableOptions.defaults();
        ReportRun digits = new ReportRun(Scale.SMOKE, "digits", 1, 1, Optional.of(out), StageStore.none());
        assertEquals("shipped.csv", digits.table(shipped, options.withLabel("no such column")).rows().name());
        assertEquals(List.of(), Files.exists(out) ? files(out) : List.of(), "the digits are the report's data");
        ReportRun table = new ReportRun(Scale.SMOKE, own, 1, 1, Optional.of(out), StageStore.none());
        assertEquals(Scale.SMOKE.samples(), table.table(shipped, options).size());
        assertEquals(Optional.of("y"), table.table(shipped, options).label());
        assertEquals(Optional.empty(), table.table(shipped, options.withLabel("none")).label());
        JsonObject data = JsonParser.parseString(Files.readString(out.resolve("fragments/data.json"))).getAsJsonObject();
        assertEquals("own.csv", data.get("name").getAsString());
        assertEquals(1_000, data.get("samples").getAsInt());
        assertThrows(IOException.class, () -> ReportRun.of(Scale.SMOKE, own + ".csv", 1).table(shipped, options));
    }

    @Test
    void withoutAFolderNothingIsKept() throws IOException {
        Answer answer = new Answer();
        assertSame(answer, ReportRun.of(Scale.SMOKE, "digits", 1).keep(answer));
        assertEquals(List.of(), files(folder));
    }

    @Test
    void aRunThatIsCutToASmallerScaleKeepsNoResults() throws IOException {
        ReportRun run = new ReportRun(Scale.TUTORIAL, "digits", 5, 2, Optional.of(folder), StageStore.none());
        assertSame(run, run.atMost(Scale.TUTORIAL));
        assertSame(run, run.atMost(Scale.PAPER));
        ReportRun smaller = run.atMost(Scale.SMOKE);
        assertEquals(new ReportRun(Scale.SMOKE, "digits", 5, 2, Optional.empty(), StageStore.none()), smaller);
        smaller.keep(new Answer());
        assertEquals(List.of(), files(folder));
    }

    @Test
    void digitsAreSplitAndDescribed() throws IOException {
        ReportRun run = new ReportRun(Scale.SMOKE, "digits", 3, 1, Optional.of(folder), StageStore.none());
        Split split = run.digits();
        assertEquals(700, split.train().size());
        assertEquals(150, split.validation().size());
        assertEquals(150, split.test().size());
        JsonObject data = JsonParser.parseString(Files.readString(folder.resolve("fragments/data.json")))
                .getAsJsonObject();
        assertEquals(1_000, data.get("samples").getAsInt());
        assertEquals(64, data.get("sha256").getAsString().length());
        assertEquals(split.test().sha256(), run.digits().test().sha256());
    }

    @Test
    void settingsNameScaleAndSeed() {
        Table settings = ReportRun.of(Scale.PAPER, "digits", 11).settings();
        List<String> values = settings.stringColumn("value").asList();
        assertTrue(values.contains("paper") && values.contains("11") && values.contains("input–500–500–2000–2000"),
                values.toString());
    }

    @Test
    void scalesGrow() {
        Scale[] scales = Scale.values();
        for (int i = 1; i < scales.length; i++) {
            assertTrue(scales[i].samples() > scales[i - 1].samples());
            assertTrue(scales[i].codeSize() > scales[i - 1].codeSize());
            assertTrue(scales[i].kernelComponents() > scales[i - 1].kernelComponents());
            assertEquals(scales[i], Scale.of(scales[i].toString()));
        }
        assertTrue(Scale.MIXTURE_SAMPLES < 0.7 * Scale.SMOKE.samples());
    }

    @Test
    void spreadIsMeanAndSampleDeviation() {
        assertEquals(new Spread(2, 1), Spread.of(1, 2, 3));
        assertEquals(new Spread(5, 0), Spread.of(5));
        assertThrows(IllegalArgumentException.class, Spread::of);
    }

    @Test
    void roundingIsHalfEvenAndKeepsWhatIsNotFinite() {
        assertEquals(0.12, Rounding.to(0.125, 2));
        assertEquals(0.14, Rounding.to(0.135, 2));
        assertEquals(-3, Rounding.to(-2.9999, 2));
        assertTrue(Double.isNaN(Rounding.to(Double.NaN, 2)));
        assertEquals(Double.POSITIVE_INFINITY, Rounding.to(Double.POSITIVE_INFINITY, 2));
        DoubleColumn column = Rounding.column("c", 4, 0.05, 1234.56789);
        assertEquals("0.0500", column.getString(0));
        assertEquals("1234.5679", column.getString(1));
    }
}
