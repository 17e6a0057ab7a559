package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;

/**
 * One epoch of one stage. NaN stands for what was not measured: the code loss without a prior, validation without
 * validation data.
 *
 * @param stage        0-based: the layer that is pretrained, or the number of layers for fine-tuning
 * @param stageName    such as "layer 1 of 4" or "fine-tuning"
 * @param epoch        1-based within the stage
 * @param training     mean over the epoch's mini-batches, each before its step
 * @param validation   mean over the validation set's mini-batches after the epoch, in their order
 * @param gradientNorm mean of the gradient's Euclidean norm over the epoch's steps, before clipping
 * @param learningRate at the epoch's first step
 * @param seconds      duration, with validation
 */
public record EpochRecord(int stage, String stageName, int epoch, Losses training, Losses validation,
                          double gradientNorm, double learningRate, double seconds) {
    public EpochRecord {
        Arguments.atLeast("stage", stage, 0);
        Arguments.present("stageName", stageName);
        Arguments.atLeast("epoch", epoch, 1);
        Arguments.present("training", training);
        Arguments.present("validation", validation);
        Arguments.notNegative("learningRate", learningRate);
        Arguments.notNegative("seconds", seconds);
    }
}
