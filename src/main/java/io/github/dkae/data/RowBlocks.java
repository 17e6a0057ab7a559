package io.github.dkae.data;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Moves rows between ND4J and plain Java arrays, a block at a time and several blocks at once, so that no second copy
 * of the whole lies on the Java heap.
 */
final class RowBlocks {
    private static final int BLOCK_ELEMENTS = 1 << 19;

    private RowBlocks() {}

    /** Writes one row into {@code values} from {@code offset} on. */
    @FunctionalInterface
    interface RowWriter {
        void write(int row, float[] values, int offset);
    }

    /** Gets a block of rows, row after row, from {@code firstRow} on. */
    @FunctionalInterface
    interface BlockReader {
        void read(int firstRow, float[] values);
    }

    /**
     * A float32 matrix [rows, columns], in c order, whose rows {@code writer} writes; it is called from several
     * threads, once for each row.
     *
     * @throws CancellationException when the calling thread is interrupted
     */
    static INDArray create(int rows, int columns, RowWriter writer) {
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'c');
        Thread caller = Thread.currentThread();
        int height = height(columns);
        // Kept and rethrown here, as the threads of a parallel stream would wrap it and lose its message.
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        IntStream.range(0, (rows + height - 1) / height).parallel().forEach(block -> {
            if (failure.get() != null) {
                return;
            }
            try {
                if (caller.isInterrupted()) {
                    throw new CancellationException("interrupted while making samples");
                }
                int first = block * height;
                write(rows(result, first, Math.min(height, rows - first)), first, writer);
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        });
        if (failure.get() != null) {
            result.close();
            throw failure.get();
        }
        return result;
    }

    private static void write(INDArray block, int firstRow, RowWriter writer) {
        int columns = block.columns();
        float[] values = new float[block.rows() * columns];
        for (int i = 0; i < block.rows(); i++) {
            writer.write(firstRow + i, values, i * columns);
        }
        try (INDArray part = Nd4j.create(values, block.shape(), 'c')) {
            block.assign(part);
        }
    }

    /** Gives the rows of {@code x} [n, d] to {@code reader}, block after block in order, in the calling thread. */
    static void read(INDArray x, BlockReader reader) {
        int height = height(x.columns());
        for (int first = 0; first < x.rows(); first += height) {
            try (INDArray part = rows(x, first, Math.min(height, x.rows() - first)).dup('c')) {
                reader.read(first, part.data().asFloat());
            }
        }
    }

    private static int height(int columns) {
        return Math.max(1, BLOCK_ELEMENTS / columns);
    }

    private static INDArray rows(INDArray x, int first, int count) {
        return x.get(NDArrayIndex.interval(first, first + count), NDArrayIndex.all());
    }
}
