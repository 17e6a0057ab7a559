package io.github.dkae.cli.report;

import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.experiment.ReportRun;
import io.github.dkae.experiment.Reproduction;
import io.github.dkae.experiment.Scale;
import io.github.dkae.experiment.StageName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A training that notebooks do, or share, and roughly what it costs.
 *
 * @param names      what it is called where stages are kept or timed; to be found under one of them is enough
 * @param operations floating point operations of its matrix products
 */
record Training(Set<String> names, double operations) {
    /** Units of the input of MNIST's networks; of others the cost is hardly less. */
    private static final int INPUT = 784;

    private Training(String name, double operations) {
        this(Set.of(name), operations);
    }

    /** What notebooks name in their metadata: {@code "dkae": {"trainings": ["networks", "sweeps"]}}. */
    enum Kind {
        /** The paper's network, and the layers below its code. */
        DKAE,
        /** That and the stacked autoencoder. */
        NETWORKS,
        /** The same two on samples with noise. */
        NOISY_NETWORKS,
        /** The networks of Figure 3. */
        SWEEPS,
        /** Both networks, with seeds after the first. */
        REPETITIONS;

        /** As notebooks write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The trainings of some kinds, each once, in the order of the kinds. */
    static List<Training> of(List<Kind> kinds, Scale scale, long seed, int seeds) {
        Cost cost = new Cost(scale);
        Set<Training> all = new LinkedHashSet<>();
        for (Kind kind : kinds) {
            switch (kind) {
                case DKAE -> all.addAll(networks(cost, seed, false, Reproduction.LAMBDA));
                case NETWORKS -> all.addAll(networks(cost, seed, false, 0, Reproduction.LAMBDA));
                case NOISY_NETWORKS -> all.addAll(networks(cost, seed, true, 0, Reproduction.LAMBDA));
                case SWEEPS -> all.addAll(sweeps(cost, seed));
                case REPETITIONS -> all.addAll(repetitions(cost, seed, seeds));
            }
        }
        return List.copyOf(all);
    }

    private static List<Training> networks(Cost cost, long seed, boolean noisy, double... lambdas) {
        List<Training> all = new ArrayList<>();
        all.add(new Training(StageName.withSeed(StageName.layers(noisy), seed), cost.layers()));
        int codeSize = cost.scale.codeSize();
        DoubleStream.of(lambdas).forEach(lambda -> all.add(network(lambda, codeSize, noisy, seed, cost)));
        return all;
    }

    private static List<Training> sweeps(Cost cost, long seed) {
        int codeSize = cost.scale.codeSize();
        DoubleFunction<Training> lambdas = lambda -> network(lambda, codeSize, false, seed, cost);
        List<Training> all = new ArrayList<>(DoubleStream.of(cost.scale.lambdas()).mapToObj(lambdas).toList());
        IntStream.of(cost.scale.codeSizes()).mapToObj(size -> network(Reproduction.LAMBDA, size, false, seed, cost)).forEach(all::add);
        return all;
    }

    private static Training network(double lambda, int codeSize, boolean noisy, long seed, Cost cost) {
        return new Training(StageName.withSeed(StageName.network(lambda, codeSize, noisy), seed),
                cost.network(codeSize));
    }

    private static List<Training> repetitions(Cost cost, long seed, int seeds) {
        double operations = cost.layers() + 2 * cost.network(cost.scale.codeSize());
        return IntStream.range(1, seeds).mapToObj(i -> new Training(
                Set.of(StageName.repetition(seed + i), StageName.figures(seed + i)), operations)).toList();
    }

    /** Operations of trainings at a scale. */
    private record Cost(Scale scale) {
        private double samples() {
            double training = ReportRun.TRAINING_SHARE * scale.samples();
            return training - training % scale.batchSize();
        }

        private Architecture architecture(int codeSize) {
            return Architecture.of(INPUT, codeSize, scale.hiddenLayers());
        }

        /** The layers below the code. */
        double layers() {
            Architecture architecture = architecture(scale.codeSize());
            return IntStream.range(0, architecture.layers() - 1).mapToDouble(layer -> layer(architecture, layer)).sum();
        }

        /** The code layer, then the whole network. */
        double network(int codeSize) {
            Architecture architecture = architecture(codeSize);
            // Forth and back through encoder and decoder, and the gradient of each: 6 products for each weight matrix.
            return layer(architecture, architecture.layers() - 1)
                    + scale.fineTuningEpochs() * samples() * 12 * weights(architecture, architecture.layers());
        }

        /** One layer's pretraining: 5 products of its own, after those of the layers below. */
        private double layer(Architecture architecture, int layer) {
            double below = weights(architecture, layer);
            double own = weights(architecture, layer + 1) - below;
            return scale.pretrainingEpochs() * samples() * (2 * below + 10 * own);
        }

        private static double weights(Architecture architecture, int layers) {
            return IntStream.range(0, layers)
                    .mapToDouble(l -> (double) architecture.units(l) * architecture.units(l + 1)).sum();
        }
    }
}
