package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.support.Arguments;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
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
     * @param components largest m
     * @param seed       of the eigensolver's start
     */
    public static Result of(Dataset train, Dataset test, Kernel prior, DeepKernelizedAutoencoder dkae, int components,
            long seed) {
        Arguments.present("prior", prior);
        KernelPca kpca = KernelPca.fit(train.features(), prior,
                KernelPca.Options.of(components).withCentred(false).withTolerance(0).withSeed(seed));
        int[] ranks = IntStream.rangeClosed(1, kpca.components()).toArray();
        double[] inSample = Arrays.stream(ranks).mapToDouble(kpca::inSampleLoss).toArray();
        double[] outOfSample = kpca.outOfSampleLoss(test.features(), ranks);
        return new Result(ranks, inSample, outOfSample,
                dkae.losses(train.features(), prior.over(train.features())).code(),
                dkae.losses(test.features(), prior.over(test.features())).code());
    }

    /**
     * Code losses against the prior, each in [0, √2].
     *
     * @param components      m, from 1 up
     * @param inSample        L_c of kernel PCA with m components on the training samples
     * @param outOfSample     L_c of kernel PCA with m components on the test samples
     * @param dkaeInSample    the dkAE's L_c on the training samples
     * @param dkaeOutOfSample the dkAE's L_c on the test samples
     */
    public record Result(int[] components, double[] inSample, double[] outOfSample, double dkaeInSample,
            double dkaeOutOfSample) implements ExperimentResult {

        /** The smallest m with which kernel PCA is at least as good as the dkAE out of sample, if any is. */
        public OptionalInt crossing() {
            return IntStream.range(0, components.length).filter(i -> outOfSample[i] <= dkaeOutOfSample)
                    .map(i -> components[i]).findFirst();
        }

        /** The losses at m = 1, 2, 4, 8, 10, 16, 20, 32, 64, 128, 256 as far as they were computed. */
        public Table table() {
            IntColumn m = IntColumn.create("m");
            DoubleColumn in = DoubleColumn.create("kPCA in sample");
            DoubleColumn out = DoubleColumn.create("kPCA out of sample");
            DoubleColumn dkae = DoubleColumn.create("dkAE out of sample");
            for (int rank : new int[] {1, 2, 4, 8, 10, 16, 20, 32, 64, 128, 256}) {
                if (rank <= components.length) {
                    m.append(rank);
                    in.append(Rounding.to(inSample[rank - 1], 4));
                    out.append(Rounding.to(outOfSample[rank - 1], 4));
                    dkae.append(Rounding.to(dkaeOutOfSample, 4));
                }
            }
            return Table.create(title(), m, in, out, dkae);
        }

        /** Loss against m, with the dkAE's losses as level lines. */
        public CurveChart curves() {
            double[] m = Arrays.stream(components).asDoubleStream().toArray();
            double last = m[m.length - 1];
            return CurveChart.of(title(), "components m", "code loss against the prior").logarithmicX()
                    .line("kPCA, in sample", m, inSample)
                    .line("kPCA, out of sample", m, outOfSample)
                    .level("dkAE, in sample", dkaeInSample, 1, last)
                    .level("dkAE, out of sample", dkaeOutOfSample, 1, last);
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
            JsonArray m = new JsonArray();
            JsonArray in = new JsonArray();
            JsonArray out = new JsonArray();
            for (int i = 0; i < components.length; i++) {
                m.add(components[i]);
                in.add(inSample[i]);
                out.add(outOfSample[i]);
            }
            json.add("components", m);
            json.add("inSample", in);
            json.add("outOfSample", out);
            json.addProperty("dkaeInSample", dkaeInSample);
            json.addProperty("dkaeOutOfSample", dkaeOutOfSample);
            crossing().ifPresent(crossing -> json.addProperty("crossing", crossing));
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of("kpca", table());
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of("kpca-curves", curves().picture());
        }
    }
}
