package io.github.dkae.mixture;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.RandomStreams;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Random starts on given samples; each depends on the seed, the number of components and the start's index alone. */
final class MixtureStarts {
    private final Initialisation initialisation;
    private final FitSettings settings;
    private final long seed;
    private final double[] samples;
    private final int n;
    private final int d;
    private final KMeans kMeans;

    MixtureStarts(INDArray x, Initialisation initialisation, FitSettings settings, long seed) {
        if (initialisation == Initialisation.RANDOM_POINTS) {
            Arguments.positive("varianceFloor of a start at random points", settings.varianceFloor());
        }
        this.initialisation = initialisation;
        this.settings = settings;
        this.seed = seed;
        this.samples = HostArrays.doubles(x);
        this.n = x.rows();
        this.d = x.columns();
        this.kMeans = initialisation == Initialisation.K_MEANS_PLUS_PLUS
                ? new KMeans(x.castTo(DataType.DOUBLE), samples) : null;
    }

    /** The start numbered {@code index} of a mixture of {@code components}. */
    MixtureStart start(int components, int index) {
        SplittableRandom random = RandomStreams.of(seed, "mixture-start", components, index);
        return switch (initialisation) {
            case K_MEANS_PLUS_PLUS -> clusters(components, random);
            case RANDOM_RESPONSIBILITIES -> randomResponsibilities(components, random);
            case RANDOM_POINTS -> randomPoints(components, random);
        };
    }

    private MixtureStart clusters(int components, SplittableRandom random) {
        double[] responsibilities = new double[n * components];
        int[] labels = kMeans.labels(components, random);
        for (int i = 0; i < n; i++) {
            responsibilities[i * components + labels[i]] = 1;
        }
        return new MixtureStart.Responsibilities(components, responsibilities);
    }

    private MixtureStart randomResponsibilities(int components, SplittableRandom random) {
        double[] responsibilities = new double[n * components];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int c = 0; c < components; c++) {
                // 1 − u is in (0, 1], so that no row sums to 0.
                double value = 1 - random.nextDouble();
                responsibilities[i * components + c] = value;
                sum += value;
            }
            for (int c = 0; c < components; c++) {
                responsibilities[i * components + c] /= sum;
            }
        }
        return new MixtureStart.Responsibilities(components, responsibilities);
    }

    private MixtureStart randomPoints(int components, SplittableRandom random) {
        double[] weights = new double[components];
        Arrays.fill(weights, 1.0 / components);
        double[] means = new double[components * d];
        int[] order = RandomStreams.permutation(n, random);
        for (int c = 0; c < components; c++) {
            System.arraycopy(samples, order[c] * d, means, c * d, d);
        }
        double[] covariances = new double[settings.covarianceType().length(components, d)];
        int step = settings.covarianceType().isDiagonal() ? 1 : d + 1;
        for (int from = 0; from < covariances.length; from += d * d) {
            for (int i = from; i < Math.min(covariances.length, from + d * d); i += step) {
                covariances[i] = settings.varianceFloor();
            }
        }
        return new MixtureStart.Parameters(
                new MixtureParameters(settings.covarianceType(), weights, means, covariances));
    }
}
