package io.github.dkae.mixture;

/**
 * What one run of expectation-maximisation arrived at.
 *
 * @param meanLogLikelihood of the samples in the last E-step, in nats per sample
 */
record FittedMixture(MixtureParameters parameters, double meanLogLikelihood, int iterations, boolean converged) {}
