package io.github.dkae.mixture;

/** The shape of a mixture's covariances, for q components in d dimensions. */
public enum CovarianceType {
    /** Each component has a covariance matrix of its own: [q, d, d]. */
    FULL,
    /** All components share one covariance matrix: [d, d]. */
    TIED,
    /** Each component has a variance of its own in each dimension: [q, d]. */
    DIAGONAL,
    /** Each component has one variance: [q]. */
    SPHERICAL;

    /** The shape of the covariances of {@code components} components in {@code dimensions} dimensions. */
    public long[] shape(int components, int dimensions) {
        return switch (this) {
            case FULL -> new long[] {components, dimensions, dimensions};
            case TIED -> new long[] {dimensions, dimensions};
            case DIAGONAL -> new long[] {components, dimensions};
            case SPHERICAL -> new long[] {components};
        };
    }

    /** Free parameters of a mixture: weights, means and covariances; what BIC and AIC count. */
    public long parameterCount(int components, int dimensions) {
        long q = components;
        long d = dimensions;
        long covariances = switch (this) {
            case FULL -> q * d * (d + 1) / 2;
            case TIED -> d * (d + 1) / 2;
            case DIAGONAL -> q * d;
            case SPHERICAL -> q;
        };
        return q - 1 + q * d + covariances;
    }

    /** Whether covariances are diagonal matrices, held as variances. */
    boolean isDiagonal() {
        return this == DIAGONAL || this == SPHERICAL;
    }

    /** Number of values that the covariances take. */
    int length(int components, int dimensions) {
        long length = 1;
        for (long size : shape(components, dimensions)) {
            length = Math.multiplyExact(length, size);
        }
        return Math.toIntExact(length);
    }
}
