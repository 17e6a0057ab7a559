package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Palette;
import io.github.dkae.plot.Picture;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import io.github.dkae.support.Progress;
import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well m kernel principal components approximate the prior's kernel matrix, in sample and (Nyström) out of sample,
 * beside the dkAE's codes.
 *
 * <p>Source: Kampffmeyer et al. 2017, section 4.2.
 */
public final class KernelPcaComparison {
    private KernelPcaComparison() {}

    /**
     * Compares for every m from 1 to {@code components}.
     *
     * @param train      samples that kernel PCA is fitted on, the dkAE's training samples
     * @param test       samples that nothing was fitted on; O(n²) memory in their number
     * @param prior      the prior kernel
     * @param dkae       the autoencoder trained towards {@code prior}
     * @param components largest m, at most the number of training samples; fewer are compared when the kernel matrix
     *                   has a smaller rank
     * @param seed       of the eigensolver's start
     */
    public static Result of(Dataset train, Dataset test, Kernel prior, DeepKernelizedAutoencoder dkae, int components,
            long seed) {
        return of(train, test, prior, dkae, components, seed, Progress.none());
    }

    /** The same, telling {@code progress} of the eigensolver's. */
    public static Result of(Dataset train, Dataset test, Kernel prior, DeepKernelizedAutoencoder dkae, int components,
            long seed, Progress progress) {
        Arguments.present("train", train);
        Arguments.present("test", test);
        Arguments.present("dkae", dkae);
        Arguments.present("prior", prior);
        KernelPca kpca = KernelPca.fit(train.features(), prior,
                KernelPca.Options.of(components).withCentred(false).withTolerance(0).withSeed(seed), progress);
        int[] ranks = IntStream.rangeClosed(1, kpca.components()).toArray();
        double[] inSample = Arrays.stream(ranks).mapToDouble(kpca::inSampleLoss).toArray();
        double[] outOfSample = kpca.outOfSampleLoss(test.features(), ranks);
        return new Result(ranks, kpca.explainedRatio(), inSample, outOfSample,
                dkae.losses(train.features(), prior.over(train.features())).code(),
                dkae.losses(test.features(), prior.over(test.features())).code());
    }

    /**
     * Code losses against the prior, each in [0, √2].
     *
     * @param components      m, from 1 up
     * @param explained       share of the kernel matrix's trace that each component has, eigenvalues descending
     * @param inSample        L_c of kernel PCA with m components on the training samples
     * @param outOfSample     L_c of kernel PCA with m components on the test samples
     * @param dkaeInSample    the dkAE's L_c on the training samples
     * @param dkaeOutOfSample the dkAE's L_c on the test samples
     */
    public record Result(int[] components, double[] explained, double[] inSample, double[] outOfSample,
            double dkaeInSample, double dkaeOutOfSample) implements ExperimentResult {

        /** The smallest m with which kernel PCA is at least as good as the dkAE out of sample, if any is. */
        public OptionalInt crossing() {
            return crossing(outOfSample, dkaeOutOfSample);
        }

        /** The smallest m with which kernel PCA is at least as good as the dkAE in sample, if any is. */
        public OptionalInt crossingInSample() {
            return crossing(inSample, dkaeInSample);
        }

        /** From how many components on kernel PCA is as good as the dkAE. */
        public Table crossings() {
            return Table.create("Components from which kernel PCA is as good as the dkAE",
                    StringColumn.create("measured on", "new samples", "training samples", "new samples, in the paper"),
                    StringColumn.create("components", words(crossing()), words(crossingInSample()),
                            "about " + Paper.KPCA_CROSSING));
        }

        private static String words(OptionalInt crossing) {
            return crossing.isPresent() ? String.valueOf(crossing.getAsInt()) : "none of these";
        }

        private OptionalInt crossing(double[] losses, double level) {
            return IntStream.range(0, components.length).filter(i -> losses[i] <= level)
                    .map(i -> components[i]).findFirst();
        }

        /** The losses at m = 1, 2, 4, 8, 10, 16, 20, 32, 64, 128, 256 as far as they were computed. */
        public Table table() {
            int[] m = IntStream.of(1, 2, 4, 8, 10, 16, 20, 32, 64, 128, 256)
                    .filter(rank -> rank <= components.length).toArray();
            return Table.create(title(), NumberColumns.integers("m", m),
                    Rounding.column("trace explained, %", 1,
                            at(m, rank -> 100 * Arrays.stream(explained, 0, rank).sum())),
                    Rounding.column("kPCA in sample", 4, at(m, rank -> inSample[rank - 1])),
                    Rounding.column("kPCA out of sample", 4, at(m, rank -> outOfSample[rank - 1])),
                    Rounding.column("dkAE in sample", 4, at(m, rank -> dkaeInSample)),
                    Rounding.column("dkAE out of sample", 4, at(m, rank -> dkaeOutOfSample)));
        }

        private static double[] at(int[] ranks, IntToDoubleFunction value) {
            return Arrays.stream(ranks).mapToDouble(value).toArray();
        }

        /** Loss against m, with the dkAE's losses as level lines and the crossing out of sample marked. */
        public CurveChart curves() {
            double[] m = Arrays.stream(components).asDoubleStream().toArray();
            double last = m[m.length - 1];
            CurveChart chart = CurveChart.of(title(), "components m", "code loss against the prior").logarithmicX()
                    .line("kPCA, in sample", m, inSample).color(Palette.series(0))
                    .level("dkAE, in sample", dkaeInSample, 1, last).color(Palette.series(0))
                    .line("kPCA, out of sample", m, outOfSample).color(Palette.series(1))
                    .level("dkAE, out of sample", dkaeOutOfSample, 1, last).color(Palette.series(1));
            crossing().ifPresent(c -> chart.dashed("crossing, m = " + c, new double[] {c, c},
                    new double[] {0, dkaeOutOfSample}).color(Color.GRAY));
            chart.chart().getStyler().setYAxisMin(0.0);
            return chart;
        }

        /** The spectrum of the training samples' kernel matrix: each component's share of the trace. */
        public CurveChart spectrum() {
            CurveChart chart = CurveChart.of("Spectrum of the prior's kernel matrix", "component",
                    "eigenvalue, as a share of the trace").logarithmicX().logarithmicY()
                    .line("eigenvalue", Arrays.stream(components).asDoubleStream().toArray(), explained);
            chart.chart().getStyler().setLegendVisible(false);
            return chart;
        }

        @Override
        public String section() {
            return "kpca";
        }

        @Override
        public String title() {
            return "Approximation of the prior's kernel matrix";
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            JsonArray ranks = new JsonArray();
            JsonArray share = new JsonArray();
            JsonArray in = new JsonArray();
            JsonArray out = new JsonArray();
            for (int i = 0; i < components.length; i++) {
                ranks.add(components[i]);
                share.add(explained[i]);
                in.add(inSample[i]);
                out.add(outOfSample[i]);
            }
            json.add("components", ranks);
            json.add("explained", share);
            json.add("inSample", in);
            json.add("outOfSample", out);
            json.addProperty("dkaeInSample", dkaeInSample);
            json.addProperty("dkaeOutOfSample", dkaeOutOfSample);
            crossing().ifPresent(m -> json.addProperty("crossing", m));
            crossingInSample().ifPresent(m -> json.addProperty("crossingInSample", m));
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of("kpca", table());
        }

        @Override
        public Map<String, Picture> pictures() {
            Map<String, Picture> pictures = new LinkedHashMap<>();
            pictures.put("kpca-curves", curves().picture());
            pictures.put("kpca-spectrum", spectrum().picture());
            return pictures;
        }
    }
}
