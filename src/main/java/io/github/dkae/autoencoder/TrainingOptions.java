package io.github.dkae.autoencoder;

import com.google.gson.JsonObject;
import io.github.dkae.graph.Precision;
import io.github.dkae.support.Arguments;

/**
 * How a dkAE is trained.
 *
 * @param lambda            weight λ of the code loss, in [0, 1]; 0 is a plain stacked autoencoder
 * @param batchSize         samples k in a mini-batch, at least 1; no more are drawn than there are
 * @param pretrainingEpochs epochs for each layer, 0 for none
 * @param fineTuningEpochs  epochs for the whole network, 0 for none
 * @param learningRate      Adam's initial rate in each stage, positive
 * @param schedule          how the rate falls over a stage
 * @param clipNorm          greatest Euclidean norm of the gradient, 0 for no limit
 * @param weightDecay       decoupled decay of the weights (not the biases), relative to the learning rate; 0 for none
 * @param patience          epochs of fine-tuning without a better validation loss before it stops, and the best weights
 *                          are kept; 0 never stops and keeps the last weights. Needs validation data
 * @param codeLoss          L_c
 * @param precision         of the factors of large products while training; weights, sums and the trained model are float32
 * @param inputNoise        standard deviation of Gaussian noise that each mini-batch's samples get before they enter the
 *                          network, drawn anew each time, 0 for none; the prior and what is to be reconstructed stay
 *                          clean, as in a denoising autoencoder. Layers above the first are pretrained on clean samples
 * @param seed              seed of initial weights, mini-batches and noise
 */
public record TrainingOptions(double lambda, int batchSize, int pretrainingEpochs, int fineTuningEpochs,
                              double learningRate, LearningRateSchedule schedule, double clipNorm, double weightDecay,
                              int patience, CodeLoss codeLoss, Precision precision, double inputNoise, long seed) {
    public TrainingOptions {
        Arguments.between("lambda", lambda, 0.0, 1.0);
        Arguments.atLeast("batchSize", batchSize, 1);
        Arguments.atLeast("pretrainingEpochs", pretrainingEpochs, 0);
        Arguments.atLeast("fineTuningEpochs", fineTuningEpochs, 0);
        Arguments.positive("learningRate", learningRate);
        Arguments.present("schedule", schedule);
        Arguments.notNegative("clipNorm", clipNorm);
        Arguments.notNegative("weightDecay", weightDecay);
        Arguments.atLeast("patience", patience, 0);
        Arguments.present("codeLoss", codeLoss);
        Arguments.present("precision", precision);
        Arguments.notNegative("inputNoise", inputNoise);
    }

    /**
     * The paper's setting: λ = 0.1, k = 200, 30 epochs a layer, 100 epochs of fine-tuning, Adam at 1e-3, the normalised
     * Frobenius loss, no noise; seed 0.
     */
    public static TrainingOptions defaults() {
        return new TrainingOptions(0.1, 200, 30, 100, 1e-3, LearningRateSchedule.CONSTANT, 0, 0, 0,
                new NormalisedFrobenius(), Precision.FLOAT32, 0, 0);
    }

    /** These options as JSON, the code loss by its name. */
    public JsonObject json() {
        return ModelJson.tree(this).getAsJsonObject();
    }

    /** Steps of an epoch on {@code samples} samples: as many as there are whole mini-batches, at least one. */
    public int stepsPerEpoch(int samples) {
        return Math.max(1, samples / batchSize);
    }

    public TrainingOptions withLambda(double value) {
        return new TrainingOptions(value, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withBatchSize(int value) {
        return new TrainingOptions(lambda, value, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withEpochs(int pretraining, int fineTuning) {
        return new TrainingOptions(lambda, batchSize, pretraining, fineTuning, learningRate, schedule, clipNorm,
                weightDecay, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withLearningRate(double value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, value, schedule, clipNorm,
                weightDecay, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withSchedule(LearningRateSchedule value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, value,
                clipNorm, weightDecay, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withClipNorm(double value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                value, weightDecay, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withWeightDecay(double value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, value, patience, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withPatience(int value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, value, codeLoss, precision, inputNoise, seed);
    }

    public TrainingOptions withCodeLoss(CodeLoss value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, patience, value, precision, inputNoise, seed);
    }

    public TrainingOptions withPrecision(Precision value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, patience, codeLoss, value, inputNoise, seed);
    }

    public TrainingOptions withInputNoise(double value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, patience, codeLoss, precision, value, seed);
    }

    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(lambda, batchSize, pretrainingEpochs, fineTuningEpochs, learningRate, schedule,
                clipNorm, weightDecay, patience, codeLoss, precision, inputNoise, value);
    }
}
