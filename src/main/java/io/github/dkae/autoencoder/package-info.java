/**
 * The deep kernelized autoencoder: a tied autoencoder whose codes' inner products align with a prior kernel.
 *
 * <p>Data flows as follows. {@link io.github.dkae.autoencoder.DeepKernelizedAutoencoder#fit} takes features, a prior
 * kernel, an {@link io.github.dkae.autoencoder.Architecture} and {@link io.github.dkae.autoencoder.TrainingOptions}.
 * {@code Training} runs one {@code Stage} for each layer (greedy pretraining) and one for fine-tuning; a stage draws
 * mini-batches and asks a {@code GradientEngine} for gradients and an {@code Optimizer} to apply them. The model is
 * defined by the SameDiff graph in {@code NetworkGraph}; {@code LeanEngine} computes the same gradients with fewer and
 * larger operations, and the tests hold the two together.
 *
 * <p>Source: M. Kampffmeyer, S. Løkse, F. M. Bianchi, R. Jenssen, L. Livi, <i>Deep Kernelized Autoencoders</i>, SCIA
 * 2017 (arXiv 1702.02526).
 */
package io.github.dkae.autoencoder;
