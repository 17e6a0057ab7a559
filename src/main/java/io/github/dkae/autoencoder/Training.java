package io.github.dkae.autoencoder;

import io.github.dkae.support.Arguments;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training run: greedy layer-wise pretraining, then fine-tuning, with checkpoints between.
 *
 * <p>Each layer is first trained as a tied autoencoder of one hidden layer on the output of the layer below; the code
 * layer already with the dkAE loss. Then all layers are trained end to end.
 */
final class Training {
    private final Network network;
    private final TrainingOptions options;
    private final TrainingContext context;
    private final TrainingData data;
    private final Optional<TrainingData> validation;
    private final int stages;
    private final RunIdentity identity;

    /** What a run leaves: flat parameters of the network, laid out as {@link ParameterLayout} says. */
    record Result(INDArray parameters, TrainingHistory history, String dataHash) {
    }

    /** @param stages stages to run: the layers below the code, or all */
    Training(TrainingData data, Network network, TrainingOptions options, TrainingContext context, int stages) {
        Arguments.matrix("features", data.features(), network.input());
        boolean codeLayer = stages > network.stack().size();
        if (codeLayer && options.lambda() > 0 && data.prior().isEmpty()) {
            throw new IllegalArgumentException("lambda must be 0 when there is no prior, but was " + options.lambda());
        }
        this.data = data;
        this.network = network;
        requireRange("features", data);
        this.options = options;
        this.context = context;
        this.stages = stages;
        validation = context.validation().map(v -> TrainingData.of("validation features", v.features(), v.prior()));
        validation.ifPresent(this::check);
        if (codeLayer && options.patience() > 0 && validation.isEmpty()) {
            throw new IllegalArgumentException("patience must be 0 without validation data, but was "
                    + options.patience());
        }
        context.pretrained().ifPresent(layers -> layers.check(network));
        identity = RunIdentity.of(data, validation, network, options, context.pretrained(), stages);
    }

    /** What a network of the user's own can reproduce is not known. */
    private void requireRange(String name, TrainingData samples) {
        if (network instanceof Architecture architecture) {
            OutputRange.require(name, samples.features(), architecture.outputTransfer());
        }
    }

    private void check(TrainingData held) {
        Arguments.matrix("validation features", held.features(), network.input());
        requireRange("validation features", held);
        if (held.prior().isPresent() != data.prior().isPresent()) {
            throw new IllegalArgumentException("validation must have a prior exactly when training has one; training "
                    + (data.prior().isPresent() ? "has one, validation none" : "has none, validation one"));
        }
    }

    Result run() {
        Optional<CheckpointFile> file = context.checkpoints().map(c -> new CheckpointFile(c, identity, course()));
        TrainingState state = file.flatMap(CheckpointFile::read).orElseGet(this::start);
        boolean finished = true;
        try (StopSignal stop = new StopSignal(file.isPresent())) {
            while (finished && !state.ended && state.stage < stages) {
                finished = train(Stage.of(state.stage, network, options), state, stop, file);
            }
        }
        return new Result(state.network, new TrainingHistory(state.epochs, !finished, state.bestEpoch),
                identity.dataHash());
    }

    private RunCourse course() {
        return new RunCourse(network, context.pretrained().map(PretrainedLayers::size).orElse(0), stages,
                options, options.stepsPerEpoch(data.size()));
    }

    private TrainingState start() {
        ParameterLayout layout = new ParameterLayout(network);
        INDArray parameters = layout.initial(options.seed());
        context.pretrained().ifPresent(layers -> layers.copyTo(layout.views(parameters)));
        return TrainingState.before(context.pretrained().map(PretrainedLayers::size).orElse(0), parameters);
    }

    /** Trains one stage; returns false when it was stopped. */
    private boolean train(Stage stage, TrainingState state, StopSignal stop, Optional<CheckpointFile> file) {
        boolean last = stage.index() == stages - 1;
        try (StageTrainer trainer = new StageTrainer(stage, data, validation, options, state, context)) {
            int interval = context.checkpoints().map(TrainingContext.Checkpoints::everyEpochs).orElse(1);
            boolean finished = true;
            while (finished && trainer.hasNext()) {
                finished = trainer.epoch(stop);
                if (!finished || state.epochs.size() % interval == 0) {
                    file.ifPresent(f -> f.write(state));
                }
            }
            trainer.store();
            if (finished && !last) {
                state.nextStage();
            } else if (finished) {
                state.end();
                file.ifPresent(f -> f.write(state));
            }
            return finished;
        }
    }
}
