package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
    private static ReportRun run(Path folder, String out) {
        return new ReportRun(Scale.SMOKE, "digits", 4, 2, Optional.of(folder.resolve(out)),
                new StageStore(Optional.of(folder.resolve("stages")), Instant.EPOCH));
    }

    @Test
    void everySeedIsMeasuredAndASecondRunReadsWhatTheFirstKept(@TempDir Path folder) throws IOException {
        ReportRun run = run(folder, "out");
        Reproduction paper = Reproduction.of(run);
        assertSame(paper.dkae(), paper.dkae());
        assertEquals(Reproduction.LAMBDA, paper.dkae().options().lambda());
        assertEquals(0, paper.sae().options().lambda());
        Repetitions both = Repetitions.of(run, paper);
        assertEquals(List.of(4L, 5L), both.seeds());
        double[] dkae = both.figures().get("table1.dkae");
        assertEquals(paper.priorComparison().dkae(), dkae[0]);
        assertTrue(dkae[0] != dkae[1], "the second seed has samples and networks of its own");
        assertEquals(paper.denoising(true).error("kpca"), both.figures().get("denoisingClipped.kpca")[0]);
        assertEquals(paper.losses().dkae().code(), both.figures().get("losses.dkae.code")[0]);
        assertEquals((dkae[0] + dkae[1]) / 2, both.spread("table1.dkae").mean(), 1e-12);
        assertEquals(2, both.json().getAsJsonArray("seed").size());
        assertTrue(both.table().print(40).contains(" ± "), both.table().print(40));
        assertThrows(IllegalArgumentException.class, () -> both.spread("table1.none"));

        LossSweepResult sweep = paper.lambdaSweep();
        assertEquals(paper.dkae().losses(paper.digits().validation().features(),
                paper.prior().over(paper.digits().validation().features())).code(), sweep.losses().get(1).code(), 1e-7);

        try (Stream<Path> stages = Files.list(folder.resolve("out/fragments/stages"))) {
            List<String> names = stages.map(file -> file.getFileName().toString()).toList();
            assertTrue(names.contains("repetition-seed-5.json") && names.contains("Table-1-seed-4.json"), names::toString);
        }
        for (double lambda : Scale.SMOKE.lambdas()) {
            Path stage = folder.resolve("out/fragments/stages/network-l-%s-Nc-100-seed-4.json".formatted(lambda));
            double seconds = JsonParser.parseString(Files.readString(stage)).getAsJsonObject().get("seconds").getAsDouble();
            assertTrue(seconds > 0, stage + " is of the training, not of the sweep that found the network");
        }
        Path data = folder.resolve("out/fragments/data.json");
        assertTrue(Files.readString(data).contains(paper.digits().train().name().split(" ")[0]));

        ReportRun again = run(folder, "again");
        long modified = newest(folder.resolve("stages"));
        Repetitions same = Repetitions.of(again, Reproduction.of(again));
        assertArrayEquals(dkae, same.figures().get("table1.dkae"));
        assertEquals(sweep.losses(), Reproduction.of(again).lambdaSweep().losses());
        assertEquals(modified, newest(folder.resolve("stages")), "nothing was computed and kept anew");
    }

    private static long newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().lastModified()).max().orElseThrow();
        }
    }

    @Test
    void theReadingsOfThePriorBeginWithTheDefault() throws IOException {
        Reproduction paper = Reproduction.of(ReportRun.of(Scale.SMOKE, "digits", 4));
        PriorReadings readings = paper.priorReadings();
        try (var matrix = paper.prior().matrix(paper.digits().test().features());
                var ideal = io.github.dkae.kernel.IdealKernel.matrix(paper.digits().test().labels())) {
            assertEquals(io.github.dkae.kernel.KernelAlignment.codeLoss(matrix, ideal),
                    readings.readings().get(0).idealLoss(), 1e-6);
        }
        JsonObject json = readings.json();
        assertEquals(readings.readings().size(), json.size());
        assertEquals(readings.readings().size() + 1, readings.table().rowCount());
        readings.readings().forEach(reading -> assertTrue(reading.idealLoss() > 0 && reading.idealLoss() < Math.sqrt(2)
                && reading.nearestNeighbour() > 0.1, reading.toString()));
    }
}
