package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.InEveryLocale;
import io.github.dkae.autoencoder.TrainingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InEveryLocale
class StageStoreTest {
    private static final String NAME = "network, λ = 0.1";
    @TempDir
    private Path folder;

    private StageStore store() {
        return new StageStore(Optional.of(folder), Instant.EPOCH);
    }

    private static JsonObject object(String key, double value) {
        JsonObject object = new JsonObject();
        object.addProperty(key, value);
        return object;
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }

    @Test
    void whatIsKeptIsFoundUnderItsNameAndInputsAlone() {
        JsonObject figures = object("loss", 0.1234567890123);
        StageStore.Outcome kept = store().keep(NAME, object("seed", 1), figures, 12.3456);
        assertEquals(12.3, kept.seconds());
        assertEquals(Optional.of(kept), store().find(NAME, object("seed", 1)));
        assertEquals(Optional.empty(), store().find(NAME, object("seed", 2)));
        assertEquals(Optional.empty(), store().find("another", object("seed", 1)));
    }

    @Test
    void aFileSaysWhatItIsOf() throws IOException {
        store().keep(NAME, object("seed", 1), object("loss", 2), 3);
        assertTrue(onlyFile().getFileName().toString().matches("network-l-0\\.1-[0-9a-f]{16}\\.json"));
        String text = Files.readString(onlyFile());
        assertTrue(text.contains(NAME) && text.contains("\"seed\": 1"), text);
    }

    @Test
    void withoutAFolderNothingIsKept() {
        StageStore none = StageStore.none();
        assertEquals(4, none.keep(NAME, object("seed", 1), object("loss", 2), 4).seconds());
        assertEquals(Optional.empty(), none.find(NAME, object("seed", 1)));
        TrainingContext context = TrainingContext.none();
        assertEquals(context, none.checkpoints(context));
    }

    @Test
    void damagedFilesAreAsGoodAsNone() throws IOException {
        store().keep(NAME, object("seed", 1), object("loss", 2), 3);
        Path file = onlyFile();
        for (String content : List.of("", "{", "[1]", "{}", "{\"figures\": 3, \"seconds\": 1}",
                "{\"figures\": {}, \"seconds\": -1}", "{\"figures\": {}, \"seconds\": \"long\"}")) {
            Files.writeString(file, content);
            assertEquals(Optional.empty(), store().find(NAME, object("seed", 1)), content);
        }
    }

    @Test
    void whatIsOlderThanItMayBeIsNotUsed() throws IOException {
        store().keep(NAME, object("seed", 1), object("loss", 2), 3);
        Path checkpoint = old("0123456789abcdef".repeat(4) + ".checkpoint");
        Path foreign = old("thesis.checkpoint");
        StageStore fresh = new StageStore(Optional.of(folder), Instant.now().minusSeconds(50));
        assertTrue(fresh.find(NAME, object("seed", 1)).isPresent(), "written after that");
        assertTrue(fresh.checkpoints(TrainingContext.none()).checkpoints().orElseThrow().folder());
        assertFalse(Files.exists(checkpoint), "an old checkpoint is gone");
        assertTrue(Files.exists(foreign), "what no training wrote stays");
        StageStore fresher = new StageStore(Optional.of(folder), Instant.now().plusSeconds(50));
        assertEquals(Optional.empty(), fresher.find(NAME, object("seed", 1)));
    }

    private Path old(String name) throws IOException {
        Path file = Files.writeString(Files.createDirectories(folder.resolve("checkpoints")).resolve(name), "");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
    }
}
