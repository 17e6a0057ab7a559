package io.github.dkae.experiment;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.SideBySide;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Split;
import io.github.dkae.kernel.Kernel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Networks of one shape on one split, each trained when it is first asked for, on layers below the code that they share.
 * Not safe for use by several threads.
 */
final class ReproductionNetworks {
    private final ReportRun run;
    private final Split split;
    private final Architecture architecture;
    private final Supplier<? extends Kernel> prior;
    private final Map<Double, PretrainedLayers> pretrained = new HashMap<>();
    private final Map<TrainingOptions, DeepKernelizedAutoencoder> networks = new HashMap<>();

    /** @param prior asked for when a network is to be trained */
    ReproductionNetworks(ReportRun run, Split split, Architecture architecture, Supplier<? extends Kernel> prior) {
        this.run = run;
        this.split = split;
        this.architecture = architecture;
        this.prior = prior;
    }

    /** The layers below the code for networks with these options; they depend on the noise on the inputs, not on λ. */
    PretrainedLayers pretrained(TrainingOptions options) {
        return pretrained.computeIfAbsent(options.inputNoise(), noise -> {
            PretrainedLayers layers = PretrainedLayers.fit(split.train().features(), architecture,
                    options.withLambda(Reproduction.LAMBDA),
                    run.training().withValidation(split.validation().features()));
            layers.history().requireFinished("training was interrupted");
            run.took(StageName.withSeed(StageName.layers(noise > 0), run.seed()), layers.history().seconds());
            return layers;
        });
    }

    /** A network; where it has to be trained, so are those {@code beside} it. */
    DeepKernelizedAutoencoder network(TrainingOptions wanted, TrainingOptions... beside) {
        if (!networks.containsKey(wanted)) {
            train(Stream.concat(Stream.of(wanted), Arrays.stream(beside)).toList());
        }
        return networks.get(wanted);
    }

    /** Trains those networks that aren't there, side by side. */
    private void train(List<TrainingOptions> wanted) {
        List<TrainingOptions> missing = wanted.stream().filter(own -> !networks.containsKey(own)).toList();
        INDArray x = split.train().features();
        INDArray held = split.validation().features();
        TrainingContext context = run.training().withPretrained(pretrained(missing.get(0)))
                .withValidation(held, prior.get().over(held));
        List<DeepKernelizedAutoencoder> models =
                SideBySide.fit(x, prior.get().over(x), architecture, missing, context);
        int atATime = SideBySide.atATime(context, missing.size());
        for (int i = 0; i < missing.size(); i++) {
            TrainingOptions own = missing.get(i);
            networks.put(own, models.get(i));
            // Its share of the time: stages that ran side by side add up to what they took together.
            run.took(StageName.withSeed(StageName.network(architecture, own), run.seed()),
                    models.get(i).history().seconds() / atATime);
        }
    }
}
