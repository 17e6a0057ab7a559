package io.github.dkae.autoencoder;

import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains one stage, step by step, from wherever its state stands. Memory does not depend on the number of samples. */
final class StageTrainer implements AutoCloseable {
    private final Stage stage;
    private final TrainingData data;
    private final Optional<TrainingData> validation;
    private final TrainingOptions options;
    private final TrainingState state;
    private final Progress progress;
    private final List<Layer> below;
    private final TrainingStep step;
    private final GradientEngine validationEngine;
    private final int batchSize;
    private final int batches;

    StageTrainer(Stage stage, TrainingData data, Optional<TrainingData> validation, TrainingOptions options,
                 TrainingState state, TrainingContext context) {
        this.stage = stage;
        this.data = data;
        this.validation = validation;
        this.options = options;
        this.state = state;
        progress = context.progress();
        batchSize = Math.min(options.batchSize(), data.size());
        batches = options.stepsPerEpoch(data.size());
        below = stage.below(state.network);
        if (state.parameters == null) {
            state.parameters = stage.parameters(state.network);
        }
        boolean withPrior = stage.usesPrior() && data.prior().isPresent();
        step = new TrainingStep(stage.architecture(), options, batchSize, withPrior, state.parameters,
                context.threads());
        // A validation set smaller than a mini-batch is one batch of its own size.
        validationEngine = validation.isEmpty() || validation.get().size() >= batchSize ? step.engine()
                : options.engine().gradients(stage.architecture(),
                        withPrior ? Optional.of(options.codeLoss()) : Optional.empty(), validation.get().size(),
                        state.parameters, step.gradient(), step.team());
        Optimizer optimizer = step.optimizer();
        if (state.firstMoment != null) {
            optimizer.restore(state.steps, state.firstMoment, state.secondMoment);
            state.firstMoment.close();
            state.secondMoment.close();
        }
        state.firstMoment = optimizer.firstMoment();
        state.secondMoment = optimizer.secondMoment();
    }

    /** Whether another epoch is to be trained. */
    boolean hasNext() {
        boolean patient = !stopsEarly() || state.bestEpoch == 0 || state.epoch - state.bestEpoch < options.patience();
        return state.epoch < stage.epochs() && patient;
    }

    private boolean stopsEarly() {
        return options.patience() > 0 && validation.isPresent() && stage.name().equals(TrainingHistory.FINE_TUNING);
    }

    /** Trains to the end of the current epoch; returns false when {@code stop} was raised before. */
    boolean epoch(StopSignal stop) {
        long start = System.nanoTime();
        int[] order = RandomStreams.permutation(data.size(),
                RandomStreams.of(options.seed(), "mini-batches", stage.index(), state.epoch));
        double rate = options.learningRate() * options.schedule().factor((double) state.epoch / stage.epochs());
        int firstBatch = state.batch;
        try (GradientEngine.Series steps = step.engine().series()) {
            while (state.batch < batches) {
                int from = state.batch * batchSize;
                train(Arrays.copyOfRange(order, from, from + batchSize));
                state.batch++;
                state.steps = step.optimizer().steps();
                double seconds = (System.nanoTime() - start) / 1e9;
                report((state.batch - firstBatch) * batchSize / seconds);
                if (stop.raised()) {
                    return false;
                }
            }
            finishEpoch(rate, start);
        }
        return true;
    }

    private void train(int[] rows) {
        Optional<INDArray> prior = data.block(rows, stage.usesPrior());
        try (INDArray batch = data.batch(rows, below)) {
            double done = (state.epoch + (double) state.batch / batches) / stage.epochs();
            double rate = options.learningRate() * options.schedule().factor(done);
            Losses losses = step(batch, prior, rate);
            double[] values = {losses.total(), losses.reconstruction(), losses.code(), step.gradientNorm()};
            for (int i = 0; i < values.length; i++) {
                state.sums[i] += values[i];
            }
        } finally {
            prior.ifPresent(INDArray::close);
        }
    }

    private Losses step(INDArray batch, Optional<INDArray> prior, double rate) {
        if (options.inputNoise() == 0 || !stage.seesSamples()) {
            return step.run(batch, prior, rate);
        }
        try (INDArray noisy = InputNoise.added(batch, options.inputNoise(),
                RandomStreams.of(options.seed(), "input-noise", stage.index(), state.epoch, state.batch))) {
            return step.run(noisy, batch, prior, rate);
        }
    }

    private Losses means() {
        return new Losses(state.sums[0] / state.batch, state.sums[1] / state.batch, state.sums[2] / state.batch);
    }

    private void report(double rate) {
        Losses losses = means();
        String code = Double.isNaN(losses.code()) ? "" : Text.format(", L_c %.4f", losses.code());
        progress.report(stage.name(), (long) state.epoch * batches + state.batch, (long) stage.epochs() * batches,
                Text.format("epoch %d/%d, L_r %.5f%s, %.0f samples/s", state.epoch + 1, stage.epochs(),
                        losses.reconstruction(), code, rate));
    }

    private void finishEpoch(double rate, long start) {
        Losses training = means();
        double norm = state.sums[3] / state.batch;
        if (!Double.isFinite(training.total())) {
            throw new ArithmeticException(
                    Text.format("training diverged in %s, epoch %d: the loss is %s; a lower learning rate",
                            stage.name(), state.epoch + 1, training.total())
                    + Text.format(" (now %s) or a clipNorm may help", options.learningRate()));
        }
        Losses held = validation.map(this::validate).orElse(new Losses(Double.NaN, Double.NaN, Double.NaN));
        state.epoch++;
        state.nextEpoch();
        if (stopsEarly() && held.total() < state.bestLoss) {
            state.bestLoss = held.total();
            state.bestEpoch = state.epoch;
            if (state.best == null) {
                state.best = state.parameters.dup();
            } else {
                state.best.assign(state.parameters);
            }
        }
        state.epochs.add(new EpochRecord(stage.index(), stage.name(), state.epoch, training, held, norm, rate,
                (System.nanoTime() - start) / 1e9));
    }

    /** Mean losses over the whole mini-batches of {@code held}, in order. */
    private Losses validate(TrainingData held) {
        int size = Math.min(batchSize, held.size());
        int count = held.size() / size;
        double[] sums = new double[3];
        for (int i = 0; i < count; i++) {
            int[] rows = IntStream.range(i * size, (i + 1) * size).toArray();
            Optional<INDArray> prior = held.block(rows, stage.usesPrior());
            try (INDArray batch = held.batch(rows, below)) {
                Losses losses = validationEngine.losses(batch, prior, options.lambda());
                sums[0] += losses.total() / count;
                sums[1] += losses.reconstruction() / count;
                sums[2] += losses.code() / count;
            } finally {
                prior.ifPresent(INDArray::close);
            }
        }
        return new Losses(sums[0], sums[1], sums[2]);
    }

    /** Stores the stage's outcome in the network: the best weights under early stopping, else the last. */
    void store() {
        stage.store(state.best != null ? state.best : state.parameters, state.network);
    }

    /** Frees buffers; parameters and moments stay with the state. */
    @Override
    public void close() {
        if (validationEngine != step.engine()) {
            validationEngine.close();
        }
        step.closeBuffers();
    }
}
