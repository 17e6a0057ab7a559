package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads images and labels in the IDX format of MNIST and its kin, compressed by gzip or not, whatever the file's name.
 *
 * <p>An IDX file is two zero bytes, a byte for the element type, a byte for the number of dimensions, the dimensions as
 * big-endian int32, then the elements, the last dimension fastest. Images are unsigned bytes [n, height, width], labels
 * unsigned bytes [n]; anything else is refused, as are files that are shorter or longer than they say.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, <i>The MNIST database of handwritten digits</i>, file formats.
 */
public final class IdxReader {
    private static final int UNSIGNED_BYTE = 0x08;

    private IdxReader() {}

    /** The images in a file, pixels scaled from 0 … 255 to [0, 1], without labels, named as the file. */
    public static Dataset images(Path file) throws IOException {
        return images(file.toString(), content(file)).withName(file.getFileName().toString());
    }

    /** The labels in a file, each 0 … 255. */
    public static int[] labels(Path file) throws IOException {
        return labels(file.toString(), content(file));
    }

    /** The images in one file with the labels in another; there must be as many of one as of the other. */
    public static Dataset read(Path images, Path labels) throws IOException {
        return labelled(images(images), labels(labels), images.toString(), labels.toString());
    }

    /** The images in the uncompressed IDX content; {@code origin} names it in messages. */
    static Dataset images(String origin, byte[] content) throws IOException {
        int[] shape = shape(origin, content, 3);
        ImageShape image = new ImageShape(shape[1], shape[2]);
        int pixels = image.pixels();
        int start = content.length - shape[0] * pixels;
        return Dataset.of(origin, RowBlocks.create(shape[0], pixels, (row, values, offset) -> {
            int from = start + row * pixels;
            for (int j = 0; j < pixels; j++) {
                values[offset + j] = (content[from + j] & 0xFF) / 255f;
            }
        })).withImageShape(image);
    }

    /** The labels in the uncompressed IDX content; {@code origin} names it in messages. */
    static int[] labels(String origin, byte[] content) throws IOException {
        int[] labels = new int[shape(origin, content, 1)[0]];
        int start = content.length - labels.length;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = content[start + i] & 0xFF;
        }
        return labels;
    }

    static Dataset labelled(Dataset images, int[] labels, String imageOrigin, String labelOrigin) throws IOException {
        if (images.size() != labels.length) {
            throw new IOException(Text.format("%s holds %d images, but %s holds %d labels",
                    imageOrigin, images.size(), labelOrigin, labels.length));
        }
        return images.withLabels(labels);
    }

    /** The bytes of a file, decompressed when it is gzip, which its first bytes tell. */
    static byte[] content(Path file) throws IOException {
        if (!Files.isRegularFile(Arguments.present("file", file))) {
            throw new NoSuchFileException(file.toString(), null, "no such file; expected an IDX file, gzip or not");
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, 1 << 16).readAllBytes() : raw.readAllBytes();
        } catch (EOFException e) {
            throw new IOException(file + " is truncated: its compressed data end early", e);
        } catch (ZipException e) {
            throw new IOException(Text.format("%s is damaged: %s", file, e.getMessage()), e);
        }
    }

    private static int[] shape(String origin, byte[] content, int dimensions) throws IOException {
        int header = 4 + 4 * dimensions;
        if (content.length < 4 || content[0] != 0 || content[1] != 0) {
            throw new IOException(origin + " is not an IDX file: it doesn't begin with two zero bytes");
        }
        if (content[2] != UNSIGNED_BYTE) {
            throw new IOException(Text.format("%s holds elements of IDX type 0x%02X; only unsigned bytes (0x08) are read",
                    origin, content[2]));
        }
        if (content[3] != dimensions) {
            throw new IOException(Text.format("%s has %d dimensions, but %s have %d", origin, content[3],
                    dimensions == 1 ? "labels" : "images", dimensions));
        }
        if (content.length < header) {
            throw new IOException(Text.format("%s is truncated: its header takes %d bytes, but it has %d",
                    origin, header, content.length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(content, 4, header - 4);
        int[] shape = new int[dimensions];
        long elements = 1;
        for (int i = 0; i < dimensions; i++) {
            shape[i] = buffer.getInt();
            if (shape[i] < 1) {
                throw new IOException(Text.format("%s is damaged: its dimension %d is %d", origin, i, shape[i]));
            }
            elements = Math.min(elements * shape[i], Integer.MAX_VALUE);
        }
        long found = content.length - header;
        if (found != elements) {
            throw new IOException(Text.format("%s is %s: its header promises %,d bytes of data, but it has %,d",
                    origin, found < elements ? "truncated" : "damaged", elements, found));
        }
        return shape;
    }
}
