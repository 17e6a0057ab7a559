/**
 * Gaussian mixtures: one by itself with every covariance type, and ensembles of many that are fitted together.
 *
 * <p>Expectation-maximisation works in float64 on centred samples. Where covariances are diagonal or spherical, all
 * components of all mixtures are stacked, so that a step of EM is two matrix products
 * ({@link io.github.dkae.mixture.StackedExpectationMaximization}).
 */
package io.github.dkae.mixture;
