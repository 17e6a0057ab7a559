package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.FeatureMatrix;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.KernelAlignment;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.plot.HeatMaps;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the probabilistic cluster kernel takes to compute, and how well it follows classes that it was not told. */
public final class PckSummary {
    private PckSummary() {}

    /**
     * Fits the kernel on {@link Scale#MIXTURE_SAMPLES} training samples at random, computes the features of all of
     * them, and compares with the labels of the test samples.
     *
     * @param train at least {@link Scale#MIXTURE_SAMPLES} samples
     * @param test  labelled samples that nothing was fitted on; O(n²) memory in their number
     * @param seed  of the choice of samples; the mixtures' seed is the options'
     */
    public static Result of(Dataset train, Dataset test, ProbabilisticClusterKernel.Options options, long seed) {
        Arguments.present("options", options);
        INDArray subset = train.sample(Scale.MIXTURE_SAMPLES, seed).features();
        long start = System.nanoTime();
        ProbabilisticClusterKernel kernel = ProbabilisticClusterKernel.fit(subset, options);
        double fitSeconds = secondsSince(start);
        start = System.nanoTime();
        FeatureMatrix features = kernel.over(train.features());
        double featureSeconds = secondsSince(start);
        Dataset sorted = test.sortedByClass();
        int[] labels = sorted.labels();
        try (INDArray matrix = kernel.matrix(sorted.features()); INDArray ideal = IdealKernel.matrix(labels)) {
            Picture picture = HeatMaps.create().size(360).classes(labels).add("PCK, test data", matrix).picture();
            return new Result(kernel, train.size(), fitSeconds, featureSeconds, features.bytes(),
                    KernelAlignment.codeLoss(matrix, ideal), NearestNeighbour.leaveOneOut(matrix, labels), picture);
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * @param kernel           the kernel
     * @param samples          training samples
     * @param fitSeconds       to fit all mixtures
     * @param featureSeconds   to compute the posteriors of the training samples
     * @param bytes            of those in compact form
     * @param idealLoss        L_c against the ideal kernel on test samples, in [0, √2]
     * @param nearestNeighbour share of test samples that have the label of their nearest other one, in [0, 1]
     * @param matrix           the kernel matrix of the test samples, sorted by class
     */
    public record Result(ProbabilisticClusterKernel kernel, int samples, double fitSeconds, double featureSeconds,
            long bytes, double idealLoss, double nearestNeighbour, Picture matrix) implements ExperimentResult {

        /** Number of mixtures, (Q − 1)·G. */
        public int mixtures() {
            return kernel.mixtures().mixtures();
        }

        /** The figures, with what dense features would take. */
        public Table table() {
            StringColumn names = StringColumn.create("quantity");
            StringColumn values = StringColumn.create("value");
            long dense = (long) samples * kernel.featureCount() * Float.BYTES;
            names.append("mixtures").append("features").append("fit of the mixtures")
                    .append(Text.format("posteriors of %,d samples", samples)).append("memory, compact")
                    .append("memory, dense float32").append("memory, kernel matrix")
                    .append("code loss against the ideal kernel").append("nearest neighbour has the same class");
            values.append(Text.format("%,d", mixtures())).append(Text.format("%,d", kernel.featureCount()))
                    .append(Text.format("%.2f s", fitSeconds)).append(Text.format("%.2f s", featureSeconds))
                    .append(Text.format("%.2f MB, %.2f bytes for each mixture and sample", bytes / 1e6,
                            (double) bytes / samples / mixtures()))
                    .append(Text.format("%.1f MB, %.1f bytes for each mixture and sample", dense / 1e6,
                            (double) dense / samples / mixtures()))
                    .append(Text.format("%.1f MB", (double) samples * samples * Float.BYTES / 1e6))
                    .append(Text.format("%.4f (paper: %.4f)", idealLoss, Paper.PRIOR_AGAINST_IDEAL))
                    .append(Text.format("%.1f %%", 100 * nearestNeighbour));
            return Table.create(title(), names, values);
        }

        @Override
        public String section() {
            return "pck";
        }

        @Override
        public String title() {
            return "The probabilistic cluster kernel";
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("mixtures", mixtures());
            json.addProperty("features", kernel.featureCount());
            json.addProperty("fitSeconds", fitSeconds);
            json.addProperty("featureSeconds", featureSeconds);
            json.addProperty("samples", samples);
            json.addProperty("priorMegabytes", bytes / 1e6);
            json.addProperty("idealLoss", idealLoss);
            json.addProperty("nearestNeighbour", nearestNeighbour);
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of("pck", table());
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of("pck-matrix", matrix);
        }
    }
}
