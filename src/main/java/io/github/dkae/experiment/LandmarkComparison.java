package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.spectral.KernelApproximation;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.spectral.Nystroem;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/**
 * Nyström features from a few landmarks against kernel PCA on all training samples: how well as many features of either
 * kind approximate the prior's kernel matrix of new samples.
 */
public final class LandmarkComparison {
    private LandmarkComparison() {}

    /**
     * Compares for each number of landmarks.
     *
     * @param train     samples that kernel PCA is fitted on and the landmarks are drawn from
     * @param test      samples that nothing was fitted on; O(n²) memory in their number
     * @param prior     the prior kernel
     * @param landmarks numbers of landmarks, ascending, each in [1, training samples]
     * @param draws     draws of the landmarks, over which the spread is taken, at least 1
     * @param seed      of the draws and of the eigensolver's start
     * @throws CancellationException when the thread is interrupted
     */
    public static Result of(Dataset train, Dataset test, Kernel prior, int[] landmarks, int draws, long seed) {
        Arguments.atLeast("draws", draws, 1);
        Arguments.atLeast("number of landmark numbers", landmarks.length, 1);
        for (int i = 0; i < landmarks.length; i++) {
            Arguments.between("landmarks", landmarks[i], i == 0 ? 1 : landmarks[i - 1] + 1, train.size());
        }
        int most = landmarks[landmarks.length - 1];
        KernelPca kpca = KernelPca.fit(train.features(), prior,
                KernelPca.Options.of(most).withCentred(false).withTolerance(0).withSeed(seed));
        int[] ranks = IntStream.of(landmarks).map(l -> Math.min(l, kpca.components())).toArray();
        List<Spread> losses = new ArrayList<>();
        try (INDArray p = prior.matrix(test.features()); INDArray coordinates = kpca.transform(test.features())) {
            for (int count : landmarks) {
                double[] found = new double[draws];
                for (int draw = 0; draw < draws; draw++) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new CancellationException(Text.format("interrupted before a draw of %d landmarks", count));
                    }
                    found[draw] = loss(train, test, prior, p,
                            Nystroem.Options.defaults().withLandmarks(count)
                                    .withSeed(RandomStreams.seed(seed, "landmarks", count, draw)));
                }
                losses.add(Spread.of(found));
            }
            return new Result(landmarks.clone(), losses.stream().mapToDouble(Spread::mean).toArray(),
                    losses.stream().mapToDouble(Spread::deviation).toArray(),
                    KernelApproximation.losses(coordinates, p, ranks));
        }
    }

    private static double loss(Dataset train, Dataset test, Kernel prior, INDArray p, Nystroem.Options options) {
        Nystroem map = Nystroem.fit(train.features(), prior, options);
        try (INDArray features = map.features(test.features())) {
            return KernelApproximation.losses(features, p, features.columns())[0];
        }
    }

    /**
     * Code losses against the prior on the test samples, each in [0, √2].
     *
     * @param landmarks  numbers of landmarks l, which is also the number of Nyström features
     * @param losses     mean L_c of Nyström features over the draws
     * @param deviations their standard deviations
     * @param kernelPca  L_c of kernel PCA with l components
     */
    public record Result(int[] landmarks, double[] losses, double[] deviations, double[] kernelPca)
            implements ExperimentResult {

        /** Both losses for each number of features. */
        public Table table() {
            return Table.create(title(), NumberColumns.integers("features", landmarks),
                    Rounding.column("Nyström, random landmarks", 4, losses),
                    Rounding.column("± sd", 4, deviations),
                    Rounding.column("kPCA, all training samples", 4, kernelPca));
        }

        /** Losses against the number of features. */
        public CurveChart curves() {
            double[] l = Arrays.stream(landmarks).asDoubleStream().toArray();
            CurveChart chart = CurveChart.of(title(), "features", "code loss against the prior").logarithmicX()
                    .line("Nyström, random landmarks", l, losses, deviations)
                    .line("kPCA, all training samples", l, kernelPca);
            chart.chart().getStyler().setYAxisMin(0.0);
            return chart;
        }

        @Override
        public String section() {
            return "landmarks";
        }

        @Override
        public String title() {
            return "Landmarks against principal components, test data";
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            JsonArray numbers = new JsonArray();
            IntStream.of(landmarks).forEach(numbers::add);
            json.add("landmarks", numbers);
            json.add("nystroem", JsonArrays.of(losses));
            json.add("deviation", JsonArrays.of(deviations));
            json.add("kpca", JsonArrays.of(kernelPca));
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of(section(), table());
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of(section(), curves().picture());
        }
    }
}
