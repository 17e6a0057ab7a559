package io.github.dkae.autoencoder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Sha256;
import io.github.dkae.support.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a run's outcome depends on: content hashes of its data, architecture and options. A checkpoint belongs to runs
 * of equal identity alone.
 *
 * @param dataHash SHA-256 of the training samples and of the prior on some of them
 * @param json     everything, by name
 */
record RunIdentity(String dataHash, JsonObject json) {
    private static final int CHUNK = 512;
    private static final int PROBES = 32;

    static RunIdentity of(TrainingData data, Optional<TrainingData> validation, Network network,
                          TrainingOptions options, Optional<PretrainedLayers> pretrained, int stages) {
        JsonObject json = new JsonObject();
        String features = hash(data.features());
        String prior = data.prior().map(RunIdentity::hash).orElse("none");
        json.addProperty("training features", features);
        json.addProperty("training prior", prior);
        json.addProperty("validation features", validation.map(v -> hash(v.features())).orElse("none"));
        json.addProperty("validation prior",
                validation.flatMap(TrainingData::prior).map(RunIdentity::hash).orElse("none"));
        json.add("architecture", ModelJson.network(network));
        json.add("options", ModelJson.tree(options));
        json.addProperty("pretrained layers", pretrained.map(PretrainedLayers::hash).orElse("none"));
        json.addProperty("stages", stages);
        return new RunIdentity(hash(List.of(features, prior)), json);
    }

    /** SHA-256 of the samples and of the prior on some of them. */
    static String dataHash(TrainingData data) {
        return hash(List.of(hash(data.features()), data.prior().map(RunIdentity::hash).orElse("none")));
    }

    /** A hash of everything. */
    String hash() {
        return hash(List.of(json.toString()));
    }

    /** Says how {@code other} differs, such as "options.lambda is 0.1, not 0.2"; empty when it doesn't. */
    Optional<String> difference(JsonObject other) {
        return difference("", json, other);
    }

    private static Optional<String> difference(String path, JsonObject ours, JsonObject theirs) {
        for (Map.Entry<String, JsonElement> entry : ours.entrySet()) {
            JsonElement found = theirs.get(entry.getKey());
            String name = path + entry.getKey();
            if (found != null && found.isJsonObject() && entry.getValue().isJsonObject()) {
                Optional<String> deeper = difference(name + ".", entry.getValue().getAsJsonObject(),
                        found.getAsJsonObject());
                if (deeper.isPresent()) {
                    return deeper;
                }
            } else if (!entry.getValue().equals(found)) {
                return Optional.of(Text.format("%s: the checkpoint has %s, this run %s", name, found, entry.getValue()));
            }
        }
        return Optional.empty();
    }

    /** SHA-256 of an array's shape and float32 content. */
    static String hash(INDArray array) {
        MessageDigest digest = Sha256.digest();
        int rows = array.rank() == 2 ? array.rows() : 1;
        long columns = array.length() / rows;
        digest.update(ByteBuffer.allocate(16).putLong(rows).putLong(columns).flip());
        INDArray matrix = array.rank() == 2 ? array : array.reshape('c', 1, array.length());
        for (int from = 0; from < rows; from += CHUNK) {
            int[] chunk = IntStream.range(from, Math.min(rows, from + CHUNK)).toArray();
            try (INDArray part = Nd4j.pullRows(matrix, 1, chunk)) {
                float[] values = part.data().asFloat();
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
            }
        }
        return Sha256.of(digest);
    }

    /** Hash of the prior's size and of its block on some samples, spread evenly: another kernel has another. */
    private static String hash(KernelBlocks prior) {
        int probes = Math.min(PROBES, prior.size());
        int[] samples = IntStream.range(0, probes).map(i -> (int) ((long) i * prior.size() / probes)).toArray();
        try (INDArray block = prior.block(samples); INDArray plain = block.dup('c')) {
            return hash(List.of(String.valueOf(prior.size()), hash(plain)));
        }
    }

    private static String hash(List<String> parts) {
        return Sha256.of(String.join(",", parts).getBytes(StandardCharsets.US_ASCII));
    }
}
