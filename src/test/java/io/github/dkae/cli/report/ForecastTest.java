package io.github.dkae.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.experiment.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
    private static final Instant BEGAN = Instant.parse("2025-01-31T12:00:00Z");
    private static final double OTHER = 120;
    /** Of 100 GFLOP/s a training reaches seven tenths. */
    private static final double RATE = 70e9;
    private static final String SAE = "network, λ = 0.0, Nc = 2000";
    private static final String DKAE = "network, λ = 0.1, Nc = 2000";

    @TempDir
    private Path folder;
    private Path store;
    private Path results;
    private Instant now = BEGAN;

    @BeforeEach
    void layOut() throws IOException {
        store = Files.createDirectories(folder.resolve("stages/paper-digits-seed-7"));
        results = Files.createDirectories(folder.resolve("results/fragments/stages"));
        notebook("00-none", "{\"trainings\": []}");
        notebook("01-untold", "{\"data\": \"table\"}");
        notebook("02-training", "{\"trainings\": [\"networks\"]}");
        notebook("05-report", "{\"trainings\": [\"networks\", \"sweeps\", \"repetitions\"]}");
    }

    @Test
    void paperNetworkCostsWhatItsStepsCost() {
        List<Training> networks = Training.of(List.of(Training.Kind.NETWORKS), Scale.PAPER, 7, 1);
        assertEquals(List.of(Set.of("layers below the code, seed 7"), Set.of(SAE + ", seed 7"), Set.of(DKAE + ", seed 7")),
                networks.stream().map(Training::names).toList());
        // The benchmark's step, 13.7 GFLOP, 70 times an epoch; before it the code layer, 8.7 GFLOP.
        assertEquals(13.7e9 * 70 * 100 + 8.7e9 * 70 * 30, networks.get(2).operations(), 0.02 * networks.get(2).operations());
        // Each layer alone, 10 operations for a weight and sample, and its inputs through those below.
        double weights = 784 * 500 + 500 * 500 + 500 * 2_000;
        double below = 784 * 500 + (784 * 500 + 500 * 500);
        assertEquals(30 * 14_000 * (10 * weights + 2 * below), networks.get(0).operations(), 1);
    }

    @Test
    void eachTrainingIsPlannedOnce() {
        List<Training> all = Training.of(List.of(Training.Kind.NETWORKS, Training.Kind.SWEEPS,
                Training.Kind.REPETITIONS, Training.Kind.DKAE), Scale.PAPER, 7, 3);
        // The layers, 12 values of λ, 4 code sizes besides the network's own, 2 seeds after the first.
        assertEquals(1 + 12 + 4 + 2, all.size());
        assertEquals(all.size(), all.stream().flatMap(training -> training.names().stream()).filter(
                name -> !name.startsWith("figures")).distinct().count());
        assertEquals(0, Training.of(List.of(Training.Kind.REPETITIONS), Scale.PAPER, 7, 1).size());
    }

    @Test
    void firstTheMachinesProductsTellHowLongItTakes() throws IOException {
        Forecast forecast = forecast(1, "00-none", "01-untold", "02-training");
        double operations = operations(1, Training.Kind.NETWORKS);
        assertLeft(OTHER + operations / RATE, forecast.left("02-training", 0));
        assertLeft(OTHER + operations / RATE - 100, forecast.left("02-training", 100));
        assertLeft(OTHER, forecast.left("00-none", 0));
        assertEquals(OptionalDouble.empty(), forecast.left("01-untold", 0));
    }

    @Test
    void laterNotebooksNeedNotTrainWhatIsThere() throws IOException {
        Forecast forecast = forecast(2, "02-training", "05-report");
        double all = operations(2, Training.Kind.NETWORKS, Training.Kind.SWEEPS, Training.Kind.REPETITIONS);
        assertLeft(OTHER + (all - operations(2, Training.Kind.NETWORKS)) / RATE, forecast.left("05-report", 0));
        assertLeft(OTHER + all / RATE, forecast(2, "05-report").left("05-report", 0));
    }

    @Test
    void whatIsDoneTellsThePace() throws IOException {
        Forecast forecast = forecast(1, "02-training");
        forecast.addResults(folder.resolve("results"));
        stage(results, "layers", "layers below the code, seed 7", 200, BEGAN.plusSeconds(200));
        double layers = Training.of(List.of(Training.Kind.NETWORKS), Scale.PAPER, 7, 1).get(0).operations();
        double left = (operations(1, Training.Kind.NETWORKS) - layers) / (layers / 200);
        now = BEGAN.plusSeconds(500);
        assertLeft(OTHER + left - 300, forecast.left("02-training", 500));
        stage(results, "sae", SAE + ", seed 7", 1_000, BEGAN.plusSeconds(2_200));
        stage(results, "dkae", DKAE + ", seed 7", 1_000, BEGAN.plusSeconds(2_200));
        now = BEGAN.plusSeconds(2_300);
        assertLeft(OTHER - 100, forecast.left("02-training", 2_300));
    }

    @Test
    void whatAnEarlierReportKeptNeedNotBeDone() throws IOException {
        stage(store, "network", DKAE, 0, BEGAN.minusSeconds(9_000));
        Path second = Files.createDirectories(folder.resolve("stages/paper-digits-seed-8"));
        stage(second, "figures", "figures, seed 8", 3_000, BEGAN.minusSeconds(9_000));
        Files.writeString(store.resolve("damaged.json"), "{");
        Files.writeString(store.resolve("z.checkpoint"), "");
        double network = Training.of(List.of(Training.Kind.DKAE), Scale.PAPER, 7, 1).get(1).operations();
        double repetition = operations(2, Training.Kind.REPETITIONS);
        double all = operations(2, Training.Kind.NETWORKS, Training.Kind.SWEEPS);
        now = BEGAN.plusSeconds(40);
        assertLeft(OTHER + (all - network) / (repetition / 3_000) - 40, forecast(2, "05-report").left("05-report", 40));
        assertLeft(OTHER + (all + repetition) / RATE, forecast(BEGAN, 2, "05-report").left("05-report", 0));
    }

    @Test
    void paceOfWhatWentOnAfterAnInterruptIsNotTaken() throws IOException {
        stage(store, "figures", "repetition, seed 8", 10, BEGAN.minusSeconds(9_000));
        double all = operations(2, Training.Kind.NETWORKS, Training.Kind.SWEEPS);
        assertLeft(OTHER + all / RATE, forecast(2, "05-report").left("05-report", 0));
    }

    @Test
    void otherWordsForTrainingsAreRefused() throws IOException {
        notebook("03-other", "{\"trainings\": [\"everything\"]}");
        String message = assertThrows(IOException.class, () -> forecast(1, "03-other")).getMessage();
        assertTrue(message.contains("some of [dkae, networks, noisy networks, sweeps, repetitions], but were"
                + " [\"everything\"]"), message);
        notebook("03-other", "{\"trainings\": 3}");
        assertThrows(IOException.class, () -> forecast(1, "03-other"));
    }

    private Forecast forecast(int seeds, String... notebooks) throws IOException {
        return forecast(Instant.EPOCH, seeds, notebooks);
    }

    private Forecast forecast(Instant notBefore, int seeds, String... notebooks) throws IOException {
        ReportSettings settings = new ReportSettings(ReportSettings.Scale.PAPER, Optional.of("digits"), 7, seeds, folder,
                false, List.of());
        return Forecast.of(List.of(notebooks).stream().map(name -> folder.resolve(name + ".ipynb")).toList(), settings,
                "digits", folder.resolve("stages"), notBefore, 100, () -> now);
    }

    private static double operations(int seeds, Training.Kind... kinds) {
        return Training.of(List.of(kinds), Scale.PAPER, 7, seeds).stream().mapToDouble(Training::operations).sum();
    }

    private static void assertLeft(double expected, OptionalDouble left) {
        assertEquals(expected, left.orElseThrow(), 1e-6 * Math.abs(expected));
    }

    private void notebook(String name, String own) throws IOException {
        Files.writeString(folder.resolve(name + ".ipynb"),
                "{\"cells\": [], \"metadata\": {\"dkae\": %s}}".formatted(own));
    }

    private static void stage(Path folder, String file, String name, double seconds, Instant at) throws IOException {
        Path written = Files.writeString(folder.resolve(file + ".json"),
                "{\"name\": \"%s\", \"seconds\": %s}".formatted(name, seconds));
        Files.setLastModifiedTime(written, FileTime.from(at));
    }
}
