package io.github.dkae.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * NumPy's file format, as far as models need it: little-endian float32, float64 and int32 arrays in row order. Nothing
 * reaches native code before it was found to be right.
 *
 * <p>Source: NumPy Enhancement Proposal 1, <i>A simple file format for NumPy arrays</i>.
 */
final class NpyFormat {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy, too, reads no longer ones. */
    private static final int LONGEST_HEADER = 10_000;
    private static final int ALIGNMENT = 64;
    private static final int BLOCK = 1 << 16;
    private static final Pattern HEADER = Pattern.compile("\\{'descr': *'([^']*)', *'fortran_order': *(True|False), *"
            + "'shape': *\\((\\d{1,10}(?:, *\\d{1,10})*)?,?\\),? *\\} *\n");

    private NpyFormat() {}

    /** How the format calls the elements of {@code type}. */
    static String description(DataType type) {
        return switch (type) {
            case FLOAT -> "<f4";
            case DOUBLE -> "<f8";
            case INT -> "<i4";
            default -> throw new IllegalArgumentException(
                    "type must be FLOAT, DOUBLE or INT for an array of a model, but was " + type);
        };
    }

    /** Writes {@code array}; views and transposes are laid out in row order. */
    static void write(OutputStream out, INDArray array) throws IOException {
        String shape = Arrays.stream(array.shape()).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
        String header = Text.format("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", 
                description(array.dataType()), array.rank() > 1 ? shape.substring(0, shape.length() - 1) : shape);
        int start = MAGIC.length + 4;
        int length = (start + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - start;
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
        out.write((header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        try (INDArray rowOrder = array.dup('c')) {
            ByteBuffer values = rowOrder.data().asNio();
            byte[] block = new byte[BLOCK];
            while (values.hasRemaining()) {
                int count = Math.min(BLOCK, values.remaining());
                values.get(block, 0, count);
                out.write(block, 0, count);
            }
        }
    }

    /**
     * Reads an array of a form, to the end of {@code in}.
     *
     * @param most bytes that its data may take
     * @throws IOException when it has another form, more or less data than its shape says, or values that aren't finite
     */
    static INDArray read(InputStream in, ArrayForm form, long most) throws IOException {
        Matcher header = header(in);
        if (!header.group(1).equals(description(form.type()))) {
            throw new ZipException(Text.format("it must hold elements of type '%s', but has '%.20s'", 
                    description(form.type()), header.group(1)));
        }
        if (header.group(2).equals("True")) {
            throw new ZipException("it must be in row order, but is in column order");
        }
        long[] shape = header.group(3) == null ? new long[0]
                : Arrays.stream(header.group(3).split(",")).map(String::strip).mapToLong(Long::parseLong).toArray();
        if (!form.allows(shape)) {
            throw new ZipException(Text.format("it must have the shape %s, but has %s", form.shapeText(),
                    Arrays.toString(shape)));
        }
        long bytes = form.type().width();
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        if (bytes > Math.min(most, Integer.MAX_VALUE)) {
            throw new ZipException(Text.format("its shape %s takes %,d bytes, but there may be only %,d", 
                    Arrays.toString(shape), bytes, Math.min(most, Integer.MAX_VALUE)));
        }
        INDArray array = Nd4j.createUninitialized(form.type(), shape, 'c');
        fill(array.data().asNio(), form.type(), in);
        return array;
    }

    private static Matcher header(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        int version = start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                ? 0 : start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new ZipException("it doesn't begin like an array in NumPy's format, version 1 to 3");
        }
        byte[] size = Arrays.copyOf(in.readNBytes(version == 1 ? 2 : 4), 4);
        int length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > LONGEST_HEADER) {
            throw new ZipException(Text.format("its header must take at most %,d bytes, but takes %,d", LONGEST_HEADER,
                    Integer.toUnsignedLong(length)));
        }
        String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(text);
        if (text.length() < length || !header.matches()) {
            throw new ZipException(Text.format("its header must name type, order and shape as NumPy does, but is \"%.200s\"", text.strip()));
        }
        return header;
    }

    private static void fill(ByteBuffer target, DataType type, InputStream in) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        int bytes = target.remaining();
        while (target.hasRemaining()) {
            int wanted = Math.min(BLOCK, target.remaining());
            if (in.readNBytes(block.array(), 0, wanted) < wanted) {
                throw new EOFException(Text.format("its data end early: its shape takes %,d bytes", bytes));
            }
            block.position(0).limit(wanted);
            if (!finite(block, type)) {
                throw new ZipException("it must hold finite values only, but has NaN or infinite ones");
            }
            target.put(block);
        }
        if (in.read() >= 0) {
            throw new ZipException(Text.format("it has more data than the %,d bytes that its shape takes", bytes));
        }
    }

    private static boolean finite(ByteBuffer block, DataType type) {
        boolean finite = true;
        for (int i = 0; i < block.limit() && type != DataType.INT; i += type.width()) {
            finite &= type == DataType.FLOAT ? Float.isFinite(block.getFloat(i)) : Double.isFinite(block.getDouble(i));
        }
        return finite;
    }
}
