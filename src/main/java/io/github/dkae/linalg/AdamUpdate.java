package io.github.dkae.linalg;

import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adam's update of flat vectors in float32, block by block, so that between its passes a block stays in the cache and
 * memory is read and written once:
 *
 * <pre>q ← g²,  m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)q,  w ← w − α·m / (c·√v + ε)</pre>
 */
public final class AdamUpdate implements AutoCloseable {
    private static final int ROW = 1024;
    /** Values of a block: 1 MB. */
    private static final int BLOCK = 256 * ROW;
    private final Primitives primitives = new Primitives();
    private final INDArray gradient;
    private final INDArray first;
    private final INDArray second;
    private final INDArray parameters;
    private final List<INDArray> own = new ArrayList<>();
    private final INDArray squares;
    private final INDArray denominators;
    private final INDArray ones;
    private final INDArray sums;
    private final INDArray keep1;
    private final INDArray add1;
    private final INDArray keep2;
    private final INDArray add2;
    private final INDArray correction;
    private final INDArray rate;
    private final INDArray kept;
    private final INDArray one;
    private final float epsilon;

    /** Values that are updated together. */
    public static final class Range {
        private final List<Primitive> norm = new ArrayList<>();
        private final List<Primitive> update = new ArrayList<>();
    }

    /** Of flat vectors of one length, in C order. */
    public AdamUpdate(INDArray gradient, INDArray first, INDArray second, INDArray parameters, double beta1, double beta2,
            double epsilon) {
        this.gradient = gradient;
        this.first = first;
        this.second = second;
        this.parameters = parameters;
        this.epsilon = (float) epsilon;
        long most = Math.min(BLOCK, parameters.length());
        squares = owned(Nd4j.create(DataType.FLOAT, most));
        denominators = owned(Nd4j.create(DataType.FLOAT, most));
        ones = owned(Nd4j.ones(DataType.FLOAT, BLOCK / ROW));
        sums = owned(Nd4j.create(DataType.FLOAT, ROW));
        keep1 = scalar(beta1);
        add1 = scalar(1 - beta1);
        keep2 = scalar(beta2);
        add2 = scalar(1 - beta2);
        correction = scalar(1);
        rate = scalar(0);
        kept = scalar(1);
        one = scalar(1);
    }

    private INDArray owned(INDArray array) {
        own.add(array);
        return array;
    }

    private INDArray scalar(double value) {
        return owned(Nd4j.createFromArray((float) value));
    }

    /**
     * Prepares the values {@code from} ≤ i &lt; {@code to}.
     *
     * @param decays whether parameters are multiplied by what is kept of them
     */
    public List<Range> ranges(long from, long to, boolean decays) {
        List<Range> ranges = new ArrayList<>();
        long start = from;
        while (start < to) {
            // Whole rows, then what is less than one.
            long length = Math.min(BLOCK, to - start);
            length = length < ROW ? length : length / ROW * ROW;
            ranges.add(range(start, length, decays));
            start += length;
        }
        return ranges;
    }

