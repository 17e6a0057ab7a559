package io.github.dkae.graph;

import io.github.dkae.linalg.Tensor;
import io.github.dkae.linalg.Window;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How ND4J's convolutions, and the transposed ones, count pixels and weights.
 *
 * @param window       on the larger of the two images
 * @param channelsLast whether images are [n, height, width, channels] rather than [n, channels, height, width]
 * @param weightsOrder 0 for [height, width, channels, features], 1 for [features, channels, height, width], 2 for
 *                     [features, height, width, channels], where channels are of the large image, features of the small one
 */
record Filter(Window window, boolean channelsLast, int weightsOrder) {
    /** Places of strides, paddings, dilations, padding mode, and of the orders among an operation's integers. */
    private static final int STRIDES = 2;
    private static final int PADDINGS = 4;
    private static final int DILATIONS = 6;
    private static final int MODE = 8;
    private static final int CHANNELS_LAST = 9;
    private static final int WEIGHTS = 10;
    private static final int[][] ORDERS = {{3, 2, 0, 1}, {0, 1, 2, 3}, {0, 3, 1, 2}};

    /** Of an operation between images like these; empty where its window starts within the image, or looks back only. */
    static Optional<Filter> of(Node.Operation operation, Signature large, Signature small, Signature weights) {
        boolean channelsLast = operation.integer(CHANNELS_LAST) == 1;
        int order = operation.integer(WEIGHTS);
        Window window = new Window(new long[2], new long[2], new long[2], new long[2]);
        for (int i = 0; i < 2; i++) {
            int dimension = channelsLast ? i + 1 : i + 2;
            long stride = operation.integer(STRIDES + i);
            long dilation = operation.integer(DILATIONS + i);
            long covered = (small.shape()[dimension] - 1) * stride
                    + (weights.shape()[ORDERS[order][i + 2]] - 1) * dilation + 1;
            long padding = covered - large.shape()[dimension];
            long before = operation.integer(MODE) == 1 ? padding / 2 : operation.integer(PADDINGS + i);
            if (operation.integer(MODE) > 1 || stride < 1 || dilation < 1 || before < 0) {
                return Optional.empty();
            }
            window.strides()[i] = stride;
            window.dilations()[i] = dilation;
            window.before()[i] = before;
            window.after()[i] = Math.max(0, padding - before);
        }
        return Optional.of(new Filter(window, channelsLast, order));
    }

    /** [n, channels, height, width]. */
    Tensor image(INDArray array) {
        return channelsLast ? Tensor.of(array).permuted(0, 3, 1, 2) : Tensor.of(array);
    }

    /** [features, channels, height, width]. */
    Tensor weights(INDArray array) {
        return Tensor.of(array).permuted(ORDERS[weightsOrder]);
    }

    /** The shape of numbers, one for each channel, that are added to images. */
    long[] shapeOfBias(long channels) {
        return channelsLast ? new long[] {1, 1, 1, channels} : new long[] {1, channels, 1, 1};
    }
}
