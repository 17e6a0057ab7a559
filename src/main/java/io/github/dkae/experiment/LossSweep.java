package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.plot.CurveChart;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Reconstruction loss and code loss on held-out samples against the weight λ of the code loss, or against the code size.
 *
 * <p>The layers below the code are pretrained once and shared by all networks of a sweep, as they depend on neither.
 *
 * <p>Source: Kampffmeyer et al. 2017, Figure 3a (λ) and Figure 3b (Nc).
 */
public final class LossSweep {
    private LossSweep() {}

    /**
     * Trains one network for each λ.
     *
     * @param train      training samples
     * @param validation samples on which the losses are measured
     * @param lambdas    weights of the code loss, ascending, each in [0, 1]
     * @param context    hears of the sweep's progress; its pretrained layers, if any, are used. No checkpoints
     */
    public static Result overLambda(Dataset train, Dataset validation, Kernel prior, Architecture architecture,
            TrainingOptions options, double[] lambdas, TrainingContext context) {
        for (double lambda : lambdas) {
            Arguments.between("lambdas", lambda, 0, 1);
        }
        List<Losses> losses = train(train, validation, prior, architecture, options, lambdas, context,
                lambda -> new Network(architecture, options.withLambda(lambda)));
        return new Result("tradeoff", "lambda", "λ", false, lambdas, losses);
    }

    /**
     * Trains one network for each code size.
     *
     * @param sizes   code sizes Nc, ascending, each at least 1
     * @param context hears of the sweep's progress; its pretrained layers, if any, are used. No checkpoints
     */
    public static Result overCodeSize(Dataset train, Dataset validation, Kernel prior, Architecture architecture,
            TrainingOptions options, int[] sizes, TrainingContext context) {
        double[] values = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            values[i] = Arguments.atLeast("sizes", sizes[i], 1);
        }
        List<Losses> losses = train(train, validation, prior, architecture, options, values, context,
                size -> new Network(architecture.withCodeSize((int) size), options));
        return new Result("codeSize", "size", "code size Nc", true, values, losses);
    }

    private record Network(Architecture architecture, TrainingOptions options) {}

    private static List<Losses> train(Dataset train, Dataset validation, Kernel prior, Architecture architecture,
            TrainingOptions options, double[] values, TrainingContext context,
            DoubleFunction<Network> network) {
        Arguments.atLeast("number of values", values.length, 1);
        if (context.checkpoints().isPresent()) {
            throw new IllegalArgumentException("context must be without checkpoints, as each belongs to one network");
        }
        Progress progress = context.progress();
        KernelBlocks trainPrior = prior.over(train.features());
        KernelBlocks validationPrior = prior.over(validation.features());
        TrainingContext shared = TrainingContext.none().withPretrained(context.pretrained().orElseGet(() ->
                PretrainedLayers.fit(train.features(), architecture, options)));
        List<Losses> losses = new ArrayList<>();
        for (double value : values) {
            progress.report("sweep", losses.size(), values.length, "");
            Network next = network.apply(value);
            DeepKernelizedAutoencoder model = DeepKernelizedAutoencoder.fit(train.features(), trainPrior,
                    next.architecture(), next.options(), shared);
            if (model.history().interrupted()) {
                throw new CancellationException("the sweep was interrupted at the value " + value);
            }
            losses.add(model.losses(validation.features(), validationPrior));
        }
        progress.report("sweep", values.length, values.length, "");
        return losses;
    }

    /**
     * Losses on held-out samples.
     *
     * @param section     key in {@code results.json}
     * @param key         what was varied, as a key in {@code results.json}
     * @param axis        what was varied, for tables and axes
     * @param logarithmic whether the axis is
     * @param values      its values
     * @param losses      the losses at each value
     */
    public record Result(String section, String key, String axis, boolean logarithmic, double[] values,
            List<Losses> losses) implements ExperimentResult {

        private double[] reconstruction() {
            return losses.stream().mapToDouble(Losses::reconstruction).toArray();
        }

        private double[] code() {
            return losses.stream().mapToDouble(Losses::code).toArray();
        }

        /** Both losses at each value. */
        public Table table() {
            DoubleColumn value = DoubleColumn.create(axis, values);
            DoubleColumn reconstruction = DoubleColumn.create("reconstruction loss");
            DoubleColumn code = DoubleColumn.create("code loss");
            for (Losses loss : losses) {
                reconstruction.append(Rounding.to(loss.reconstruction(), 4));
                code.append(Rounding.to(loss.code(), 4));
            }
            return Table.create(title(), value, reconstruction, code);
        }

        /** The reconstruction loss. */
        public CurveChart reconstructionCurve() {
            return curve("Reconstruction loss, validation data", "mean squared error", "L_r", reconstruction());
        }

        /** The code loss. */
        public CurveChart codeCurve() {
            return curve("Code loss, validation data", "code loss", "L_c", code());
        }

        private CurveChart curve(String heading, String yTitle, String name, double[] y) {
            CurveChart chart = CurveChart.of(heading, axis, yTitle);
            if (logarithmic) {
                chart.logarithmicX();
            }
            return chart.line(name, values, y);
        }

        @Override
        public String title() {
            return "Losses on validation data against " + axis;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.add(key, JsonArrays.of(values));
            json.add("reconstruction", JsonArrays.of(reconstruction()));
            json.add("code", JsonArrays.of(code()));
            return json;
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of(section, table());
        }

        @Override
        public Map<String, Picture> pictures() {
            return Map.of(section + "-reconstruction", reconstructionCurve().picture(),
                    section + "-code", codeCurve().picture());
        }
    }
}
