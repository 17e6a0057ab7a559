package io.github.dkae.jupyter.render;

import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** INDArrays as text: type, shape and range, then the first elements. */
final class ArrayRenderer {
    private static final int ROWS = 6;
    private static final int COLUMNS = 8;
    /** Range and mean take passes over the array; beyond this many elements they are left out. */
    private static final long SUMMARY_ELEMENTS = 100_000_000;

    private ArrayRenderer() {}

    static DisplayData render(INDArray array) {
        boolean shown = !array.wasClosed() && !array.isEmpty();
        return new DisplayData(summary(array) + (shown ? "\n" + head(array) : ""));
    }

    /** Type, shape and range in one line. */
    static String summary(INDArray array) {
        if (array.wasClosed()) {
            return "INDArray, closed";
        }
        StringBuilder text = new StringBuilder();
        text.append(array.dataType().name().toLowerCase(Locale.ROOT)).append(' ')
                .append(Arrays.toString(array.shape()));
        if (array.isEmpty()) {
            return text.append(", empty").toString();
        }
        if (array.isR() && array.length() > 1 && array.length() <= SUMMARY_ELEMENTS) {
            text.append(", min ").append(number(array.minNumber().doubleValue()))
                    .append(", mean ").append(number(array.meanNumber().doubleValue()))
                    .append(", max ").append(number(array.maxNumber().doubleValue()));
        }
        return text.toString();
    }

    private static String head(INDArray array) {
        if (array.rank() == 0) {
            return element(array);
        }
        if (array.rank() == 1) {
            return row(array);
        }
        INDArray matrix = array;
        String index = "";
        while (matrix.rank() > 2) {
            matrix = matrix.slice(0);
            index += "0, ";
        }
        StringJoiner lines = new StringJoiner("\n");
        if (!index.isEmpty()) {
            lines.add("[" + index + "…]:");
        }
        long rows = Math.min(matrix.size(0), ROWS);
        for (long i = 0; i < rows; i++) {
            lines.add(row(matrix.get(NDArrayIndex.point(i), NDArrayIndex.all())));
        }
        if (rows < matrix.size(0)) {
            lines.add(" ⋮");
        }
        return lines.toString();
    }

    private static String row(INDArray vector) {
        long shown = Math.min(vector.length(), COLUMNS);
        StringJoiner elements = new StringJoiner(" ", "[", vector.length() > shown ? "  …]" : "]");
        for (long i = 0; i < shown; i++) {
            elements.add(Text.format("%9s", element(vector.get(new INDArrayIndex[] {NDArrayIndex.point(i)}))));
        }
        return elements.toString();
    }

    private static String element(INDArray scalar) {
        return switch (scalar.dataType()) {
            case UTF8 -> scalar.getString(0);
            case BOOL -> String.valueOf(scalar.getInt(0) != 0);
            default -> scalar.isR() ? number(scalar.getDouble(0)) : String.valueOf(scalar.getLong(0));
        };
    }

    /** Four significant digits, without needless zeros. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.valueOf((long) value);
        }
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : String.valueOf(value);
    }
}
