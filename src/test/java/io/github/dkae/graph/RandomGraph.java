package io.github.dkae.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/** A small graph of operations at random on a batch [n, 16], with a loss that depends on most of them. */
final class RandomGraph {
    private static final int PIXELS = 4;

    final SameDiff graph = SameDiff.create();
    final List<String> outputs = new ArrayList<>();
    private final SplittableRandom random;
    private final DataType type;
    private final int samples;
    private final List<SDVariable> values = new ArrayList<>();
    private final Map<String, long[]> shapes = new HashMap<>();
    private final List<SDVariable> variables = new ArrayList<>();

    RandomGraph(long seed, int samples, DataType type) {
        random = new SplittableRandom(seed);
        this.samples = samples;
        this.type = type;
        SDVariable x = keep(graph.placeHolder("x", type, samples, PIXELS * PIXELS), samples, PIXELS * PIXELS);
        if (random.nextBoolean()) {
            images(x);
        }
        int steps = 4 + random.nextInt(8);
        for (int i = 0; i < steps; i++) {
            step(values.get(Math.max(random.nextInt(values.size()), random.nextInt(values.size()))));
        }
        SDVariable loss = graph.math().square(values.get(values.size() - 1)).mean().add(variable(1));
        for (SDVariable value : values) {
            if (random.nextInt(3) == 0) {
                loss = loss.add(graph.math().tanh(value).sum().mul(0.1));
            }
        }
        graph.setLossVariables(loss.rename("loss"));
        outputs.add("loss");
        values.stream().filter(value -> random.nextInt(4) == 0).forEach(value -> outputs.add(value.name()));
    }

    /** Values for the placeholder. */
    Map<String, INDArray> inputs(long seed) {
        return Map.of("x", random(new SplittableRandom(seed), 1, samples, PIXELS * PIXELS));
    }

    /** Variables that the loss depends on. */
    List<String> variables() {
        QuietGradients.of(graph);
        return variables.stream().filter(each -> each.getGradient() != null).map(SDVariable::name).toList();
    }

    private INDArray random(SplittableRandom source, double scale, long... shape) {
        double[] all = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(all, i -> scale * (2 * source.nextDouble() - 1));
        return Nd4j.create(all, shape, 'c').castTo(type);
    }

    private SDVariable keep(SDVariable value, long... shape) {
        values.add(value);
        shapes.put(value.name(), shape);
        return value;
    }

    private long[] shape(SDVariable value) {
        return shapes.get(value.name());
    }

    /** A variable of this shape, in one of three cases one that is there. */
    private SDVariable variable(double scale, long... shape) {
        for (SDVariable variable : variables) {
            if (Arrays.equals(shape(variable), shape) && random.nextInt(3) == 0) {
                return variable;
            }
        }
        INDArray array = random(random, scale, shape);
        SDVariable variable = graph.var("v" + variables.size(), random.nextInt(4) == 0 ? array.dup('f') : array);
        variables.add(variable);
        shapes.put(variable.name(), shape);
        return variable;
    }

    private void step(SDVariable x) {
        long[] shape = shape(x);
        if (shape.length == 4) {
            images(x);
        } else if (shape.length == 2 && random.nextInt(3) == 0) {
            matrix(x, shape[0], shape[1]);
        } else {
            anyShape(x, shape);
        }
    }

    private void matrix(SDVariable x, long rows, long columns) {
        if (rows == 1 || columns == 1) {
            // SameDiff's session fails at sums over a dimension of one value, and at gradients of products with one value.
            keep(x.add(variable(1, 1, columns)), rows, columns);
            return;
        }
        int units = 2 + random.nextInt(5);
        double scale = 1 / Math.sqrt(columns);
        switch (random.nextInt(9)) {
            case 0 -> keep(graph.mmul(x, variable(scale, columns, units)), rows, units);
            case 1 -> keep(graph.mmul(x, variable(scale, units, columns), false, true, false), rows, units);
            case 2 -> {
                SDVariable w = variable(scale, columns, units);
                SDVariable h = graph.nn().sigmoid(graph.mmul(x, w).add(variable(1, units)));
                SDVariable z = graph.mmul(h, w, false, true, false).add(variable(1, columns));
                keep(h, rows, units);
                keep(random.nextBoolean() ? graph.nn().relu(z, 0) : graph.nn().tanh(z), rows, columns);
            }
            case 3 -> keep(graph.mmul(x, x, false, true, false).mul(scale), rows, rows);
            case 4 -> keep(graph.mmul(x, x, true, false, false).mul(1.0 / rows), columns, columns);
            case 5 -> keep(graph.transpose(x), columns, rows);
            case 6 -> keep(x.sub(x.mean(0)), rows, columns);
            case 7 -> keep(x.sum(true, 1), rows, 1);
            default -> keep(x.add(variable(1, 1, columns)), rows, columns);
        }
    }

