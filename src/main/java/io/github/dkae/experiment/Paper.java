package io.github.dkae.experiment;

/** The figures that the paper reports: M. Kampffmeyer et al., <i>Deep Kernelized Autoencoders</i>, SCIA 2017. */
public final class Paper {
    /** Table 1: code loss of the prior against the ideal kernel, test data. */
    public static final double PRIOR_AGAINST_IDEAL = 1.0132;
    /** Table 1: code loss of the stacked autoencoder's codes (λ = 0) against the ideal kernel, test data. */
    public static final double SAE_AGAINST_IDEAL = 1.1417;
    /** Table 1: code loss of the dkAE's codes (λ = 0.1) against the ideal kernel, test data. */
    public static final double DKAE_AGAINST_IDEAL = 1.0115;
    /** Components below which the dkAE approximates the prior better than kernel PCA does. */
    public static final int KPCA_CROSSING = 16;
    /** Standard deviation of the noise in the denoising experiment. */
    public static final double DENOISING_NOISE = 0.25;
    /** Mean squared error of kernel PCA with a learned pre-image on digits 5 and 6 with noise of 0.25. */
    public static final double DENOISING_KPCA = 0.0427;
    /** Mean squared error of PCA on the dkAE's codes, decoded, on the same digits. */
    public static final double DENOISING_DKAE = 0.0358;

    private Paper() {}
}
