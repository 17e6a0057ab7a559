package io.github.dkae.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.support.ModelArchive;
import io.github.dkae.support.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whatever happens to a file: it is read as what was saved, or refused in a sentence that names it. */
class HostileFilesTest {
    private static final INDArray X = Samples.clusters(20, 6, 1);
    private static final Architecture ARCHITECTURE = Architecture.of(6, 3, 4);
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(5).withEpochs(2, 4)
            .withPatience(3).withSeed(3);
    @TempDir
    private static Path folder;
    private static Saved[] saved;

    /** Reads a file and describes what it holds, to the last bit. */
    private interface Reader {
        ModelArchive read(Path file) throws IOException;
    }

    /** A file that was saved, another of its kind, and how such files are read. */
    private record Saved(byte[] content, byte[] other, ModelArchive whole, Reader reader) {
        static Saved of(Path file, Path other, Reader reader) throws IOException {
            return new Saved(Files.readAllBytes(file), Files.readAllBytes(other), reader.read(file), reader);
        }
    }

    @BeforeAll
    static void save() throws IOException {
        Path[] models = {folder.resolve("model"), folder.resolve("other-model")};
        Path[] kernels = {folder.resolve("kernel"), folder.resolve("other-kernel")};
        Path[] checkpoints = {folder.resolve("checkpoint"), folder.resolve("other-checkpoint")};
        for (int i = 0; i < 2; i++) {
            TrainingOptions options = OPTIONS.withSeed(i);
            TrainingContext context = TrainingContext.none().withValidation(X, Samples.prior(X));
            DeepKernelizedAutoencoder.fit(X, Samples.prior(X), ARCHITECTURE, options, context).save(models[i]);
            ProbabilisticClusterKernel.fit(X, ProbabilisticClusterKernel.Options.defaults().withMaximumComponents(3)
                    .withStarts(2).withPrincipalComponents(2 * i).withSeed(i)).save(kernels[i]);
            fit(context.withCheckpoints(checkpoints[i], 1).withProgress((task, done, total, detail) -> {
                if (task.equals(TrainingHistory.FINE_TUNING) && done == 6) {
                    Thread.currentThread().interrupt();
                }
            }), options);
        }
        TrainingData data = TrainingData.of("features", X, Optional.of(Samples.prior(X)));
        RunIdentity identity = RunIdentity.of(data, Optional.of(data), ARCHITECTURE, OPTIONS.withSeed(0),
                Optional.empty(), 3);
        saved = new Saved[] {
            Saved.of(models[0], models[1], file -> {
                DeepKernelizedAutoencoder model = DeepKernelizedAutoencoder.load(file);
                try (INDArray codes = model.encode(X); INDArray back = model.decode(codes)) {
                    assertEquals(X.columns(), back.columns());
                }
                return model.archive();
            }),
            Saved.of(kernels[0], kernels[1], file -> {
                ProbabilisticClusterKernel kernel = ProbabilisticClusterKernel.load(file);
                if (kernel.dimensions() == X.columns()) {
                    kernel.features(X).close();
                }
                return kernel.archive();
            }),
            Saved.of(checkpoints[0], checkpoints[1], file -> checkpoint(file, identity))};
    }

    private static void fit(TrainingContext context, TrainingOptions options) {
        DeepKernelizedAutoencoder.fit(X, Samples.prior(X), ARCHITECTURE, options, context);
    }

    private static ModelArchive checkpoint(Path file, RunIdentity identity) throws IOException {
        CheckpointFile checkpoint = new CheckpointFile(new TrainingContext.Checkpoints(file, false, 1), identity,
                new RunCourse(ARCHITECTURE, 0, 3, OPTIONS.withSeed(0), 4));
        try {
            return checkpoint.archive(checkpoint.read().orElseThrow());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Test
    void whatIsChangedIsRefusedOrMakesNoDifference() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            for (Saved file : saved) {
                ModelArchive read = read(file, new Mutations(seed).archive(file.content(), file.other()), seed);
                if (read != null) {
                    assertSame(file.whole(), read, seed);
                }
            }
        }
    }

    @Test
    void whatIsForgedIsRefusedOrAModel() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            for (Saved file : saved) {
                read(file, new Mutations(seed).forged(file.content(), file.other()), seed);
            }
        }
    }

    /** What was read, or null when it was refused as it should be. */
    private static ModelArchive read(Saved file, byte[] content, int seed) throws IOException {
        Path changed = Files.write(folder.resolve("changed"), content);
        try {
            return file.reader().read(changed);
        } catch (IOException e) {
            assertTrue(e.getMessage().contains(changed.toString()) && e.getMessage().lines().count() == 1,
                    () -> seed + ": " + e.getMessage());
            return null;
        } catch (IllegalArgumentException e) {
            // A forged checkpoint may be a true one of another run.
            assertTrue(e.getMessage().contains("belongs to another run"), () -> seed + ": " + e.getMessage());
            return null;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(seed + " of " + file.whole().type() + ": " + e, e);
        }
    }

    private static void assertSame(ModelArchive expected, ModelArchive actual, int seed) {
        assertEquals(expected.header().toString(), actual.header().toString(), () -> "seed " + seed);
        assertEquals(expected.arrays().keySet(), actual.arrays().keySet(), () -> "seed " + seed);
        expected.arrays().forEach((name, array) -> {
            INDArray other = actual.arrays().get(name);
            assertTrue(array.equalShapes(other) && array.dup('c').data().asNio().equals(other.dup('c').data().asNio()),
                    () -> "seed " + seed + ", " + name);
        });
    }
}
