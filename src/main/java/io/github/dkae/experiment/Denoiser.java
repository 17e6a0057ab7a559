package io.github.dkae.experiment;

import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.spectral.FixedPointPreImage;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.spectral.Pca;
import io.github.dkae.spectral.RidgePreImage;
import io.github.dkae.support.Arguments;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fitted way to take the noise out of samples.
 *
 * @param key    short name for {@code results.json}, such as "kpca"
 * @param name   name for tables and pictures
 * @param method noisy samples [n, d] to denoised ones [n, d], a new array
 */
public record Denoiser(String key, String name, UnaryOperator<INDArray> method) {
    /** The key of {@link #none()}. */
    static final String NONE = "noisy";

    public Denoiser {
        Arguments.present("key", key);
        Arguments.present("name", name);
        Arguments.present("method", method);
    }

    /** Denoised copies [n, d] of {@code noisy} [n, d], owned by the caller. */
    public INDArray denoise(INDArray noisy) {
        return method.apply(Arguments.samples("noisy", noisy));
    }

    /** The noisy samples themselves: what every method must beat. */
    public static Denoiser none() {
        return new Denoiser(NONE, "noisy input", INDArray::dup);
    }

    /** Projection on the {@code components} leading principal components of {@code train} [n, d]. */
    public static Denoiser pca(INDArray train, int components) {
        Pca pca = Pca.fit(train, Pca.Options.of(components));
        return new Denoiser("pca", "linear PCA, " + components, noisy -> {
            try (INDArray coordinates = pca.transform(noisy)) {
                return pca.inverseTransform(coordinates);
            }
        });
    }

    /**
     * Kernel PCA and a learned pre-image: kernel ridge regression from the coordinates back to the samples.
     *
     * <p>Source: G. Bakır, J. Weston, B. Schölkopf, <i>Learning to find pre-images</i>, NIPS 2003.
     *
     * @param train      clean samples [n, d]; referenced, must not change; O(n²) memory
     * @param components number of kernel principal components
     * @param ridge      ridge of the regression, positive
     */
    public static Denoiser kernelPca(String key, String name, INDArray train, Kernel kernel, int components,
            double ridge) {
        KernelPca kpca = KernelPca.fit(train, kernel, KernelPca.Options.of(components));
        try (INDArray coordinates = kpca.coordinates()) {
            RidgePreImage preImage = RidgePreImage.fit(coordinates, train,
                    RidgePreImage.Options.defaults().withRidge(ridge));
            return new Denoiser(key, name, noisy -> {
                try (INDArray projected = kpca.transform(noisy)) {
                    return preImage.reconstruct(projected);
                }
            });
        }
    }

    /**
     * Kernel PCA with the Gaussian kernel and pre-images by fixed-point iteration from the noisy samples, at most 100
     * iterations. Those that don't converge are taken as they are then.
     *
     * <p>Source: S. Mika et al., <i>Kernel PCA and de-noising in feature spaces</i>, NIPS 1998.
     *
     * @param train      clean samples [n, d]; referenced, must not change
     * @param components number of kernel principal components
     */
    public static Denoiser kernelPcaFixedPoint(String key, String name, INDArray train, RbfKernel kernel,
            int components) {
        FixedPointPreImage preImage = FixedPointPreImage.of(
                KernelPca.fit(train, kernel, KernelPca.Options.of(components)), train, kernel,
                FixedPointPreImage.Options.defaults().withMaxIterations(100).withTolerance(1e-3));
        return new Denoiser(key, name, noisy -> preImage.denoise(noisy).samples());
    }

    /** Encoding and decoding alone. */
    public static Denoiser autoencoder(String key, String name, DeepKernelizedAutoencoder model) {
        return new Denoiser(key, name, model::reconstruct);
    }

    /**
     * PCA on the codes: a linear projection in code space, a non-linear one of the inputs; then the decoder.
     *
     * @param train clean samples [n, d] whose codes the principal components are of
     */
    public static Denoiser autoencoderPca(String key, String name, DeepKernelizedAutoencoder model, INDArray train,
            int components) {
        try (INDArray codes = model.encode(train)) {
            Pca pca = Pca.fit(codes, Pca.Options.of(components));
            return new Denoiser(key, name, noisy -> {
                try (INDArray noisyCodes = model.encode(noisy);
                        INDArray coordinates = pca.transform(noisyCodes);
                        INDArray projected = pca.inverseTransform(coordinates)) {
                    return model.decode(projected);
                }
            });
        }
    }
}
