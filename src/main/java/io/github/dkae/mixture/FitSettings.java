package io.github.dkae.mixture;

import io.github.dkae.support.Arguments;

/**
 * What expectation-maximisation needs to know besides samples and starts.
 *
 * @param varianceFloor     added to every variance, in squared units of the samples
 * @param tolerance         EM stops when the mean log-likelihood changes by less
 * @param maximumIterations EM stops here at the latest
 */
record FitSettings(CovarianceType covarianceType, double varianceFloor, double tolerance, int maximumIterations) {
    FitSettings {
        Arguments.present("covarianceType", covarianceType);
        Arguments.notNegative("varianceFloor", varianceFloor);
        Arguments.notNegative("tolerance", tolerance);
        Arguments.atLeast("maximumIterations", maximumIterations, 1);
    }
}
