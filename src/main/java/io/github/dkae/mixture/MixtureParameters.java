package io.github.dkae.mixture;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights, means and covariances of a Gaussian mixture, in float64. Immutable. */
public final class MixtureParameters {
    private static final double WEIGHT_TOLERANCE = 1e-4;

    private final CovarianceType covarianceType;
    private final int dimensions;
    private final double[] weights;
    private final double[] means;
    private final double[] covariances;

    /** Row-major values, not copied: the caller gives them up. */
    MixtureParameters(CovarianceType covarianceType, double[] weights, double[] means, double[] covariances) {
        this.covarianceType = covarianceType;
        this.dimensions = means.length / weights.length;
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
    }

    /**
     * Parameters given as arrays, which are copied.
     *
     * @param weights     [q], positive or zero, summing to 1 within 1e-4 (they are normalised)
     * @param means       [q, d]
     * @param covariances as {@link CovarianceType#shape}; variances positive
     */
    public static MixtureParameters of(CovarianceType covarianceType, INDArray weights, INDArray means,
            INDArray covariances) {
        MixtureParameters parameters = checked(covarianceType, weights, means, covariances);
        double sum = requireWeights(parameters.weights, 0, parameters.weights.length);
        for (int c = 0; c < parameters.weights.length; c++) {
            parameters.weights[c] /= sum;
        }
        return parameters;
    }

    /** As {@link #of}, with the weights as they are. */
    static MixtureParameters checked(CovarianceType covarianceType, INDArray weights, INDArray means,
            INDArray covariances) {
        Arguments.present("covarianceType", covarianceType);
        int q = Arguments.samples("means", means).rows();
        int d = means.columns();
        double[] shares = values("weights", weights, new long[] {q});
        requireWeights(shares, 0, q);
        double[] values = values("covariances", covariances, covarianceType.shape(q, d));
        if (covarianceType.isDiagonal()) {
            for (double variance : values) {
                Arguments.positive("covariances", variance);
            }
        }
        return new MixtureParameters(covarianceType, shares, HostArrays.doubles(means), values);
    }

    /** The sum of weights [from, to), which must be those of a mixture. */
    static double requireWeights(double[] weights, int from, int to) {
        double sum = 0;
        for (int c = from; c < to; c++) {
            sum += Arguments.between("weights", weights[c], 0, 1 + WEIGHT_TOLERANCE);
        }
        return Arguments.between("the sum of weights", sum, 1 - WEIGHT_TOLERANCE, 1 + WEIGHT_TOLERANCE);
    }

    public CovarianceType covarianceType() {
        return covarianceType;
    }

    /** Number of components q. */
    public int components() {
        return weights.length;
    }

    /** Number of dimensions d. */
    public int dimensions() {
        return dimensions;
    }

    /** Weights [q], a copy. */
    public INDArray weights() {
        return Nd4j.createFromArray(weights);
    }

    /** Means [q, d], a copy. */
    public INDArray means() {
        return HostArrays.matrix(means, components(), dimensions);
    }

    /** Covariances as {@link CovarianceType#shape}, a copy. */
    public INDArray covariances() {
        return Nd4j.createFromArray(covariances).reshape('c', covarianceType.shape(components(), dimensions));
    }

    double[] weightValues() {
        return weights;
    }

    double[] meanValues() {
        return means;
    }

    double[] covarianceValues() {
        return covariances;
    }

    /** The variance of a component in a dimension, for diagonal and spherical covariances. */
    double variance(int component, int dimension) {
        return covariances[covarianceType == CovarianceType.SPHERICAL ? component : component * dimensions + dimension];
    }

    static void requireShape(String name, INDArray array, long... shape) {
        if (!Arrays.equals(Arguments.present(name, array).shape(), shape)) {
            throw new IllegalArgumentException(Text.format("%s must have shape %s, but has %s",
                    name, Arrays.toString(shape), Arrays.toString(array.shape())));
        }
    }

    /** Values of an array of any rank; a message counts its last dimension's columns and all others as rows. */
    private static double[] values(String name, INDArray array, long[] shape) {
        requireShape(name, array, shape);
        INDArray matrix = array.wasClosed() ? array : array.reshape('c', -1, shape[shape.length - 1]);
        return HostArrays.doubles(Arguments.samples(name, matrix));
    }

    @Override
    public String toString() {
        return Text.format("Parameters of %d components in %,d dimensions, covariances %s", components(), dimensions,
                covarianceType.name().toLowerCase(Locale.ROOT));
    }
}
