package io.github.dkae.experiment;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Clusters around means, by Apache Commons Math: k-means++ from several starts, of which the tightest clusters are kept.
 * New samples belong to the nearest mean. O(n·d·k) for each iteration.
 */
public final class KMeans {
    private final double[][] means;

    private KMeans(double[][] means) {
        this.means = means;
    }

    /**
     * How to cluster.
     *
     * @param clusters   number of clusters k, at least 1 and at most the number of samples
     * @param starts     k-means++ starts, at least 1
     * @param iterations most iterations of each, at least 1
     * @param seed       of the starts
     */
    public record Options(int clusters, int starts, int iterations, long seed) {
        public Options {
            Arguments.atLeast("clusters", clusters, 1);
            Arguments.atLeast("starts", starts, 1);
            Arguments.atLeast("iterations", iterations, 1);
        }

        /** {@code clusters} clusters from 10 starts of at most 200 iterations, seed 0. */
        public static Options of(int clusters) {
            return new Options(clusters, 10, 200, 0);
        }

        public Options withStarts(int value) {
            return new Options(clusters, value, iterations, seed);
        }

        public Options withIterations(int value) {
            return new Options(clusters, starts, value, seed);
        }

        public Options withSeed(long value) {
            return new Options(clusters, starts, iterations, value);
        }
    }

    /**
     * Fits to samples {@code x} [n, d].
     *
     * @throws IllegalArgumentException when there are fewer samples than clusters
     */
    public static KMeans fit(INDArray x, Options options) {
        INDArray samples = Arguments.samples("x", x);
        Arguments.present("options", options);
        Arguments.between("clusters", options.clusters(), 1, x.rows());
        List<DoublePoint> points = Arrays.stream(rows(samples)).map(DoublePoint::new).toList();
        KMeansPlusPlusClusterer<DoublePoint> single = new KMeansPlusPlusClusterer<>(options.clusters(),
                options.iterations(), new EuclideanDistance(),
                new Well19937c(RandomStreams.seed(options.seed(), "k-means")),
                KMeansPlusPlusClusterer.EmptyClusterStrategy.FARTHEST_POINT);
        return new KMeans(new MultiKMeansPlusPlusClusterer<>(single, options.starts()).cluster(points).stream()
                .map(CentroidCluster::getCenter).map(Clusterable::getPoint).toArray(double[][]::new));
    }

    /** The cluster, in [0, k), of each of the samples {@code x} [m, d]. */
    public int[] assign(INDArray x) {
        EuclideanDistance distance = new EuclideanDistance();
        return Arrays.stream(rows(Arguments.samples("x", x, means[0].length))).mapToInt(row -> {
            double[] distances = Arrays.stream(means).mapToDouble(mean -> distance.compute(row, mean)).toArray();
            return IntStream.range(1, distances.length).reduce(0, (best, k) -> distances[k] < distances[best] ? k : best);
        }).toArray();
    }

    @Override
    public String toString() {
        return Text.format("%d clusters of samples of %d features", means.length, means[0].length);
    }

    private static double[][] rows(INDArray x) {
        double[] values = HostArrays.doubles(x);
        int d = x.columns();
        return IntStream.range(0, x.rows()).mapToObj(i -> Arrays.copyOfRange(values, i * d, (i + 1) * d))
                .toArray(double[][]::new);
    }
}
