package io.github.dkae.experiment;

import io.github.dkae.data.Split;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What simple learners make of representations of the same samples: a linear classifier, k nearest neighbours and
 * k-means. Everything is learned from training samples, the options of classifiers are chosen on validation samples, and
 * all figures are of test samples.
 *
 * <p>Source: Kampffmeyer et al. 2017, section 5, leaves classification and clustering of codes to future work.
 */
public final class CodeEvaluation {
    /** Clusters where there are no classes to tell their number. */
    static final int CLUSTERS_WITHOUT_LABELS = 4;

    private CodeEvaluation() {}

    /** What is measured. */
    public enum Measure {
        /** Share of test samples that a linear classifier gives their class. */
        LINEAR_ACCURACY("linearAccuracy", "linear classifier, %"),
        /** Share of test samples to which the nearest training samples give their class. */
        NEIGHBOUR_ACCURACY("neighbourAccuracy", "nearest neighbours, %"),
        /** Of k-means' clusters with the classes; without labels, with the clusters of the first representation. */
        ADJUSTED_RAND_INDEX("adjustedRandIndex", "k-means, ARI"),
        /** Likewise. */
        MUTUAL_INFORMATION("normalisedMutualInformation", "k-means, NMI");

        private final String key;
        private final String title;

        Measure(String key, String title) {
            this.key = key;
            this.title = title;
        }

        /** Its name in {@code results.json}. */
        String key() {
            return key;
        }

        /** Its column in tables. */
        String title() {
            return title;
        }

        boolean isAccuracy() {
            return this == LINEAR_ACCURACY || this == NEIGHBOUR_ACCURACY;
        }
    }

    /**
     * What is tried.
     *
     * @param costs      C of the linear classifiers to choose among, each positive
     * @param neighbours k of the nearest neighbours to choose among, each at least 1; those beyond the number of
     *                   training samples are passed over, so the least must not be
     * @param clusters   clusters of k-means; empty for as many as there are classes, 4 without labels
     * @param seed       of k-means' starts
     */
    public record Options(List<Double> costs, List<Integer> neighbours, OptionalInt clusters, long seed) {
        public Options {
            costs = List.copyOf(Arguments.present("costs", costs));
            neighbours = List.copyOf(Arguments.present("neighbours", neighbours));
            Arguments.atLeast("number of costs", costs.size(), 1);
            Arguments.atLeast("number of neighbours to choose among", neighbours.size(), 1);
            costs.forEach(cost -> Arguments.positive("cost", cost));
            neighbours.forEach(k -> Arguments.atLeast("neighbours", k, 1));
            Arguments.present("clusters", clusters).ifPresent(k -> Arguments.atLeast("clusters", k, 1));
        }

        /** C = 0.1, 1, … 1000; k = 1, 3, 5, 9, 15, 31; as many clusters as classes; seed 0. */
        public static Options defaults() {
            return new Options(List.of(0.1, 1.0, 10.0, 100.0, 1000.0), List.of(1, 3, 5, 9, 15, 31),
                    OptionalInt.empty(), 0);
        }

        public Options withClusters(int value) {
            return new Options(costs, neighbours, OptionalInt.of(value), seed);
        }

        public Options withSeed(long value) {
            return new Options(costs, neighbours, clusters, value);
        }
    }

    /**
     * Evaluates.
     *
     * @param data            the samples; with labels there must be at least two classes in training, without labels
     *                        there is k-means alone
     * @param representations of the samples of {@code data}, the first as what the others are compared with
     */
    public static CodeEvaluationResult of(Split data, List<Representation> representations, Options options) {
        Arguments.present("data", data);
        Arguments.present("options", options);
        Arguments.atLeast("number of representations", Arguments.present("representations", representations).size(), 1);
        representations.forEach(representation -> checkRows(representation, data));
        boolean labelled = data.train().hasLabels();
        if (labelled) {
            Arguments.atLeast("number of classes in training", data.train().classes().length, 2);
        }
        int clusters = options.clusters()
                .orElseGet(() -> labelled ? data.train().classes().length : CLUSTERS_WITHOUT_LABELS);
        Map<String, CodeEvaluationResult.Scores> scores = new LinkedHashMap<>();
        int[] groups = labelled ? data.test().labels() : null;
        for (Representation representation : representations) {
            int[] found = KMeans.fit(representation.train(), KMeans.Options.of(clusters).withSeed(options.seed()))
                    .assign(representation.test());
            groups = groups == null ? found : groups;
            Map<Measure, double[]> values = new EnumMap<>(Measure.class);
            if (labelled) {
                values.put(Measure.LINEAR_ACCURACY, new double[] {linear(representation, data, options)});
                values.put(Measure.NEIGHBOUR_ACCURACY, new double[] {neighbours(representation, data, options)});
            }
            values.put(Measure.ADJUSTED_RAND_INDEX, new double[] {ClusterAgreement.adjustedRandIndex(found, groups)});
            values.put(Measure.MUTUAL_INFORMATION,
                    new double[] {ClusterAgreement.normalisedMutualInformation(found, groups)});
            scores.put(representation.key(),
                    new CodeEvaluationResult.Scores(representation.name(), representation.dimensions(), values));
        }
        return new CodeEvaluationResult(List.of(options.seed()), labelled, clusters, scores);
    }

    private static double linear(Representation representation, Split data, Options options) {
        return chosen(options.costs().stream().map(cost -> classifier(LinearClassifier.fit(representation.train(),
                data.train().labels(), LinearClassifier.Options.defaults().withCost(cost))::predict)).toList(),
                representation, data);
    }

    private static double neighbours(Representation representation, Split data, Options options) {
        return chosen(options.neighbours().stream().filter(k -> k <= data.train().size())
                .map(k -> classifier(KNearestNeighbours.fit(representation.train(), data.train().labels(), k)::predict))
                .toList(), representation, data);
    }

    private static Function<INDArray, int[]> classifier(Function<INDArray, int[]> predict) {
        return predict;
    }

    /** The accuracy on test samples of the classifier that is best on validation samples, the first of equals. */
    private static double chosen(List<Function<INDArray, int[]>> classifiers, Representation representation,
            Split data) {
        List<Double> onValidation = new ArrayList<>();
        classifiers.forEach(predict -> onValidation.add(
                accuracy(predict.apply(representation.validation()), data.validation().labels())));
        int best = IntStream.range(1, onValidation.size())
                .reduce(0, (a, b) -> onValidation.get(b) > onValidation.get(a) ? b : a);
        return accuracy(classifiers.get(best).apply(representation.test()), data.test().labels());
    }

    private static double accuracy(int[] predicted, int[] labels) {
        return IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count()
                / (double) labels.length;
    }

    private static void checkRows(Representation representation, Split data) {
        int[] rows = {representation.train().rows(), representation.validation().rows(), representation.test().rows()};
        int[] samples = {data.train().size(), data.validation().size(), data.test().size()};
        if (!Arrays.equals(rows, samples)) {
            throw new IllegalArgumentException(Text.format("'%s' must have a row for each of the %s samples, but has %s",
                    representation.name(), Arrays.toString(samples), Arrays.toString(rows)));
        }
    }
}
