package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.KernelAlignment;
import io.github.dkae.plot.HeatMaps;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.NumberColumns;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The prior kernel, a stacked autoencoder's codes (λ = 0) and a dkAE's codes against the ideal kernel K_I, which is 1
 * for two samples of a class and 0 otherwise.
 *
 * <p>Source: Kampffmeyer et al. 2017, Table 1 (the code losses) and Figure 4 (the kernel matrices, sorted by class).
 */
public final class PriorComparison {
    private PriorComparison() {}

    /**
     * Compares on labelled samples; O(n²) memory for n samples.
     *
     * @param samples labelled samples that nothing was fitted on
     * @param prior   the prior kernel P
     * @param sae     the autoencoder trained with λ = 0
     * @param dkae    the autoencoder trained towards {@code prior}
     */
    public static Result of(Dataset samples, Kernel prior, DeepKernelizedAutoencoder sae,
            DeepKernelizedAutoencoder dkae) {
        Arguments.present("prior", prior);
        Dataset sorted = samples.sortedByClass();
        int[] labels = sorted.labels();
        try (INDArray ideal = IdealKernel.matrix(labels);
                INDArray p = prior.matrix(sorted.features());
                INDArray saeKernel = codeKernel(sae, sorted.features());
                INDArray dkaeKernel = codeKernel(dkae, sorted.features())) {
            Picture picture = HeatMaps.create().size(220).classes(labels)
                    .add("prior P", p).add("dkAE codes", dkaeKernel).add("sAE codes (λ = 0)", saeKernel)
                    .add("ideal kernel", ideal).picture();
            return new Result(KernelAlignment.codeLoss(p, ideal), KernelAlignment.codeLoss(saeKernel, ideal),
                    KernelAlignment.codeLoss(dkaeKernel, ideal), picture);
        }
    }

    private static INDArray codeKernel(DeepKernelizedAutoencoder model, INDArray x) {
        try (INDArray codes = model.encode(x)) {
            return codes.mmul(codes.transpose());
        }
    }

    /**
     * Code losses against the ideal kernel, each in [0, √2].
     *
     * @param prior    L_c(P, K_I)
     * @param sae      L_c of the stacked autoencoder's codes
     * @param dkae     L_c of the dkAE's codes
     * @param matrices the kernel matrices, sorted by class
     */
    public record Result(double prior, double sae, double dkae, Picture matrices) implements ExperimentResult {
        /** By how much {@code other} is above the dkAE's loss, in per cent of the latter, as the paper counts. */
        public double improvementOver(double other) {
            return improvement(other, dkae);
        }

        private static double improvement(double other, double dkae) {
            return 100 * (other - dkae) / dkae;
        }

        /** The paper's Table 1 with ours beside it. */
        public Table table() {
            return Table.create(title(),
                    StringColumn.create("kernel", "prior P (PCK)", "codes of sAE, λ = 0", "codes of dkAE"),
                    NumberColumns.doubles("paper", Paper.PRIOR_AGAINST_IDEAL, Paper.SAE_AGAINST_IDEAL,
                            Paper.DKAE_AGAINST_IDEAL),
                    Rounding.column("here", 4, prior, sae, dkae),
                    NumberColumns.doubles("dkAE better by %, paper",
                            Rounding.to(improvement(Paper.PRIOR_AGAINST_IDEAL, Paper.DKAE_AGAINST_IDEAL), 1),
                            Rounding.to(improvement(Paper.SAE_AGAINST_IDEAL, Paper.DKAE_AGAINST_IDEAL), 1), 0),
                    NumberColumns.doubles("dkAE better by %, here", Rounding.to(improvementOver(prior), 1),
                            Rounding.to(improvementOver(sae), 1), 0));
        }

        @Override
        public String section() {
            return "table1";
        }

        @Override
        public String title() {
            return "Code loss against the ideal kernel, test data";
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("prior", prior);
            json.addProperty("sae", sae);
            json.addProperty("dkae", dkae);
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of("table1", table());
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of("figure4-kernels", matrices);
        }
    }
}
