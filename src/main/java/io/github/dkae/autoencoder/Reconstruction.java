package io.github.dkae.autoencoder;

import java.nio.FloatBuffer;

/** The network's output against its target: the loss and its gradient, in one pass over the output's columns. */
final class Reconstruction {
    private final int samples;
    private final int columns;
    private final TransferFunction transfer;
    private final float[] squares;
    private final float[] deltaSums;

    Reconstruction(int samples, int columns, TransferFunction transfer) {
        this.samples = samples;
        this.columns = columns;
        this.transfer = transfer;
        squares = new float[columns];
        deltaSums = new float[columns];
    }

    /**
     * Replaces outputs before the bias by the loss's gradient before the transfer function.
     *
     * @param from       first column to compare
     * @param width      number of columns
     * @param outputs    [samples, columns]
     * @param biases     each column's bias, from {@code biasOffset} on
     * @param biasOffset where they start
     * @param targets    [samples, columns], row by row
     * @param weight     λ, the weight of the code loss
     */
    void compare(int from, int width, FloatMatrix outputs, FloatBuffer biases, int biasOffset, FloatBuffer targets,
            double weight) {
        float scale = (float) (2 * (1 - weight) / ((double) samples * columns));
        ColumnBlocks.forEach(from, width, (start, size) ->
                compareBlock(start, size, outputs.buffer(), biases, biasOffset, targets, scale));
    }

    private void compareBlock(int from, int width, FloatBuffer outputs, FloatBuffer biases, int biasOffset,
            FloatBuffer targets, float scale) {
        float[] x = new float[width];
        float[] output = new float[width];
        float[] delta = new float[width];
        float[] bias = new float[width];
        float[] sum = new float[width];
        float[] square = new float[width];
        biases.get(biasOffset + from, bias);
        for (int i = 0, at = from; i < samples; i++, at += columns) {
            outputs.get(at, output);
            targets.get(at, x);
            for (int j = 0; j < width; j++) {
                output[j] += bias[j];
            }
            transfer.apply(output, width);
            for (int j = 0; j < width; j++) {
                float difference = output[j] - x[j];
                square[j] += difference * difference;
                delta[j] = scale * difference;
            }
            transfer.timesDerivative(delta, output, width);
            for (int j = 0; j < width; j++) {
                sum[j] += delta[j];
            }
            outputs.put(at, delta);
        }
        System.arraycopy(square, 0, squares, from, width);
        System.arraycopy(sum, 0, deltaSums, from, width);
    }

    /** Mean squared error of all columns. */
    double loss() {
        double total = 0;
        for (float square : squares) {
            total += square;
        }
        return total / ((double) samples * columns);
    }

    /** Gradient of the output's biases [columns]; the caller doesn't change it. */
    float[] biasGradient() {
        return deltaSums;
    }
}
