package io.github.dkae.autoencoder;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of the model's graph with fewer and larger operations, in float32 and in buffers that are allocated once.
 *
 * <p>With L layers a step is 4L matrix products and one elementwise pass after each, where SameDiff's session runs some 20
 * operations a layer, each into a new array. Two stacked buffers a level make it so. {@code left[l]} [2k, n_l] holds the
 * encoder's activations h_l above the decoder's deltas δ̃_l, {@code right[l]} [2k, n_l] the encoder's deltas δ_l above the
 * decoder's activations h̃_l. The two contributions to the gradient of a tied weight matrix are then one product:
 *
 * <pre>∂L/∂W_l = h_{l−1}ᵀ δ_l + δ̃_{l−1}ᵀ h̃_l = left[l−1]ᵀ · right[l]</pre>
 *
 * Biases, transfer functions, their derivatives and the sums for the biases' gradients are passes over blocks of columns
 * that stay in the cache, two threads or more side by side.
 */
final class LeanEngine implements GradientEngine {
    private final Architecture architecture;
    private final int samples;
    private final int layers;
    private final FloatMatrix[] weights;
    private final FloatMatrix[] weightGradients;
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private final ParameterLayout layout;
    private final FloatMatrix[] left;
    private final FloatMatrix[] right;
    private final FloatMatrix[] encoded;
    private final FloatMatrix[] encoderDeltas;
    private final FloatMatrix[] decoded;
    private final FloatMatrix[] decoderDeltas;
    private final CodeGradient codeGradient;
    private final double[] partialLosses;
    private final float[] outputDeltaSums;

    /**
     * @param parameters flat vector, float32; read at each step
     * @param gradient   flat vector, float32; written at each step
     */
    LeanEngine(Architecture architecture, Optional<CodeLoss> codeLoss, int samples, INDArray parameters,
               INDArray gradient) {
        this.architecture = architecture;
        this.samples = samples;
        layers = architecture.layers();
        layout = new ParameterLayout(architecture);
        FloatMatrix flatParameters = FloatMatrix.of(parameters);
        FloatMatrix flatGradient = FloatMatrix.of(gradient);
        this.parameters = flatParameters.buffer();
        this.gradient = flatGradient.buffer();
        weights = new FloatMatrix[layers];
        weightGradients = new FloatMatrix[layers];
        left = new FloatMatrix[layers];
        right = new FloatMatrix[layers + 1];
        encoded = new FloatMatrix[layers + 1];
        encoderDeltas = new FloatMatrix[layers + 1];
        decoded = new FloatMatrix[layers + 1];
        decoderDeltas = new FloatMatrix[layers];
        for (int l = 0; l <= layers; l++) {
            int units = architecture.units(l);
            if (l < layers) {
                weights[l] = flatParameters.part(layout.weightsOffset(l), units, architecture.units(l + 1));
                weightGradients[l] = flatGradient.part(layout.weightsOffset(l), units, architecture.units(l + 1));
                left[l] = FloatMatrix.allocate(2 * samples, units);
                encoded[l] = left[l].rowRange(0, samples);
                decoderDeltas[l] = left[l].rowRange(samples, samples);
            }
            if (l > 0) {
                right[l] = FloatMatrix.allocate(2 * samples, units);
                encoderDeltas[l] = right[l].rowRange(0, samples);
                decoded[l] = right[l].rowRange(samples, samples);
            }
        }
        // The codes are the encoder's last activations and the decoder's first.
        encoded[layers] = decoded[layers];
        // The reconstruction turns into its own delta in place.
        decoded[0] = decoderDeltas[0];
        codeGradient = codeLoss.map(loss -> loss.gradient(samples, architecture.codeSize())).orElse(null);
        partialLosses = new double[ColumnBlocks.count(architecture.input())];
        outputDeltaSums = new float[architecture.input()];
    }

    @Override
    public Losses losses(INDArray batch, Optional<INDArray> prior, double lambda) {
        double reconstruction = forward(batch, batch, prior.isPresent() ? lambda : 0);
        double code = prior.map(block -> codeGradient.evaluate(encoded[layers].array(), block)).orElse(Double.NaN);
        return Losses.weigh(lambda, reconstruction, code);
    }

