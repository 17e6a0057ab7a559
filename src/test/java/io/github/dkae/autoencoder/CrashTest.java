package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.support.ModelArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a virtual machine that trains, at random moments, and compares what it ends with. */
@Timeout(180)
class CrashTest {
    private static final int KILLS = 3;
    @TempDir
    private Path folder;

    /** The program that is killed: trains, or resumes, and saves the model. */
    static final class Trainer {
        private Trainer() {}

        public static void main(String[] arguments) throws IOException {
            var features = Samples.clusters(400, 8, 1);
            TrainingOptions options = TrainingOptions.defaults().withBatchSize(20).withEpochs(25, 60).withSeed(7);
            TrainingContext context = TrainingContext.none().withCheckpoints(Path.of(arguments[0]),
                    Integer.parseInt(arguments[2]))
                    .withProgress((task, done, total, detail) -> {
                        if (done == 1) {
                            System.out.println(task);
                        }
                    });
            DeepKernelizedAutoencoder.fit(features, Samples.prior(features), Architecture.of(8, 5, 7), options, context)
                    .save(Path.of(arguments[1]));
        }
    }

    private Process start(Path checkpoint, Path model, int everyEpochs) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Trainer.class.getName(),
                checkpoint.toString(), model.toString(), String.valueOf(everyEpochs)).redirectErrorStream(true)
                .redirectOutput(folder.resolve(model.getFileName() + ".log").toFile()).start();
    }

    @Test
    void killedRunsEndWithTheSameModel() throws Exception {
        Path whole = folder.resolve("whole.zip");
        Process uninterrupted = start(folder.resolve("whole.checkpoint"), whole, 1);
        assertTrue(uninterrupted.waitFor(90, TimeUnit.SECONDS));
        assertEquals(0, uninterrupted.exitValue(), () -> log(whole));

        Path checkpoint = folder.resolve("killed.checkpoint");
        Path killed = folder.resolve("killed.zip");
        SplittableRandom random = new SplittableRandom();
        int kills = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(checkpoint, killed, 1);
            byte[] before = Files.exists(checkpoint) ? Files.readAllBytes(checkpoint) : new byte[0];
            // Training has begun, or gone on, once the checkpoint is another; then somewhere in the next 300 ms.
            while (process.isAlive() && (!Files.exists(checkpoint) || Files.size(checkpoint) == before.length
                    && java.util.Arrays.equals(before, Files.readAllBytes(checkpoint)))) {
                Thread.sleep(2);
            }
            Thread.sleep(random.nextInt(300));
            kills += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
        }
        Process last = start(checkpoint, killed, 1);
        assertTrue(last.waitFor(90, TimeUnit.SECONDS));
        assertEquals(0, last.exitValue(), () -> log(killed));
        assertTrue(kills > 0, "no run was killed before its end");

        DeepKernelizedAutoencoder expected = DeepKernelizedAutoencoder.load(whole);
        DeepKernelizedAutoencoder actual = DeepKernelizedAutoencoder.load(killed);
        var samples = Samples.clusters(50, 8, 3);
        for (int layer : List.of(0, 1)) {
            assertEquals(expected.layerWeights(layer), actual.layerWeights(layer));
        }
        assertEquals(expected.reconstruct(samples), actual.reconstruct(samples));
        assertEquals(expected.history().epochs().size(), actual.history().epochs().size());
    }

    @Test
    void shutdownLeavesACheckpoint() throws Exception {
        Path checkpoint = folder.resolve("shutdown.checkpoint");
        Path model = folder.resolve("shutdown.zip");
        Process process = start(checkpoint, model, 10_000);
        while (process.isAlive() && !log(model).contains("layer 1")) {
            Thread.sleep(5);
        }
        assertTrue(process.isAlive(), () -> log(model));
        // As Ctrl-C does: the virtual machine shuts down in order.
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertTrue(Files.exists(checkpoint), () -> log(model));
        ModelArchive archive = ModelArchive.read(checkpoint, new CheckpointFile.Format());
        assertTrue(archive.header().getAsJsonObject("position").get("steps").getAsLong() > 0);
    }

    private String log(Path model) {
        try {
            return Files.readString(folder.resolve(model.getFileName() + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
