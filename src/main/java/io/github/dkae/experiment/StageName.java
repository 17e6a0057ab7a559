package io.github.dkae.experiment;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.support.Text;

/** What the long stages of a report are called, in its store and among its times. */
public final class StageName {
    private StageName() {}

    /** The layers below the code, pretrained on samples with or without noise. */
    public static String layers(boolean noisy) {
        return "layers below the code" + noise(noisy);
    }

    /** A network, its layers below the code aside. */
    public static String network(Architecture architecture, TrainingOptions options) {
        return network(options.lambda(), architecture.codeSize(), options.inputNoise() > 0);
    }

    /** As {@link #network(Architecture, TrainingOptions)}, by what tells networks of a report apart. */
    public static String network(double lambda, int codeSize, boolean noisy) {
        return Text.format("network, λ = %s, Nc = %d%s", lambda, codeSize, noise(noisy));
    }

    /** The figures that are repeated with several seeds, for one of them. */
    public static String figures(long seed) {
        return withSeed("figures", seed);
    }

    /** All that a seed after the first takes. */
    public static String repetition(long seed) {
        return withSeed("repetition", seed);
    }

    /** A stage with a seed of its own. */
    public static String withSeed(String name, long seed) {
        return Text.format("%s, seed %d", name, seed);
    }

    private static String noise(boolean noisy) {
        return noisy ? ", noisy inputs" : "";
    }
}
