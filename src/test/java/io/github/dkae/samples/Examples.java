package io.github.dkae.samples;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.CentredAlignment;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.LogDeterminantDivergence;
import io.github.dkae.autoencoder.NormalisedFrobenius;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.GaussianNoise;
import io.github.dkae.experiment.Denoiser;
import io.github.dkae.experiment.KMeans;
import io.github.dkae.experiment.KNearestNeighbours;
import io.github.dkae.experiment.LinearClassifier;
import io.github.dkae.experiment.Representation;
import io.github.dkae.kernel.DenseFeatureMatrix;
import io.github.dkae.kernel.KernelCentering;
import io.github.dkae.kernel.LinearKernel;
import io.github.dkae.kernel.Normalisation;
import io.github.dkae.kernel.PolynomialKernel;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.mixture.CovarianceType;
import io.github.dkae.mixture.GaussianMixture;
import io.github.dkae.mixture.GaussianMixtureEnsemble;
import io.github.dkae.mixture.Initialisation;
import io.github.dkae.mixture.MixtureParameters;
import io.github.dkae.spectral.FixedPointPreImage;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.spectral.Nystroem;
import io.github.dkae.spectral.Pca;
import io.github.dkae.spectral.RidgePreImage;
import io.github.dkae.spectral.SymmetricEigen;
import io.github.dkae.spectral.SymmetricOperator;
import io.github.dkae.support.HostArrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Small objects of all public types that have methods which take arrays, and valid arguments for these. */
final class Examples {
    static final int N = 40;
    static final int D = 4;
    static final int M = 3;
    static final int[] LABELS = IntStream.range(0, N).map(i -> i % 2).toArray();

    static final INDArray SAMPLES = samples();
    static final RbfKernel RBF = new RbfKernel(0.7);
    static final INDArray KERNEL = RBF.matrix(SAMPLES);
    static final Architecture ARCHITECTURE = Architecture.of(D, M, M);
    static final TrainingOptions TRAINING = TrainingOptions.defaults().withEpochs(1, 1).withBatchSize(20);
    static final DeepKernelizedAutoencoder DKAE =
            DeepKernelizedAutoencoder.fit(SAMPLES, RBF.over(SAMPLES), ARCHITECTURE, TRAINING);
    static final INDArray CODES = DKAE.encode(SAMPLES);
    static final ProbabilisticClusterKernel.Options PCK_OPTIONS =
            ProbabilisticClusterKernel.Options.defaults().withMaximumComponents(3).withStarts(2);
    static final GaussianMixture.Options MIXTURE_OPTIONS =
            GaussianMixture.Options.defaults().withComponents(2)
                    .withInitialisation(Initialisation.RANDOM_RESPONSIBILITIES);
    static final GaussianMixture MIXTURE = GaussianMixture.fit(SAMPLES, MIXTURE_OPTIONS);
    static final KernelPca.Options COMPONENTS = KernelPca.Options.of(M);
    static final KernelPca KERNEL_PCA = KernelPca.fit(SAMPLES, RBF, COMPONENTS);
    static final INDArray COORDINATES = KERNEL_PCA.coordinates();
    static final MixtureParameters PARAMETERS = MIXTURE.parameters();

    /** Things that have been fitted or made, at least one of each type with methods that take arrays. */
    static final List<Object> OBJECTS = objects();

    /** Things that hold arrays and have no methods that take any. */
    static final List<Object> HOLDERS = List.of(
            new Representation("x", "x", SAMPLES.dup(), SAMPLES.dup(), SAMPLES.dup()),
            new TrainingContext.Validation(SAMPLES.dup(), Optional.empty()));

    private Examples() {}

    private static List<Object> objects() {
        var pck = ProbabilisticClusterKernel.fit(SAMPLES, PCK_OPTIONS);
        var uncentred = KernelPca.fit(SAMPLES, RBF, COMPONENTS.withCentred(false));
        return List.of(Dataset.of("samples", SAMPLES.dup()), new GaussianNoise(0.1, true), MIXTURE,
                GaussianMixture.fit(SAMPLES, MIXTURE_OPTIONS.withCovarianceType(CovarianceType.DIAGONAL)),
                GaussianMixtureEnsemble.fit(SAMPLES, PCK_OPTIONS.mixtures()), PARAMETERS, pck,
                ProbabilisticClusterKernel.fit(SAMPLES, PCK_OPTIONS.withPrincipalComponents(2)),
                ProbabilisticClusterKernel.of(pck.mixtures(), Normalisation.COSINE), new LinearKernel(D), RBF,
                new PolynomialKernel(2, 0.5, 1),
                Nystroem.fit(SAMPLES, RBF, Nystroem.Options.defaults().withLandmarks(8)),
                new DenseFeatureMatrix(SAMPLES.dup()), pck.featureMatrix(SAMPLES),
                ProbabilisticClusterKernel.fit(SAMPLES, PCK_OPTIONS.withMemoryBudget(0)).featureMatrix(SAMPLES),
                KernelCentering.fit(KERNEL), SymmetricOperator.of(KERNEL), SymmetricOperator.of(KERNEL).centred(),
                SymmetricOperator.of(pck.featureMatrix(SAMPLES)), SymmetricEigen.full(KERNEL), DKAE,
                TrainingContext.none(), new NormalisedFrobenius(), new CentredAlignment(),
                new LogDeterminantDivergence(),
                Pca.fit(SAMPLES, Pca.Options.of(M)), Pca.fit(SAMPLES, Pca.Options.of(M).withWhiten(true)), KERNEL_PCA,
                uncentred, KernelPca.fitPrecomputed(KERNEL, COMPONENTS),
                RidgePreImage.fit(COORDINATES, SAMPLES, RidgePreImage.Options.defaults()),
                FixedPointPreImage.of(KERNEL_PCA, SAMPLES, RBF, FixedPointPreImage.Options.defaults()),
                Denoiser.none(), Denoiser.kernelPca("kpca", "kernel PCA", SAMPLES, RBF, M, 0.5),
                KNearestNeighbours.fit(SAMPLES, LABELS, 3), KMeans.fit(SAMPLES, KMeans.Options.of(2)),
                LinearClassifier.fit(SAMPLES, LABELS, LinearClassifier.Options.defaults()));
    }

    /** Two clusters [n, d] of multiples of 1/64 in [0, 1], which every type of floating point numbers holds exactly. */
    private static INDArray samples() {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[N * D];
        for (int i = 0; i < values.length; i++) {
            int column = i % D;
            values[i] = (LABELS[i / D] * 20 + random.nextInt(10 * (column + 1))) / 64f;
        }
        return HostArrays.matrix(values, N, D);
    }
}
