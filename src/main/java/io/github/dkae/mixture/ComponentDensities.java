package io.github.dkae.mixture;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Log-densities of samples under the components of one mixture, in float64. */
interface ComponentDensities extends AutoCloseable {
    /** log(weight · density) of samples {@code x} [n, d] in float64: row-major [n, q]. */
    double[] weighted(INDArray x);

    @Override
    void close();

    static ComponentDensities of(MixtureParameters parameters) {
        return parameters.covarianceType().isDiagonal()
                ? new DiagonalDensities(parameters) : new FullDensities(parameters);
    }
}
