package io.github.dkae.experiment;

import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.data.SampleTable;
import io.github.dkae.data.Split;
import io.github.dkae.data.TableEncoder;
import io.github.dkae.data.TableSplit;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;

/**
 * A table all the way: split, encoded, a prior of mixtures, an autoencoder with and one without it.
 *
 * @param data     the encoded samples; what encodes them knows the training rows alone
 * @param settings how the prior and the networks were fitted
 * @param prior    the probabilistic cluster kernel
 * @param sae      the stacked autoencoder, λ = 0
 * @param dkae     the autoencoder trained towards the prior
 */
public record TableExperiment(Split data, TableSettings settings, ProbabilisticClusterKernel prior,
        DeepKernelizedAutoencoder sae, DeepKernelizedAutoencoder dkae) {
    /** Rows that a table needs at least, for every part to have some. */
    public static final int MINIMUM_ROWS = 20;

    /** Rows that a class needs at least, to learn from one and to be tested on another. */
    public static final int MINIMUM_ROWS_OF_A_CLASS = 2;

    /** Fractions of the rows for training and for validation; the rest is for testing. */
    private static final double TRAIN = 0.60;
    private static final double VALIDATION = 0.15;
    private static final double TEST = 0.25;

    /**
     * Refuses a table whose rows or classes are too few.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #MINIMUM_ROWS}, or fewer than
     *                                  {@link #MINIMUM_ROWS_OF_A_CLASS} of one class
     */
    public static SampleTable requireEnough(SampleTable table) {
        Arguments.atLeast("rows of " + Arguments.present("table", table).rows().name(), table.size(), MINIMUM_ROWS);
        Map<String, Long> classes = table.classes();
        List<String> few = classes.keySet().stream().filter(name -> classes.get(name) < MINIMUM_ROWS_OF_A_CLASS).toList();
        if (!few.isEmpty()) {
            throw new IllegalArgumentException(
                    Text.format("label column '%s' of %s must have at least %d rows of each class, but has fewer of %d of its %d,"
                            + " such as '%s'",
                            table.label().orElseThrow(), table.rows().name(), MINIMUM_ROWS_OF_A_CLASS,
                                    few.size(), classes.size(), few.get(0)));
        }
        return table;
    }

    /**
     * The parts of a table, the classes spread evenly over them: 60 % for training, 15 % for validation, 25 % for tests.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #MINIMUM_ROWS}
     */
    public static TableSplit split(SampleTable table, long seed) {
        Arguments.atLeast("rows of the table", Arguments.present("table", table).size(), MINIMUM_ROWS);
        return table.split(TRAIN, VALIDATION, TEST, seed);
    }

    /**
     * Fits everything.
     *
     * @param table   at least 20 rows
     * @param scale   how much to compute
     * @param seed    of the split, the mixtures and the networks
     * @param context hears of the networks' progress and keeps their checkpoints
     * @throws CancellationException when the thread is interrupted
     */
    public static TableExperiment fit(SampleTable table, Scale scale, long seed, TrainingContext context) {
        TableSplit parts = split(table, seed);
        Split data = parts.transform(TableEncoder.fit(parts.train(), table.encoding()));
        TableSettings settings = TableSettings.of(scale, data.train(), seed);
        ProbabilisticClusterKernel prior = ProbabilisticClusterKernel.fit(
                data.train().sample(settings.mixtureSamples(), seed).features(), settings.kernel());
        return new TableExperiment(data, settings, prior, network(data, settings, prior, 0, context),
                network(data, settings, prior, settings.training().lambda(), context));
    }

    private static DeepKernelizedAutoencoder network(Split data, TableSettings settings,
            ProbabilisticClusterKernel prior, double lambda, TrainingContext context) {
        DeepKernelizedAutoencoder network = DeepKernelizedAutoencoder.fit(data.train().features(),
                prior.over(data.train().features()), settings.architecture(), settings.training().withLambda(lambda),
                context.withValidation(data.validation().features(), prior.over(data.validation().features())));
        network.history().requireFinished("interrupted in the network with λ = " + lambda);
        return network;
    }

    /** The inputs, as many principal components of them as there are units in the code if there can be, and both codes. */
    public List<Representation> representations() {
        List<Representation> all = new ArrayList<>();
        all.add(Representation.inputs(data));
        int size = settings.architecture().codeSize();
        if (size < Math.min(data.train().dimension(), data.train().size())) {
            all.add(Representation.principalComponents(data, size));
        }
        all.add(Representation.codes("sae", "sAE codes, λ = 0", sae, data));
        all.add(Representation.codes("dkae", "dkAE codes", dkae, data));
        return all;
    }

    /**
     * Evaluates the representations for several seeds, each with a split, mixtures and networks of its own.
     *
     * @param table       at least 20 rows
     * @param run         gives the scale and the first seed, keeps checkpoints and hears of the progress
     * @param repetitions number of seeds, at least 1
     * @throws CancellationException when the thread is interrupted
     */
    public static CodeEvaluationResult repeated(SampleTable table, ReportRun run, int repetitions) {
        Arguments.atLeast("repetitions", repetitions, 1);
        return CodeEvaluationResult.joined(LongStream.range(run.seed(), run.seed() + repetitions).mapToObj(seed -> {
            TableExperiment experiment = fit(table, run.scale(), seed, run.training());
            return CodeEvaluation.of(experiment.data, experiment.representations(),
                    CodeEvaluation.Options.defaults().withSeed(seed));
        }).toList());
    }
}
