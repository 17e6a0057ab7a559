package io.github.dkae.autoencoder;

import io.github.dkae.graph.Adam;
import io.github.dkae.graph.Precision;
import io.github.dkae.graph.Program;
import io.github.dkae.support.Progress;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.Arrays;
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
    private final Optional<Codec> below;
    private final TrainingStep step;
    private final Optional<TrainingStep.Validation> held;
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
        below = stage.below(state.network, new Program.Options(Precision.FLOAT32, context.threads()));
        if (state.parameters == null) {
            state.parameters = stage.parameters(state.network);
        }
        boolean withPrior = stage.usesPrior() && data.prior().isPresent();
        step = new TrainingStep(stage.network(), options, batchSize, withPrior, state.parameters,
                context.threads());
        // A validation set smaller than a mini-batch is one batch of its own size.
        held = validation.map(samples -> new TrainingStep.Validation(stage.network(), options,
                Math.min(batchSize, samples.size()), withPrior, state.parameters, context.threads()));
        Adam adam = step.adam();
        if (state.firstMoment != null) {
            adam.restore(state.steps, state.firstMoment, state.secondMoment);
            state.firstMoment.close();
            state.secondMoment.close();
        }
        state.firstMoment = adam.firstMoment();
        state.secondMoment = adam.secondMoment();
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
        while (state.batch < batches) {
            int from = state.batch * batchSize;
            train(Arrays.copyOfRange(order, from, from + batchSize));
            state.batch++;
            state.steps = step.adam().steps();
            double seconds = (System.nanoTime() - start) / 1e9;
            report((state.batch - firstBatch) * batchSize / seconds);
            if (stop.raised()) {
                return false;
            }
        }
        finishEpoch(rate, start);
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
        Losses validated = validation.map(this::validate).orElse(new Losses(Double.NaN, Double.NaN, Double.NaN));
        state.epoch++;
        state.nextEpoch();
        if (stopsEarly() && validated.total() < state.bestLoss) {
            state.bestLoss = validated.total();
            state.bestEpoch = state.epoch;
            if (state.best == null) {
                state.best = state.parameters.dup();
            } else {
                state.best.assign(state.parameters);
            }
        }
        state.epochs.add(new EpochRecord(stage.index(), stage.name(), state.epoch, training, validated, norm, rate,
                (System.nanoTime() - start) / 1e9));
    }

    /** Mean losses over the whole mini-batches of {@code samples}, in order. */
    private Losses validate(TrainingData samples) {
        int size = Math.min(batchSize, samples.size());
        int count = samples.size() / size;
        double[] sums = new double[3];
        for (int i = 0; i < count; i++) {
            int[] rows = IntStream.range(i * size, (i + 1) * size).toArray();
            Optional<INDArray> prior = samples.block(rows, stage.usesPrior());
            try (INDArray batch = samples.batch(rows, below)) {
                Losses losses = held.orElseThrow().losses(batch, prior);
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
        held.ifPresent(TrainingStep.Validation::close);
        below.ifPresent(Codec::close);
        step.closeBuffers();
    }
}