    @Override
    public Losses gradients(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda) {
        double weight = prior.isPresent() ? lambda : 0;
        double reconstruction = forward(batch, target, weight);
        gradient.put((int) layout.decoderBiasOffset(0), outputDeltaSums);
        for (int l = 1; l < layers; l++) {
            decoderDeltas[l].multiply(1, decoderDeltas[l - 1], false, weights[l - 1], false, 0);
            backThrough(architecture.decoderTransfer(l), decoderDeltas[l], decoded[l], layout.decoderBiasOffset(l));
        }
        encoderDeltas[layers].multiply(1, decoderDeltas[layers - 1], false, weights[layers - 1], false, 0);
        double code = Double.NaN;
        if (prior.isPresent()) {
            code = codeGradient.addGradient(encoded[layers].array(), prior.get(), weight, encoderDeltas[layers].array());
        }
        for (int l = layers; l > 0; l--) {
            if (l < layers) {
                encoderDeltas[l].multiply(1, encoderDeltas[l + 1], false, weights[l], true, 0);
            }
            backThrough(architecture.encoderTransfer(l), encoderDeltas[l], encoded[l], layout.biasOffset(l - 1));
            weightGradients[l - 1].multiply(1, left[l - 1], true, right[l], false, 0);
        }
        return Losses.weigh(weight, reconstruction, code);
    }

    /** Runs encoder and decoder; leaves the deltas of the reconstruction and returns the reconstruction loss. */
    private double forward(INDArray batch, INDArray target, double weight) {
        encoded[0].copyFrom(batch);
        for (int l = 1; l <= layers; l++) {
            encoded[l].multiply(1, encoded[l - 1], false, weights[l - 1], false, 0);
            encoded[l].activate(architecture.encoderTransfer(l), parameters, (int) layout.biasOffset(l - 1));
        }
        for (int l = layers - 1; l >= 0; l--) {
            decoded[l].multiply(1, decoded[l + 1], false, weights[l], true, 0);
            if (l > 0) {
                decoded[l].activate(architecture.decoderTransfer(l), parameters, (int) layout.decoderBiasOffset(l));
            }
        }
        if (target == batch) {
            return reconstruct(encoded[0].buffer(), weight);
        }
        try (INDArray plain = target.dup('c')) {
            return reconstruct(FloatMatrix.of(plain).buffer(), weight);
        }
    }

    /** δ ← δ ⊙ σ′(z), given h = σ(z); the sums over the samples are the bias's gradient. */
    private void backThrough(TransferFunction transfer, FloatMatrix delta, FloatMatrix h, long biasOffset) {
        int columns = delta.columns();
        FloatBuffer deltas = delta.buffer();
        FloatBuffer outputs = h.buffer();
        ColumnBlocks.forEach(columns, (block, from, width) -> {
            float[] row = new float[width];
            float[] output = new float[width];
            float[] sum = new float[width];
            for (int i = 0, at = from; i < samples; i++, at += columns) {
                deltas.get(at, row);
                outputs.get(at, output);
                transfer.timesDerivative(row, output, width);
                for (int j = 0; j < width; j++) {
                    sum[j] += row[j];
                }
                deltas.put(at, row);
            }
            gradient.put((int) biasOffset + from, sum);
        });
    }

    /** Makes the reconstruction, its loss and the loss's gradient before the output's transfer function, in one pass. */
    private double reconstruct(FloatBuffer targets, double weight) {
        int columns = architecture.input();
        float scale = (float) (2 * (1 - weight) / ((double) samples * columns));
        int biasOffset = (int) layout.decoderBiasOffset(0);
        FloatBuffer outputs = decoded[0].buffer();
        TransferFunction transfer = architecture.outputTransfer();
        ColumnBlocks.forEach(columns, (block, from, width) -> {
            float[] x = new float[width];
            float[] output = new float[width];
            float[] delta = new float[width];
            float[] bias = new float[width];
            float[] sum = new float[width];
            float[] squares = new float[width];
            parameters.get(biasOffset + from, bias);
            for (int i = 0, at = from; i < samples; i++, at += columns) {
                outputs.get(at, output);
                targets.get(at, x);
                for (int j = 0; j < width; j++) {
                    output[j] += bias[j];
                }
                transfer.apply(output, width);
                for (int j = 0; j < width; j++) {
                    float difference = output[j] - x[j];
                    squares[j] += difference * difference;
                    delta[j] = scale * difference;
                }
                transfer.timesDerivative(delta, output, width);
                for (int j = 0; j < width; j++) {
                    sum[j] += delta[j];
                }
                outputs.put(at, delta);
            }
            System.arraycopy(sum, 0, outputDeltaSums, from, width);
            double partial = 0;
            for (float square : squares) {
                partial += square;
            }
            partialLosses[block] = partial;
        });
        double total = 0;
        for (double partial : partialLosses) {
            total += partial;
        }
        return total / ((double) samples * columns);
    }

    @Override
    public void close() {
        for (int l = 0; l < layers; l++) {
            left[l].close();
            right[l + 1].close();
        }
        if (codeGradient != null) {
            codeGradient.close();
        }
    }
}
