package io.github.dkae.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.AtomicFiles;
import io.github.dkae.support.JsonFiles;
import io.github.dkae.support.JsonRecords;
import io.github.dkae.support.Sha256;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What long computations found, kept in a folder under a hash of their inputs and options: an interrupted or repeated
 * report does again only what has changed.
 *
 * <p>Figures are files of JSON that say what they are of; trainings are checkpoints, from which they go on.
 *
 * @param folder    where things are kept; empty to keep nothing
 * @param notBefore what is older isn't used
 */
public record StageStore(Optional<Path> folder, Instant notBefore) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final int EPOCHS_BETWEEN_CHECKPOINTS = 5;

    public StageStore {
        Arguments.present("folder", folder);
        Arguments.present("notBefore", notBefore);
    }

    /**
     * A computation's outcome.
     *
     * @param figures what it found
     * @param seconds what it took when it was done, at least 0
     */
    public record Outcome(JsonObject figures, double seconds) {
        public Outcome {
            Arguments.present("figures", figures);
            Arguments.notNegative("seconds", seconds);
        }
    }

    /** A file's content. */
    private record Kept(String name, double seconds, JsonObject figures, JsonObject inputs) {}

    /** Keeps nothing. */
    public static StageStore none() {
        return new StageStore(Optional.empty(), Instant.EPOCH);
    }

    /**
     * What is kept of a computation, if anything.
     *
     * @param name   what was computed, such as "network, λ = 0.1"
     * @param inputs all that the outcome depends on
     */
    public Optional<Outcome> find(String name, JsonObject inputs) {
        return folder.flatMap(where -> read(file(where, name, inputs), inputs));
    }

    /**
     * Keeps a computation's outcome.
     *
     * @return the outcome as {@link #find} will give it
     * @throws UncheckedIOException when it can't be written
     */
    public Outcome keep(String name, JsonObject inputs, JsonObject figures, double seconds) {
        Outcome outcome = new Outcome(figures, Math.round(seconds * 10) / 10.0);
        folder.ifPresent(where -> write(file(where, name, inputs), name, inputs, outcome));
        return outcome;
    }

    private static Path file(Path folder, String name, JsonObject inputs) {
        return folder.resolve(Text.format("%s-%s.json", fileName(name),
                Sha256.of(inputs.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16)));
    }

    /** {@code context} with checkpoints in this store, if it keeps anything. */
    public TrainingContext checkpoints(TrainingContext context) {
        if (folder.isEmpty()) {
            return context;
        }
        Path checkpoints = folder.get().resolve("checkpoints");
        removeOld(checkpoints);
        return context.withCheckpointFolder(checkpoints, EPOCHS_BETWEEN_CHECKPOINTS);
    }

    /** A file that can't be read as the outcome of these inputs is one to be replaced. */
    private Optional<Outcome> read(Path file, JsonObject inputs) {
        if (!Files.exists(file) || isOld(file)) {
            return Optional.empty();
        }
        try {
            Kept kept = JsonRecords.read(JsonFiles.object(file), Kept.class);
            return kept.inputs().toString().equals(inputs.toString())
                    ? Optional.of(new Outcome(kept.figures(), kept.seconds())) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String name, JsonObject inputs, Outcome outcome) {
        Kept kept = new Kept(name, outcome.seconds(), outcome.figures(), inputs);
        try {
            AtomicFiles.write(file, GSON.toJson(kept) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(Text.format("the figures of '%s' could not be kept in %s", name, file), e);
        }
    }

    private boolean isOld(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(notBefore);
        } catch (IOException e) {
            throw new UncheckedIOException("the age of " + file + " can't be read", e);
        }
    }

    /** By its name, a hash; whatever else lies beside them stays. */
    private static boolean isCheckpoint(Path file) {
        return file.getFileName().toString().matches("[0-9a-f]{64}\\.checkpoint")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void removeOld(Path checkpoints) {
        if (!Files.isDirectory(checkpoints)) {
            return;
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            for (Path file : files.filter(StageStore::isCheckpoint).filter(this::isOld).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("old checkpoints in " + checkpoints + " can't be removed", e);
        }
    }

    /** {@code name} as a file's: letters, digits, dots and dashes. */
    static String fileName(String name) {
        return name.replace('λ', 'l').replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-|-$", "");
    }
}
