package io.github.dkae.autoencoder;

import java.nio.FloatBuffer;
import java.util.List;
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
 * Each thread of a team computes some columns of a product, BLAS held to that thread, and at once passes over them for the
 * bias, the transfer function or its derivative, and the sums for the bias's gradient. The code loss's gradient is
 * computed beside the decoder. So the threads wait for each other once a product, at most; the products for the gradients
 * of all weights come last, block by block, each of which is handed over while the cache still holds it.
 */
final class LeanEngine implements GradientEngine {
    private static final Runnable NOTHING = () -> { };
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
    private final Reconstruction reconstruction;
    private final WorkTeam team;
    private final List<RowBlock> rowBlocks;

    /**
     * @param parameters flat vector, float32; read at each step
     * @param gradient   flat vector, float32; written at each step
     * @param team       threads, still their creator's
     */
    LeanEngine(Architecture architecture, Optional<CodeLoss> codeLoss, int samples, INDArray parameters,
               INDArray gradient, WorkTeam team) {
        this.team = team;
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
        rowBlocks = RowBlock.of(architecture, team.threads());
        codeGradient = codeLoss.map(loss -> loss.gradient(samples, architecture.codeSize())).orElse(null);
        reconstruction = new Reconstruction(samples, architecture.input(), architecture.outputTransfer());
    }

    @Override
    public Series series() {
        return SingleThreadedBlas.hold();
    }

    @Override
    public Losses losses(INDArray batch, Optional<INDArray> prior, double lambda) {
        try (Series own = series()) {
            double[] code = {Double.NaN};
            double error = forward(batch, batch, prior.isPresent() ? lambda : 0,
                    () -> prior.ifPresent(block -> code[0] = codeGradient.evaluate(encoded[layers].array(), block)));
            return Losses.weigh(lambda, error, code[0]);
        }
    }

    @Override
    public Losses gradients(INDArray batch, INDArray target, Optional<INDArray> prior, double lambda,
                            GradientParts parts) {
        try (Series own = series()) {
            double weight = prior.isPresent() ? lambda : 0;
            double[] code = {Double.NaN};
            double error = forward(batch, target, weight, () -> {
                encoderDeltas[layers].clear();
                prior.ifPresent(block -> code[0] = codeGradient.addGradient(encoded[layers].array(), block, weight,
                        encoderDeltas[layers].array()));
            });
            backward();
            multiplyWeightGradients(parts);
            return Losses.weigh(weight, error, code[0]);
        }
    }

    /**
     * Runs encoder and decoder; leaves the deltas of the reconstruction and returns the reconstruction loss.
     *
     * @param besideDecoder what depends on the codes alone
     */
    private double forward(INDArray batch, INDArray target, double weight, Runnable besideDecoder) {
        encoded[0].copyFrom(batch);
        for (int l = 1; l <= layers; l++) {
            FloatMatrix h = encoded[l];
            TransferFunction transfer = architecture.encoderTransfer(l);
            int bias = (int) layout.biasOffset(l - 1);
            product(h, encoded[l - 1], weights[l - 1], false, 0,
                    (from, width) -> h.activate(from, width, transfer, parameters, bias));
        }
        if (target == batch) {
            return decode(encoded[0].buffer(), weight, besideDecoder);
        }
        try (INDArray plain = target.dup('c')) {
            return decode(FloatMatrix.of(plain).buffer(), weight, besideDecoder);
        }
    }

    private double decode(FloatBuffer targets, double weight, Runnable beside) {
        for (int l = layers - 1; l >= 0; l--) {
            Runnable own = l == layers - 1 ? beside : NOTHING;
            FloatMatrix h = decoded[l];
            TransferFunction transfer = architecture.decoderTransfer(l);
            int bias = (int) layout.decoderBiasOffset(l);
            product(own, h, decoded[l + 1], weights[l], true, 0, l > 0
                    ? (from, width) -> h.activate(from, width, transfer, parameters, bias)
                    : (from, width) -> reconstruction.compare(from, width, h, parameters, bias, targets, weight));
        }
        return reconstruction.loss();
    }

    /** From the reconstruction's deltas, and the code loss's part of the codes', to all deltas and the biases' gradients. */
    private void backward() {
        gradient.put((int) layout.decoderBiasOffset(0), reconstruction.biasGradient());
        for (int l = 1; l < layers; l++) {
            FloatMatrix delta = decoderDeltas[l];
            FloatMatrix h = decoded[l];
            TransferFunction transfer = architecture.decoderTransfer(l);
            int bias = (int) layout.decoderBiasOffset(l);
            product(delta, decoderDeltas[l - 1], weights[l - 1], false, 0,
                    (from, width) -> delta.backThrough(from, width, transfer, h, gradient, bias));
        }
        for (int l = layers; l > 0; l--) {
            FloatMatrix delta = encoderDeltas[l];
            FloatMatrix h = encoded[l];
            TransferFunction transfer = architecture.encoderTransfer(l);
            int bias = (int) layout.biasOffset(l - 1);
            ColumnBlocks.Work pass = (from, width) -> delta.backThrough(from, width, transfer, h, gradient, bias);
            if (l == layers) {
                product(delta, decoderDeltas[l - 1], weights[l - 1], false, 1, pass);
            } else {
                product(delta, encoderDeltas[l + 1], weights[l], true, 0, pass);
            }
        }
    }

    /** These products depend neither on the weights nor on each other: the threads wait for each other once. */
    private void multiplyWeightGradients(GradientParts parts) {
        int weightCount = (int) layout.weightCount();
        team.run(() -> parts.ready(weightCount, (int) layout.length() - weightCount), rowBlocks.size(), part -> {
            RowBlock block = rowBlocks.get(part);
            int below = block.layer() - 1;
            FloatMatrix result = weightGradients[below];
            result.multiplyRows(block.from(), block.rows(), left[below], right[block.layer()]);
            parts.ready((int) layout.weightsOffset(below) + block.from() * result.columns(),
                    block.rows() * result.columns());
        });
    }

    private void product(FloatMatrix result, FloatMatrix a, FloatMatrix b, boolean transposeB, float beta,
            ColumnBlocks.Work pass) {
        product(NOTHING, result, a, b, transposeB, beta, pass);
    }

    /**
     * result ← a·op(b) + beta·result, and the pass over its columns.
     *
     * @param own what the caller's thread does first
     */
    private void product(Runnable own, FloatMatrix result, FloatMatrix a, FloatMatrix b, boolean transposeB, float beta,
            ColumnBlocks.Work pass) {
        share(own, result.columns(), (long) a.rows() * a.columns(), (from, width) -> {
            result.multiply(from, width, 1, a, b, transposeB, beta);
            pass.on(from, width);
        });
    }

    private void share(Runnable own, int columns, long multiplicationsPerColumn, ColumnBlocks.Work work) {
        int width = ColumnBlocks.partWidth(columns, multiplicationsPerColumn, team.threads());
        team.run(own, (columns + width - 1) / width,
                part -> work.on(part * width, Math.min(width, columns - part * width)));
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
