package io.github.dkae.experiment;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How a dkAE is trained on a table: smaller than on images, and adapted to how many rows there are.
 *
 * @param scale          how much to compute
 * @param mixtureSamples training samples that the mixtures are fitted on
 * @param kernel         of the prior
 * @param architecture   of the network
 * @param training       of the network, λ = 0.1
 */
public record TableSettings(Scale scale, int mixtureSamples, ProbabilisticClusterKernel.Options kernel,
        Architecture architecture, TrainingOptions training) {
    private static final int SAMPLES_A_COMPONENT = 10;
    private static final int BATCHES_AN_EPOCH = 10;
    private static final int SMALLEST_BATCH = 10;
    private static final int LARGEST_BATCH = 50;
    /** As many more epochs than on images; there are fewer batches in each. */
    private static final int MORE_EPOCHS = 3;
    private static final double LEARNING_RATE = 3e-3;
    private static final int HIDDEN_UNITS = 100;
    private static final int CODE_SIZE = 50;

    public TableSettings {
        Arguments.present("scale", scale);
        Arguments.atLeast("mixtureSamples", mixtureSamples, 2);
        Arguments.present("kernel", kernel);
        Arguments.present("architecture", architecture);
        Arguments.present("training", training);
    }

    /**
     * Settings for training samples: mixtures with at least ten samples for each component, mini-batches of a tenth of
     * the samples, but between 10 and 50, a network of input–100–50 units.
     *
     * @param train at least 10 samples
     * @param seed  of mixtures, weights and mini-batches
     */
    public static TableSettings of(Scale scale, Dataset train, long seed) {
        int n = Arguments.atLeast("training samples", Arguments.present("train", train).size(), SMALLEST_BATCH);
        int mixtureSamples = Math.min(Scale.MIXTURE_SAMPLES, n);
        int batch = Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, n / BATCHES_AN_EPOCH));
        return new TableSettings(scale, mixtureSamples,
                ProbabilisticClusterKernel.Options.defaults()
                        .withMaximumComponents(Math.max(2,
                                Math.min(scale.maximumComponents(), mixtureSamples / SAMPLES_A_COMPONENT)))
                        .withStarts(scale.starts()).withSeed(seed),
                Architecture.of(train.dimension(), CODE_SIZE, HIDDEN_UNITS),
                TrainingOptions.defaults().withBatchSize(batch).withLearningRate(LEARNING_RATE)
                        .withEpochs(MORE_EPOCHS * scale.pretrainingEpochs(), MORE_EPOCHS * scale.fineTuningEpochs())
                        .withSeed(seed));
    }

    /** How many splits, each with networks of its own, figures are averaged over. */
    public int repetitions() {
        return switch (scale) {
            case SMOKE -> 2;
            case TUTORIAL -> 5;
            case PAPER -> 10;
        };
    }

    /** These settings, for the top of a notebook. */
    public Table table() {
        int mixtures = (kernel.mixtures().maximumComponents() - 1) * kernel.mixtures().starts();
        return Table.create("This run",
                StringColumn.create("setting", "scale", "prior", "network", "batch", "epochs", "repetitions", "seed"),
                StringColumn.create("value", scale.toString(),
                        Text.format("Q = %d, G = %d: %d mixtures, of %d samples", kernel.mixtures().maximumComponents(),
                                kernel.mixtures().starts(), mixtures, mixtureSamples),
                        architecture.input() + "–" + String.join("–",
                                architecture.hidden().stream().map(String::valueOf).toList())
                                + "–" + architecture.codeSize(),
                        "k = " + training.batchSize(),
                        Text.format("%d a layer, then %d", training.pretrainingEpochs(), training.fineTuningEpochs()),
                        String.valueOf(repetitions()), String.valueOf(training.seed())));
    }
}
