package io.github.dkae.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dkae.cli.Machine;
import io.github.dkae.cli.Nd4jInformation;
import io.github.dkae.cli.Project;
import io.github.dkae.data.TableOptions;
import io.github.dkae.support.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Hashes of what all notebooks of a report depend on.
 *
 * @param settings hash of what the user chose
 * @param content  hash of the library's classes, its libraries' names, what runs notebooks, the data, the JVM, ND4J and
 *                 the processor
 */
record ReportInputs(String settings, String content) {
    private static final int SETTINGS_DIGITS = 8;
    private static final int CONTENT_DIGITS = 16;

    /**
     * The inputs of a report.
     *
     * @param data  what {@link ReportData} chose
     * @param table how the user has a table read
     */
    static ReportInputs of(Project project, ReportSettings settings, String data, TableOptions table,
            Nd4jInformation nd4j) throws IOException {
        Hash chosen = new Hash().add(settings.scale().toString()).add(data).add(table.toString())
                .add(Long.toString(settings.seed()))
                .add(Integer.toString(settings.seeds())).add(Integer.toString(nd4j.threads()));
        Path target = project.root().resolve("target");
        Hash content = new Hash().add(System.getProperty("java.version")).add(System.getProperty("java.vendor"))
                .add(nd4j.backend()).add(nd4j.blas()).add(Machine.cpu())
                .add(System.getenv().getOrDefault("DKAE_KERNEL", "java"))
                .addTree(target.resolve("classes"))
                .addTree(project.notebooks().resolve("data"))
                .addFile(project.environment().resolve("notebooks.py"));
        for (Path library : Folders.entries(target.resolve("lib"))) {
            content.add(library.getFileName().toString());
        }
        for (Path file : ReportData.files(data)) {
            content.add(file.getFileName().toString()).addFile(file);
        }
        return new ReportInputs(chosen.digits(SETTINGS_DIGITS), content.digits(2 * CONTENT_DIGITS));
    }

    /**
     * The key of a notebook's results; of the notebook, its cells' sources count, not their outputs.
     *
     * @throws IOException when the file is no notebook
     */
    NotebookKey key(Path notebook) throws IOException {
        Hash hash = new Hash().add(content);
        try {
            JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
            for (JsonElement cell : json.getAsJsonArray("cells")) {
                hash.add(cell.getAsJsonObject().get("cell_type").getAsString());
                JsonElement source = cell.getAsJsonObject().get("source");
                hash.add(source.isJsonArray() ? joined(source) : source.getAsString());
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            throw new IOException(notebook + " is no notebook: " + e.getMessage(), e);
        }
        return new NotebookKey(Notebooks.name(notebook), settings, hash.digits(CONTENT_DIGITS));
    }

    /** The text of lines; the same source may be stored as one string or as one a line. */
    private static String joined(JsonElement lines) {
        StringBuilder text = new StringBuilder();
        lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    /** SHA-256 over parts, each with its length, so that none runs into the next. */
    private static final class Hash {
        private final MessageDigest digest = Sha256.digest();

        Hash add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            length(bytes.length);
            digest.update(bytes);
            return this;
        }

        Hash addFile(Path file) throws IOException {
            length(Files.size(file));
            Sha256.feed(digest, file);
            return this;
        }

        Hash addTree(Path folder) throws IOException {
            List<Path> files = Folders.files(folder);
            for (Path file : files) {
                add(Folders.relative(folder, file)).addFile(file);
            }
            return this;
        }

        private void length(long length) {
            digest.update((length + ":").getBytes(StandardCharsets.US_ASCII));
        }

        String digits(int count) {
            return HexFormat.of().formatHex(digest.digest()).substring(0, count);
        }
    }
}
