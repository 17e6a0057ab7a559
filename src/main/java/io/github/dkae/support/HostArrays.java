package io.github.dkae.support;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between INDArrays and Java arrays by whole buffers, for loops that matrix operations can't express.
 *
 * <p>ND4J's own {@code toDoubleVector} and {@code data().asFloat()} fetch element by element.
 */
public final class HostArrays {
    private HostArrays() {}

    /** The elements of {@code array} in row-major order as float64; at most 2³¹ − 1 bytes. */
    public static double[] doubles(INDArray array) {
        if (array.dataType() == DataType.FLOAT) {
            // ND4J's conversion takes ten times as long.
            float[] floats = floats(array);
            double[] values = new double[floats.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = floats[i];
            }
            return values;
        }
        double[] values = new double[Math.toIntExact(array.length())];
        try (INDArray copy = rowMajor(array, DataType.DOUBLE)) {
            copy.data().asNioDouble().get(values);
        }
        return values;
    }

    /** The elements of {@code array} in row-major order as float32; at most 2³¹ − 1 bytes. */
    public static float[] floats(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        try (INDArray copy = rowMajor(array, DataType.FLOAT)) {
            copy.data().asNioFloat().get(values);
        }
        return values;
    }

    /** The nearest float32 values. */
    public static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** A float64 matrix [rows, columns] with the row-major {@code values}. */
    public static INDArray matrix(double[] values, int rows, int columns) {
        return Nd4j.create(values, new long[] {rows, columns}, 'c');
    }

    /** A float32 matrix [rows, columns] with the row-major {@code values}. */
    public static INDArray matrix(float[] values, int rows, int columns) {
        return Nd4j.create(values, new long[] {rows, columns}, 'c');
    }

    /** Whether arrays lie in this process's memory, and not in a GPU's. */
    public static boolean inThisProcess() {
        return Backend.CPU;
    }

    /** Asked for once: ND4J collects much else along with the answer. */
    private static final class Backend {
        private static final boolean CPU =
                "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));

        private Backend() {}
    }

    /** The memory of a float32 array in C order without gaps, which must outlive its use. */
    public static FloatBuffer buffer(INDArray array) {
        return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
    }

    private static INDArray rowMajor(INDArray array, DataType type) {
        INDArray copy = array.dup('c');
        if (copy.dataType() == type) {
            return copy;
        }
        INDArray cast = copy.castTo(type);
        copy.close();
        return cast;
    }
}
