package io.github.dkae.autoencoder;

/**
 * The dkAE loss L = (1 − λ)·L_r + λ·L_c and its parts.
 *
 * @param total          L
 * @param reconstruction L_r, the mean squared difference between inputs and reconstructions over samples and inputs
 * @param code           L_c between the codes' inner products and the prior; NaN where there is no prior
 */
public record Losses(double total, double reconstruction, double code) {
    /** Weighs the two parts with {@code lambda}; without a prior the total is the reconstruction loss. */
    static Losses weigh(double lambda, double reconstruction, double code) {
        double total = Double.isNaN(code) ? reconstruction : (1 - lambda) * reconstruction + lambda * code;
        return new Losses(total, reconstruction, code);
    }
}
