package io.github.dkae.autoencoder;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A dense float32 matrix [rows, columns] in C order outside the Java heap, seen three ways without a copy: as an
 * INDArray, as a pointer for BLAS and as a buffer for plain Java loops.
 */
final class FloatMatrix {
    private final INDArray array;
    private final FloatPointer pointer;
    private final FloatBuffer buffer;
    private final int rows;
    private final int columns;

    private FloatMatrix(INDArray array, FloatPointer pointer, int rows, int columns) {
        this.array = array;
        this.pointer = pointer;
        this.rows = rows;
        this.columns = columns;
        this.buffer = pointer.asBuffer();
    }

    /** A new matrix of zeros; {@link #close} frees it. */
    static FloatMatrix allocate(int rows, int columns) {
        return of(Nd4j.zeros(DataType.FLOAT, rows, columns));
    }

    /** A window on {@code array}, a vector or matrix of float32 in C order without gaps. */
    static FloatMatrix of(INDArray array) {
        if (!isPlain(array)) {
            throw new IllegalArgumentException("array must be float32 in C order without gaps, but was "
                    + array.shapeInfoToString());
        }
        int rows = array.rank() == 2 ? array.rows() : 1;
        int columns = (int) (array.length() / rows);
        FloatPointer pointer = new FloatPointer(array.data().addressPointer());
        return new FloatMatrix(array, pointer.capacity(array.length()), rows, columns);
    }

    /** Whether {@link #of} can be used on {@code array}. */
    static boolean isPlain(INDArray array) {
        if (array.dataType() != DataType.FLOAT || array.rank() > 2) {
            return false;
        }
        if (array.rank() < 2) {
            return array.length() == 1 || array.stride(0) == 1;
        }
        return (array.columns() == 1 || array.stride(1) == 1)
                && (array.rows() == 1 || array.stride(0) == array.columns());
    }

    /** A window on {@code count} rows from {@code first} on. */
    FloatMatrix rowRange(int first, int count) {
        return part((long) first * columns, count, columns);
    }

    /** A window on a [partRows, partColumns] matrix that starts {@code offset} values from this one's start. */
    FloatMatrix part(long offset, int partRows, int partColumns) {
        long length = (long) partRows * partColumns;
        INDArray view = array.reshape(array.length())
                .get(NDArrayIndex.interval(offset, offset + length))
                .reshape('c', partRows, partColumns);
        FloatPointer start = new FloatPointer(pointer.getPointer(offset)).capacity(length);
        return new FloatMatrix(view, start, partRows, partColumns);
    }

    INDArray array() {
        return array;
    }

    FloatBuffer buffer() {
        return buffer;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Sets all values to 0. */
    void clear() {
        Pointer.memset(pointer, 0, array.length() * Float.BYTES);
    }

    /** Copies all of {@code source}, which has this matrix's shape. */
    void copyFrom(INDArray source) {
        if (isPlain(source)) {
            FloatPointer from = new FloatPointer(source.data().addressPointer());
            Pointer.memcpy(pointer, from, array.length() * Float.BYTES);
        } else {
            array.assign(source);
        }
    }

    /** This ← alpha·a·op(b) + beta·this, where op transposes when asked to. */
    void multiply(float alpha, FloatMatrix a, FloatMatrix b, boolean transposeB, float beta) {
        multiply(0, columns, alpha, a, b, transposeB, beta);
    }

    /** The same for the columns {@code from} ≤ j &lt; {@code from + width} alone. */
    void multiply(int from, int width, float alpha, FloatMatrix a, FloatMatrix b, boolean transposeB, float beta) {
        long offsetB = transposeB ? (long) from * b.columns : from;
        openblas.cblas_sgemm(openblas.CblasRowMajor, openblas.CblasNoTrans,
                transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
                rows, width, a.columns, alpha, a.pointer, a.columns, b.pointer.getPointer(offsetB), b.columns, beta,
                pointer.getPointer(from), columns);
    }

    /** This ← aᵀ·b in the rows {@code from} ≤ i &lt; {@code from + count} alone. */
    void multiplyRows(int from, int count, FloatMatrix a, FloatMatrix b) {
        openblas.cblas_sgemm(openblas.CblasRowMajor, openblas.CblasTrans, openblas.CblasNoTrans, count, columns, a.rows,
                1, a.pointer.getPointer(from), a.columns, b.pointer, b.columns, 0,
                pointer.getPointer((long) from * columns), columns);
    }

    /** This ← σ(this + bias), where the bias of each column starts at {@code offset} in {@code biases}. */
    void activate(TransferFunction transfer, FloatBuffer biases, int offset) {
        int width = ColumnBlocks.WIDTH;
        IntStream.range(0, (columns + width - 1) / width).parallel().forEach(block ->
                activate(block * width, Math.min(width, columns - block * width), transfer, biases, offset));
    }

    /** The same for the columns {@code from} ≤ j &lt; {@code from + width} alone, in this thread. */
    void activate(int from, int width, TransferFunction transfer, FloatBuffer biases, int offset) {
        ColumnBlocks.forEach(from, width, (start, size) -> {
            float[] row = new float[size];
            float[] bias = new float[size];
            biases.get(offset + start, bias);
            for (int i = 0, at = start; i < rows; i++, at += columns) {
                buffer.get(at, row);
                for (int j = 0; j < size; j++) {
                    row[j] += bias[j];
                }
                transfer.apply(row, size);
                buffer.put(at, row);
            }
        });
    }

    /**
     * This, δ, ← δ ⊙ σ′(z) in the columns {@code from} ≤ j &lt; {@code from + width}, given {@code h} = σ(z).
     *
     * @param sums where the columns' sums go, the bias's gradient, column j to {@code offset} + j
     */
    void backThrough(int from, int width, TransferFunction transfer, FloatMatrix h, FloatBuffer sums, int offset) {
        ColumnBlocks.forEach(from, width, (start, size) -> {
            float[] row = new float[size];
            float[] output = new float[size];
            float[] sum = new float[size];
            for (int i = 0, at = start; i < rows; i++, at += columns) {
                buffer.get(at, row);
                h.buffer.get(at, output);
                transfer.timesDerivative(row, output, size);
                for (int j = 0; j < size; j++) {
                    sum[j] += row[j];
                }
                buffer.put(at, row);
            }
            sums.put(offset + start, sum);
        });
    }

    /** Frees the memory; for matrices from {@link #allocate} alone, once their windows are no longer used. */
    void close() {
        array.close();
    }
}
