package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import io.github.dkae.support.UnpackLimit;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads images and labels in the IDX format of MNIST and its kin, compressed by gzip or not, whatever the file's name.
 *
 * <p>An IDX file is two zero bytes, a byte for the element type, a byte for the number of dimensions, the dimensions as
 * big-endian int32, then the elements, the last dimension fastest. Images are unsigned bytes [n, height, width], labels
 * unsigned bytes [n]; anything else is refused, as are files that are shorter or longer than they say, and compressed
 * ones that unpack to more than 16 MiB and 8 times their size.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, <i>The MNIST database of handwritten digits</i>, file formats.
 */
public final class IdxReader {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int BUFFER = 1 << 16;
    /** Content is there twice for a moment while it is read. */
    private static final long LARGEST = Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE - 64);

    private IdxReader() {}

    /** The images in a file, pixels scaled from 0 … 255 to [0, 1], without labels, named as the file. */
    public static Dataset images(Path file) throws IOException {
        return images(file.toString(), content(file, 3)).withName(file.getFileName().toString());
    }

    /** The labels in a file, each 0 … 255. */
    public static int[] labels(Path file) throws IOException {
        return labels(file.toString(), content(file, 1));
    }

    /** The images in one file with the labels in another; there must be as many of one as of the other. */
    public static Dataset read(Path images, Path labels) throws IOException {
        return labelled(images(images), labels(labels), images.toString(), labels.toString());
    }

    /** The images in the uncompressed IDX content; {@code origin} names it in messages. */
    static Dataset images(String origin, byte[] content) throws IOException {
        int[] shape = wholeShape(origin, content, 3);
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
        int[] labels = new int[wholeShape(origin, content, 1)[0]];
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

    /** The content of a file, as far as its header promises, and a byte more where there is more. */
    private static byte[] content(Path file, int dimensions) throws IOException {
        long size = size(file);
        return read(file, UnpackLimit.ofFile(size), (in, gzip) -> {
            int header = header(dimensions);
            in.mark(header);
            long elements = elements(shape(file.toString(), in.readNBytes(header), dimensions));
            if (!gzip) {
                checkLength(file.toString(), elements, size - header);
            }
            if (elements > LARGEST) {
                throw new IOException(Text.format("%s is too large for this heap (-Xmx): its header promises %,d bytes of data", file, elements));
            }
            in.reset();
            return in.readNBytes((int) (header + elements + 1));
        });
    }

    /** The bytes of a file, decompressed when it is gzip, which its first bytes tell; at most {@code most}. */
    static byte[] content(Path file, long most) throws IOException {
        size(file);
        return read(file, UnpackLimit.of(most), (in, gzip) -> in.readAllBytes());
    }

    /** Takes bytes from a stream that can be marked, and that was gzip or not. */
    @FunctionalInterface
    private interface Reading {
        byte[] from(InputStream in, boolean gzip) throws IOException;
    }

    private static long size(Path file) throws IOException {
        if (!Files.isRegularFile(Arguments.present("file", file))) {
            throw new NoSuchFileException(file.toString(), null, "no such file; expected an IDX file, gzip or not");
        }
        return Files.size(file);
    }

    private static byte[] read(Path file, UnpackLimit limit, Reading reading) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            InputStream unpacked = limit.over(gzip ? new GZIPInputStream(raw, BUFFER) : raw);
            return reading.from(new BufferedInputStream(unpacked, BUFFER), gzip);
        } catch (EOFException e) {
            throw new IOException(file + " is truncated: its compressed data end early", e);
        } catch (ZipException e) {
            throw new IOException(Text.format("%s is damaged: %s", file, e.getMessage()), e);
        }
    }

    private static int header(int dimensions) {
        return 4 + 4 * dimensions;
    }

    private static int[] shape(String origin, byte[] content, int dimensions) throws IOException {
        int header = header(dimensions);
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
        for (int i = 0; i < dimensions; i++) {
            shape[i] = buffer.getInt();
            if (shape[i] < 1) {
                throw new IOException(Text.format("%s is damaged: its dimension %d is %d", origin, i, shape[i]));
            }
        }
        return shape;
    }

    /** Product of the dimensions, at most 2³¹ − 1. */
    private static long elements(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, (n, size) -> Math.min(n * size, Integer.MAX_VALUE));
    }

    /** The dimensions of content that is whole. */
    private static int[] wholeShape(String origin, byte[] content, int dimensions) throws IOException {
        int[] shape = shape(origin, content, dimensions);
        checkLength(origin, elements(shape), content.length - header(dimensions));
        return shape;
    }

    private static void checkLength(String origin, long elements, long found) throws IOException {
        if (found != elements) {
            throw new IOException(Text.format("%s is %s: its header promises %,d bytes of data, but it has %,d%s", origin,
                    found < elements ? "truncated" : "damaged", elements, found, found < elements ? "" : " or more"));
        }
    }
}