    private void anyShape(SDVariable x, long[] shape) {
        switch (random.nextInt(14)) {
            case 0 -> keep(graph.nn().sigmoid(x), shape);
            case 1 -> keep(graph.nn().tanh(x), shape);
            case 2 -> keep(graph.nn().relu(x, 0), shape);
            case 3 -> keep(graph.math().square(x), shape);
            case 4 -> keep(x.mul(0.5).add(0.25), shape);
            case 5 -> keep(x.rsub(1).neg(), shape);
            case 6 -> keep(x.add(x), shape);
            case 7 -> keep(x.mul(variable(1, shape)), shape);
            case 8 -> keep(x.sub(variable(1)), shape);
            case 9 -> keep(x.div(graph.math().square(variable(1)).add(1)), shape);
            case 10 -> keep(random.nextBoolean() ? x.sum() : x.mean());
            case 11 -> keep(graph.identity(x), shape);
            case 12 -> {
                long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
                keep(length % samples == 0 ? x.reshape(samples, length / samples) : x.reshape(1, length),
                        length % samples == 0 ? samples : 1, length % samples == 0 ? length / samples : length);
            }
            default -> values.stream().filter(y -> y != x && Arrays.equals(shape(y), shape)).findFirst().ifPresent(y ->
                    keep(random.nextBoolean() ? x.mul(y) : random.nextBoolean() ? x.add(y) : y.sub(x), shape));
        }
    }

    /** A convolution or a transposed one, a bias or a reshape of images or of what can be seen as such. */
    private void images(SDVariable x) {
        boolean last = random.nextBoolean();
        long[] shape = shape(x);
        if (shape.length != 4) {
            keep(x.reshape(samples, 1, PIXELS, PIXELS), samples, 1, PIXELS, PIXELS);
        } else if (random.nextInt(4) == 0) {
            anyShape(x, shape);
        } else if (random.nextInt(4) == 0) {
            keep(x.add(variable(1, 1, shape[1], 1, 1)), shape);
        } else if (random.nextBoolean()) {
            convolution(x, shape, last);
        } else {
            transposedConvolution(x, shape, last);
        }
    }

    private SDVariable permuted(SDVariable x, boolean wanted, int... order) {
        return wanted ? graph.permute(x, order) : x;
    }

    private void convolution(SDVariable x, long[] shape, boolean last) {
        int k = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        int dilation = 1 + random.nextInt(2);
        int features = 1 + random.nextInt(3);
        boolean same = random.nextBoolean();
        int padding = random.nextInt(k);
        var config = Conv2DConfig.builder().kH(k).kW(k).sH(stride).sW(stride).dH(dilation).dW(dilation).pH(padding)
                .pW(padding).paddingMode(same ? PaddingMode.SAME : PaddingMode.VALID).dataFormat(last ? "NHWC" : "NCHW")
                .build();
        long covered = (k - 1L) * dilation + 1;
        if (!same && shape[2] + 2 * padding < covered) {
            return;
        }
        long size = same ? (shape[2] + stride - 1) / stride : (shape[2] + 2 * padding - covered) / stride + 1;
        SDVariable w = variable(1.0 / k, k, k, shape[1], features);
        SDVariable image = permuted(x, last, 0, 2, 3, 1);
        SDVariable z = random.nextBoolean() ? graph.cnn().conv2d(image, w, config)
                : graph.cnn().conv2d(image, w, variable(1, features), config);
        z = random.nextBoolean() ? graph.nn().relu(z, 0) : z;
        keep(permuted(z, last, 0, 3, 1, 2), shape[0], features, size, size);
    }

    private void transposedConvolution(SDVariable x, long[] shape, boolean last) {
        int k = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        int features = 1 + random.nextInt(3);
        boolean same = k >= stride && random.nextBoolean();
        int padding = random.nextInt((k + 1) / 2);
        long size = same ? shape[2] * stride : stride * (shape[2] - 1) + k - 2 * padding;
        if (size < 1 || size > 12) {
            return;
        }
        var config = DeConv2DConfig.builder().kH(k).kW(k).sH(stride).sW(stride).pH(padding).pW(padding).isSameMode(same)
                .dataFormat(last ? "NHWC" : "NCHW").build();
        SDVariable w = variable(1.0 / k, k, k, features, shape[1]);
        SDVariable image = permuted(x, last, 0, 2, 3, 1);
        SDVariable z = random.nextBoolean() ? graph.cnn().deconv2d(image, w, config)
                : graph.cnn().deconv2d(image, w, variable(1, features), config);
        keep(permuted(z, last, 0, 3, 1, 2), shape[0], features, size, size);
    }
}
