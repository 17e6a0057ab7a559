package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.EpochRecord;
import io.github.dkae.autoencoder.Losses;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.SideBySide;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.experiment.LossSweepResult.Point;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reconstruction loss and code loss on held-out samples against the weight λ of the code loss, or against the code size.
 *
 * <p>The layers below the code are pretrained once and shared by all networks of a sweep, as they depend on neither; the
 * networks are trained {@linkplain SideBySide side by side}.
 *
 * <p>Source: Kampffmeyer et al. 2017, Figure 3a (λ) and Figure 3b (Nc).
 *
 * @param train        training samples
 * @param validation   samples on which the losses are measured
 * @param prior        the prior kernel
 * @param architecture of the networks, but for the code size when that is varied
 * @param options      of their training, but for λ when that is varied
 * @param context      hears of the sweep's progress; its pretrained layers, if any, are used; its checkpoints, if any,
 *                     are in a folder
 * @param trained      networks that are there already, taken for what they fit
 * @param stages       where the losses are kept
 */
public record LossSweep(Dataset train, Dataset validation, Kernel prior, Architecture architecture,
        TrainingOptions options, TrainingContext context, List<DeepKernelizedAutoencoder> trained, StageStore stages) {
    private static final int PROBES = 32;

    public LossSweep {
        Arguments.present("train", train);
        Arguments.present("validation", validation);
        Arguments.present("prior", prior);
        Arguments.present("architecture", architecture);
        Arguments.present("options", options);
        Arguments.present("context", context);
        Arguments.present("stages", stages);
        trained = List.copyOf(trained);
        if (context.checkpoints().isPresent() && !context.checkpoints().get().folder()) {
            throw new IllegalArgumentException(
                    "context must have its checkpoints in a folder or none, as a file belongs to one network");
        }
    }

    /** A sweep with nothing trained before, silent, that keeps nothing. */
    public static LossSweep of(Dataset train, Dataset validation, Kernel prior, Architecture architecture,
            TrainingOptions options) {
        return new LossSweep(train, validation, prior, architecture, options, TrainingContext.none(), List.of(),
                StageStore.none());
    }

    public LossSweep withContext(TrainingContext value) {
        return new LossSweep(train, validation, prior, architecture, options, value, trained, stages);
    }

    /** With networks that are there already; those of other samples, kernels, sizes or options are passed over. */
    public LossSweep withTrained(DeepKernelizedAutoencoder... values) {
        return new LossSweep(train, validation, prior, architecture, options, context, List.of(values), stages);
    }

    public LossSweep withStages(StageStore value) {
        return new LossSweep(train, validation, prior, architecture, options, context, trained, value);
    }

    /**
     * Trains one network for each λ.
     *
     * @param lambdas weights of the code loss, ascending, each in [0, 1], at least one
     */
    public LossSweepResult overLambda(double... lambdas) {
        for (double lambda : lambdas) {
            Arguments.between("lambdas", lambda, 0, 1);
        }
        return new LossSweepResult("tradeoff", "lambda", "λ", false, lambdas,
                measure(lambdas, lambda -> new Network(architecture, options.withLambda(lambda))));
    }

    /**
     * Trains one network for each code size.
     *
     * @param sizes code sizes Nc, ascending, each at least 1, at least one
     */
    public LossSweepResult overCodeSize(int... sizes) {
        double[] values = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            values[i] = Arguments.atLeast("sizes", sizes[i], 1);
        }
        return new LossSweepResult("codeSize", "size", "code size Nc", true, values,
                measure(values, size -> new Network(architecture.withCodeSize((int) size), options)));
    }

    private record Network(Architecture architecture, TrainingOptions options) {
        String name() {
            return StageName.network(architecture, options);
        }
    }

    private List<Point> measure(double[] values, DoubleFunction<Network> network) {
        Arguments.atLeast("number of values", values.length, 1);
        KernelBlocks trainPrior = prior.over(train.features());
        KernelBlocks validationPrior = prior.over(validation.features());
        JsonObject shared = inputs(trainPrior);
        List<Stage> all = Arrays.stream(values).mapToObj(value -> stage(network.apply(value), shared, trainPrior))
                .toList();
        Optional<PretrainedLayers> layers = context.pretrained();
        if (layers.isEmpty() && all.stream().anyMatch(Stage::isToBeTrained)) {
            PretrainedLayers own = PretrainedLayers.fit(train.features(), architecture, options, silent());
            own.history().requireFinished("the sweep was interrupted in the layers below the code");
            layers = Optional.of(own);
        }
        TrainingContext networks = layers.map(silent()::withPretrained).orElseGet(this::silent);
        int missing = (int) all.stream().filter(Stage::isToBeTrained).count();
        SweepProgress progress = new SweepProgress(context.progress(), missing, stepsEach());
        int atATime = SideBySide.atATime(networks, missing);
        return SideBySide.run(networks, all.stream().<Function<TrainingContext, Point>>map(stage -> own ->
                point(stage, atATime, trainPrior, validationPrior, own, progress)).toList());
    }

    /** Of the code layer's training and the whole network's. */
    private long stepsEach() {
        return (long) options.stepsPerEpoch(train.size())
                * (options.pretrainingEpochs() + options.fineTuningEpochs());
    }

    /** A network; its losses, if they are kept, else the model, if it is there. */
    private record Stage(Network network, JsonObject inputs, Optional<StageStore.Outcome> kept,
            Optional<DeepKernelizedAutoencoder> there) {
        boolean isToBeTrained() {
            return kept.isEmpty() && there.isEmpty();
        }
    }

    private Stage stage(Network network, JsonObject shared, KernelBlocks trainPrior) {
        JsonObject inputs = shared.deepCopy();
        inputs.addProperty("architecture", network.architecture().toString());
        inputs.add("options", network.options().json());
        Optional<StageStore.Outcome> kept = stages.find(network.name(), inputs);
        return new Stage(network, inputs, kept, kept.isPresent() ? Optional.empty() : trained(network, trainPrior));
    }

    private Point point(Stage stage, int atATime, KernelBlocks trainPrior, KernelBlocks validationPrior,
            TrainingContext own, SweepProgress progress) {
        Network network = stage.network();
        StageStore.Outcome outcome = stage.kept().orElseGet(() -> {
            DeepKernelizedAutoencoder model = stage.there().orElseGet(() ->
                    train(network, trainPrior, own, progress.begin()));
            Losses losses = model.losses(validation.features(), validationPrior);
            double seconds = stage.isToBeTrained() ? model.history().seconds() / atATime : 0;
            return stages.keep(network.name(), stage.inputs(), figures(losses), seconds);
        });
        return Point.of(network.name(), network.options().lambda(), outcome);
    }

    /** What all networks' losses depend on; floating point that differs from machine to machine is rounded away. */
    private JsonObject inputs(KernelBlocks trainPrior) {
        JsonObject inputs = new JsonObject();
        inputs.addProperty("training samples", train.sha256());
        inputs.addProperty("validation samples", validation.sha256());
        int probes = Math.min(PROBES, train.size());
        try (INDArray block = trainPrior.block(IntStream.range(0, probes).toArray())) {
            inputs.addProperty("prior", String.format(Locale.ROOT, "%s; norm %.3e over %d samples", prior,
                    block.norm2Number().doubleValue(), probes));
        }
        context.pretrained().ifPresent(layers -> {
            List<EpochRecord> epochs = layers.history().epochs();
            inputs.addProperty("pretrained", epochs.isEmpty() ? "nothing" : String.format(Locale.ROOT,
                    "%d epochs to %.3e", epochs.size(), epochs.get(epochs.size() - 1).training().reconstruction()));
        });
        return inputs;
    }

    private Optional<DeepKernelizedAutoencoder> trained(Network network, KernelBlocks trainPrior) {
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        String dataHash = DeepKernelizedAutoencoder.dataHash(train.features(), trainPrior);
        return trained.stream().filter(model -> model.architecture().equals(network.architecture())
                && model.options().json().equals(network.options().json()) && !model.history().interrupted()
                && model.dataHash().equals(dataHash)).findFirst();
    }

    private DeepKernelizedAutoencoder train(Network network, KernelBlocks trainPrior, TrainingContext own,
            SweepProgress.Network progress) {
        DeepKernelizedAutoencoder model = DeepKernelizedAutoencoder.fit(train.features(), trainPrior,
                network.architecture(), network.options(), own.withProgress(progress));
        model.history().requireFinished("the sweep was interrupted in the " + network.name());
        progress.end();
        return model;
    }

    /** The context of a network: the sweep's progress is told by the sweep, and its losses are measured at the end. */
    private TrainingContext silent() {
        return new TrainingContext(Optional.empty(), Progress.none(), context.checkpoints(), Optional.empty(),
                context.threads());
    }

    private static JsonObject figures(Losses losses) {
        JsonObject figures = new JsonObject();
        figures.addProperty("reconstruction", losses.reconstruction());
        figures.addProperty("code", losses.code());
        return figures;
    }
}