    private Range range(long from, long length, boolean decays) {
        Range range = new Range();
        long rows = Math.max(1, length / ROW);
        Tensor g = matrix(gradient, from, rows, length);
        Tensor m = matrix(first, from, rows, length);
        Tensor v = matrix(second, from, rows, length);
        Tensor w = matrix(parameters, from, rows, length);
        Tensor q = matrix(squares, 0, rows, length);
        Tensor d = matrix(denominators, 0, rows, length);
        Optional<INDArray> none = Optional.empty();
        Primitive square = primitives.map(ElementFunction.SQUARE, 0, 0, g, q);
        range.norm.add(square);
        range.norm.add(primitives.product(matrix(ones, 0, 1, rows), q, Optional.empty(), Optional.empty(), true,
                matrix(sums, 0, 1, length / rows)));
        range.update.add(combination(algorithm.binary_add, m, Optional.of(keep1), g, Optional.of(add1), m, new post_ops()));
        range.update.add(combination(algorithm.binary_add, v, Optional.of(keep2), q, Optional.of(add2), v, new post_ops()));
        Tensor unit = Tensor.of(one, 1, 1);
        if (decays) {
            range.update.add(combination(algorithm.binary_mul, w, Optional.of(kept), unit, none, w, new post_ops()));
        }
        try (PointerScope scope = new PointerScope()) {
            post_ops root = new post_ops();
            root.append_eltwise(algorithm.eltwise_sqrt, 0, 0);
            root.append_eltwise(algorithm.eltwise_linear, 1, epsilon);
            range.update.add(combination(algorithm.binary_mul, v, Optional.of(correction), unit, none, d, root));
            post_ops onto = new post_ops();
            onto.append_sum();
            range.update.add(combination(algorithm.binary_div, m, Optional.of(rate), d, none, w, onto));
        }
        return range;
    }

    /** Values of a vector as a matrix. */
    private static Tensor matrix(INDArray vector, long from, long rows, long length) {
        return Tensor.of(vector.get(NDArrayIndex.interval(from, from + length)), rows, length / rows);
    }

    private Primitive combination(algorithm how, Tensor x, Optional<INDArray> xScale, Tensor y, Optional<INDArray> yScale,
            Tensor z, post_ops after) {
        try (PointerScope scope = new PointerScope()) {
            primitive_attr attributes = Primitives.attributes(Optional.empty());
            attributes.set_post_ops(after);
            Map<Integer, Tensor> operands = new java.util.HashMap<>(Map.of(dnnl.DNNL_ARG_SRC_0, x, dnnl.DNNL_ARG_SRC_1, y,
                    dnnl.DNNL_ARG_DST, z));
            xScale.ifPresent(scale -> scale(attributes, operands, dnnl.DNNL_ARG_SRC_0, scale));
            yScale.ifPresent(scale -> scale(attributes, operands, dnnl.DNNL_ARG_SRC_1, scale));
            return primitives.prepare(new binary.primitive_desc(OneDnn.engine(), how, x.description(), y.description(),
                    z.description(), attributes, false), Primitives.operands(operands), z.array().length() * 10.0);
        }
    }

    private static void scale(primitive_attr attributes, Map<Integer, Tensor> operands, int operand, INDArray scale) {
        attributes.set_scales_mask(operand, 0);
        operands.put(dnnl.DNNL_ARG_ATTR_SCALES | operand, Tensor.of(scale));
    }

    /**
     * Sets a step's constants.
     *
     * @param learningRate α with the correction of m's bias in it
     * @param root         c, the root of the correction of v's bias
     * @param scale        what the gradient is multiplied by
     * @param keep         what parameters that decay are multiplied by
     */
    public void begin(double beta1, double beta2, double learningRate, double root, double scale, double keep) {
        add1.assign((1 - beta1) * scale);
        add2.assign((1 - beta2) * scale * scale);
        // Under the root.
        correction.assign(root * root);
        rate.assign(-learningRate);
        kept.assign(keep);
        sums.assign(0);
    }

    /** Adds the squares of a range's gradient to the norm; to be followed by its {@link #update} or that of no other. */
    public void addNorm(Range range) {
        range.norm.forEach(Primitive::run);
    }

    /** Updates a range whose squares are those computed last. */
    public void update(Range range) {
        range.update.forEach(Primitive::run);
    }

    /** Root of the sum of the squares added since the step began. */
    public double norm() {
        return Math.sqrt(sums.castTo(DataType.DOUBLE).sumNumber().doubleValue());
    }

    @Override
    public String toString() {
        return Text.format("Adam's update of %,d values", parameters.length());
    }

    /** Frees what was prepared; the vectors stay. */
    @Override
    public void close() {
        primitives.close();
        own.forEach(INDArray::close);
    }
}
