package io.github.dkae.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * How many bytes a compressed file may unpack to. They are counted as they come, since what a file says of its own
 * sizes can't be believed: some megabytes of it may hold gigabytes of zeros.
 */
public final class UnpackLimit {
    private static final long ANY_FILE = 16L << 20;
    private static final int RATIO = 8;

    private final long limit;
    private long left;

    private UnpackLimit(long limit) {
        this.limit = limit;
        this.left = limit;
    }

    /** Exactly {@code bytes}. */
    public static UnpackLimit of(long bytes) {
        return new UnpackLimit(bytes);
    }

    /** What data such as ours come to in a file of {@code size} bytes: 16 MiB, and 8 times the size. */
    public static UnpackLimit ofFile(long size) {
        return new UnpackLimit(Math.addExact(ANY_FILE, Math.multiplyExact(RATIO, size)));
    }

    /** Bytes that may still come. */
    public long left() {
        return left;
    }

    /** {@code in}, whose bytes count; reading beyond the limit is an {@link IOException}. Closing it does nothing. */
    public InputStream over(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                int count = in.read(bytes, offset, length);
                left -= Math.max(0, count);
                if (left < 0) {
                    throw new ZipException(Text.format("it holds more than the %,d bytes that are read of it", limit));
                }
                return count;
            }
        };
    }

    @Override
    public String toString() {
        return Text.format("%,d of %,d bytes left to unpack", left, limit);
    }
}
