package io.github.dkae.autoencoder;

import io.github.dkae.kernel.KernelBlocks;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import io.github.dkae.support.UnclosableView;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What may accompany a training run without being part of the method: validation data, progress reports, checkpoints,
 * layers that were pretrained before, and the threads to use.
 *
 * @param validation held-out samples, with their prior where training has one
 * @param progress   hears of each step
 * @param checkpoints where and how often the run is saved
 * @param pretrained layers below the code, from another run
 * @param threads    threads that compute, at least 1; as many as BLAS has when empty. The weights are the same up to
 *                   rounding
 */
public record TrainingContext(Optional<Validation> validation, Progress progress, Optional<Checkpoints> checkpoints,
                              Optional<PretrainedLayers> pretrained, OptionalInt threads) {
    /**
     * Held-out samples.
     *
     * @param features [n, d]
     * @param prior    the prior over them; empty for a plain autoencoder
     */
    public record Validation(INDArray features, Optional<KernelBlocks> prior) {
        public Validation {
            features = UnclosableView.of(Arguments.samples("features", features));
            Arguments.present("prior", prior);
        }
    }

    /**
     * Checkpoints of a run.
     *
     * <p>When its file exists the run continues from it, and ends with the same weights, bit for bit, as a run on as
     * many threads that was never stopped; so the same call starts, resumes and (once done) merely loads. A file that
     * belongs to other data or options, or is damaged, is refused. In a folder each run has a file of its own, named by
     * a hash of what the run depends on, so that any number of runs share it; a damaged file there is replaced.
     *
     * @param path        the file with the latest state, replaced atomically; or the folder
     * @param folder      whether {@code path} is a folder
     * @param everyEpochs how often, counted over all stages; at least 1
     */
    public record Checkpoints(Path path, boolean folder, int everyEpochs) {
        public Checkpoints {
            Arguments.present("path", path);
            Arguments.atLeast("everyEpochs", everyEpochs, 1);
        }
    }

    public TrainingContext {
        Arguments.present("validation", validation);
        Arguments.present("progress", progress);
        Arguments.present("checkpoints", checkpoints);
        Arguments.present("pretrained", pretrained);
        Arguments.present("threads", threads).ifPresent(count -> Arguments.atLeast("threads", count, 1));
    }

    /** No validation, silent, no checkpoints, nothing pretrained. */
    public static TrainingContext none() {
        return new TrainingContext(Optional.empty(), Progress.none(), Optional.empty(), Optional.empty(),
                OptionalInt.empty());
    }

    /** With validation samples {@code features} [n, d] and the prior over them. */
    public TrainingContext withValidation(INDArray features, KernelBlocks prior) {
        return new TrainingContext(Optional.of(new Validation(features, Optional.of(prior))), progress, checkpoints,
                pretrained, threads);
    }

    /** With validation samples {@code features} [n, d] for training without a prior. */
    public TrainingContext withValidation(INDArray features) {
        return new TrainingContext(Optional.of(new Validation(features, Optional.empty())), progress, checkpoints,
                pretrained, threads);
    }

    public TrainingContext withProgress(Progress listener) {
        return new TrainingContext(validation, listener, checkpoints, pretrained, threads);
    }

    /** With the latest state of one run in {@code file}. */
    public TrainingContext withCheckpoints(Path file, int everyEpochs) {
        return withCheckpoints(new Checkpoints(file, false, everyEpochs));
    }

    /** With the latest states of any number of runs in {@code folder}, which is made when it isn't there. */
    public TrainingContext withCheckpointFolder(Path folder, int everyEpochs) {
        return withCheckpoints(new Checkpoints(folder, true, everyEpochs));
    }

    private TrainingContext withCheckpoints(Checkpoints where) {
        return new TrainingContext(validation, progress, Optional.of(where), pretrained, threads);
    }

    public TrainingContext withPretrained(PretrainedLayers layers) {
        return new TrainingContext(validation, progress, checkpoints, Optional.of(layers), threads);
    }

    public TrainingContext withThreads(int count) {
        return new TrainingContext(validation, progress, checkpoints, pretrained, OptionalInt.of(count));
    }
}
