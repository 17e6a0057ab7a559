package io.github.dkae.mixture;

/** How expectation-maximisation starts. */
public enum Initialisation {
    /**
     * Clusters of k-means: centres spread by k-means++ (Arthur, Vassilvitskii, 2007), then Lloyd's iterations; the
     * clusters' labels are the first responsibilities.
     */
    K_MEANS_PLUS_PLUS,
    /** Uniform random responsibilities, normalised for each sample. */
    RANDOM_RESPONSIBILITIES,
    /**
     * Means at distinct random samples, equal weights, and the variance floor, which must be positive, as variance in
     * every direction: the first E-step hands each sample to the mean that is nearest.
     */
    RANDOM_POINTS
}
