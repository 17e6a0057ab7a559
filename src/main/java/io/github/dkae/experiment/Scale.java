package io.github.dkae.experiment;

import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How large an experiment is: from a check that everything runs to the paper's own size. */
public enum Scale {
    /** Seconds: checks that everything runs; the figures mean little. */
    SMOKE(1_000, new Prior(8, 6, 64), new Network(List.of(100, 100), 100, 20, 8, 20),
            new Sweeps(List.of(0.0, 0.1, 0.5), List.of(10, 100))),
    /** A minute or two a notebook on two cores: every effect shows, none at its full size. */
    TUTORIAL(4_000, new Prior(15, 10, 128), new Network(List.of(250, 250, 500), 500, 100, 10, 30),
            new Sweeps(List.of(0.0, 0.01, 0.1, 0.5, 0.9), List.of(10, 100, 500))),
    /** The paper's: 20,000 samples, Q = G = 30, 784–500–500–2000–2000, 30 epochs a layer and 100 for fine-tuning. */
    PAPER(20_000, new Prior(30, 30, 256), new Network(List.of(500, 500, 2_000), 2_000, 200, 30, 100),
            new Sweeps(List.of(0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
                    List.of(100, 250, 500, 1_000, 2_000)));

    /** Samples that the mixtures of the prior are fitted on, at every scale. */
    public static final int MIXTURE_SAMPLES = 200;

    private final int samples;
    private final Prior prior;
    private final Network network;
    private final Sweeps sweeps;

    private record Prior(int maximumComponents, int starts, int kernelComponents) {}

    private record Network(List<Integer> hiddenLayers, int codeSize, int batchSize, int pretrainingEpochs,
            int fineTuningEpochs) {}

    private record Sweeps(List<Double> lambdas, List<Integer> codeSizes) {}

    Scale(int samples, Prior prior, Network network, Sweeps sweeps) {
        this.samples = samples;
        this.prior = prior;
        this.network = network;
        this.sweeps = sweeps;
    }

    /** The scale called {@code name}, in any case. */
    public static Scale of(String name) {
        for (Scale scale : values()) {
            if (scale.toString().equalsIgnoreCase(name)) {
                return scale;
            }
        }
        throw new IllegalArgumentException(
                Text.format("scale must be one of %s, but was '%s'", Arrays.toString(values()), name));
    }

    /** Samples in training, validation and test together. */
    public int samples() {
        return samples;
    }

    /** Q: mixtures of 2 … Q components. */
    public int maximumComponents() {
        return prior.maximumComponents();
    }

    /** G: random starts for each number of components. */
    public int starts() {
        return prior.starts();
    }

    /** Most components of kernel PCA, and most landmarks of Nyström features, that the dkAE is compared with. */
    public int kernelComponents() {
        return prior.kernelComponents();
    }

    /** Units of the layers below the code, from the input up. */
    public int[] hiddenLayers() {
        return network.hiddenLayers().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Nc: units of the code layer. */
    public int codeSize() {
        return network.codeSize();
    }

    /** k: samples of a mini-batch. */
    public int batchSize() {
        return network.batchSize();
    }

    /** Epochs of each layer's pretraining. */
    public int pretrainingEpochs() {
        return network.pretrainingEpochs();
    }

    /** Epochs of the whole network's training. */
    public int fineTuningEpochs() {
        return network.fineTuningEpochs();
    }

    /** Weights λ of the code loss that are compared, ascending. */
    public double[] lambdas() {
        return sweeps.lambdas().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Code sizes Nc that are compared, ascending. */
    public int[] codeSizes() {
        return sweeps.codeSizes().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
