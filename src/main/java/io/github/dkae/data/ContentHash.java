package io.github.dkae.data;

import io.github.dkae.support.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SHA-256 of a dataset's content or of a file's, in lower-case hexadecimal. */
final class ContentHash {
    private ContentHash() {}

    /** The hash of [n, d, labels or not, height, width] as little-endian int32, the features as float32, the labels. */
    static String of(INDArray features, int[] labels, ImageShape shape) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes(features.rows(), features.columns(), labels == null ? 0 : 1,
                shape == null ? 0 : shape.height(), shape == null ? 0 : shape.width()));
        RowBlocks.read(features, (first, values) -> {
            ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(values);
            digest.update(buffer);
        });
        if (labels != null) {
            digest.update(bytes(labels));
        }
        return Sha256.of(digest);
    }

    /** The hash of bytes. */
    static String of(byte[] content) {
        return Sha256.of(content);
    }

    private static byte[] bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(values);
        return buffer.array();
    }
}
