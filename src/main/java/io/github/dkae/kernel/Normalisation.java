package io.github.dkae.kernel;

/** The normalising constant of the probabilistic cluster kernel. */
public enum Normalisation {
    /** Z is the number of mixtures: the kernel is the mean inner product of posteriors and lies in [0, 1]. */
    MIXTURES,
    /**
     * Each sample's features have unit length: the kernel is the cosine between posteriors, with ones on the diagonal.
     */
    COSINE
}
