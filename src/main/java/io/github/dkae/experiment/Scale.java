package io.github.dkae.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How large an experiment is: from a check that everything runs to the paper's own size. */
public enum Scale {
    /** Seconds: checks that everything runs; the figures mean little. */
    SMOKE(1_000, 8, 6, List.of(100, 100), 100, 20, 8, 20,
            List.of(0.0, 0.1, 0.5), List.of(10, 100)),
    /** A minute or two a notebook on two cores: every effect shows, none at its full size. */
    TUTORIAL(4_000, 15, 10, List.of(250, 250, 500), 500, 100, 10, 30,
            List.of(0.0, 0.01, 0.1, 0.5, 0.9), List.of(10, 100, 500)),
    /** The paper's: 20,000 samples, Q = G = 30, 784–500–500–2000–2000, 30 epochs a layer and 100 for fine-tuning. */
    PAPER(20_000, 30, 30, List.of(500, 500, 2_000), 2_000, 200, 30, 100,
            List.of(0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
            List.of(100, 250, 500, 1_000, 2_000));

    /** Samples that the mixtures of the prior are fitted on, at every scale. */
    public static final int MIXTURE_SAMPLES = 200;

    private final int samples;
    private final int maximumComponents;
    private final int starts;
    private final List<Integer> hiddenLayers;
    private final int codeSize;
    private final int batchSize;
    private final int pretrainingEpochs;
    private final int fineTuningEpochs;
    private final List<Double> lambdas;
    private final List<Integer> codeSizes;

    Scale(int samples, int maximumComponents, int starts, List<Integer> hiddenLayers, int codeSize, int batchSize,
            int pretrainingEpochs, int fineTuningEpochs, List<Double> lambdas, List<Integer> codeSizes) {
        this.samples = samples;
        this.maximumComponents = maximumComponents;
        this.starts = starts;
        this.hiddenLayers = hiddenLayers;
        this.codeSize = codeSize;
        this.batchSize = batchSize;
        this.pretrainingEpochs = pretrainingEpochs;
        this.fineTuningEpochs = fineTuningEpochs;
        this.lambdas = lambdas;
        this.codeSizes = codeSizes;
    }

    /** The scale called {@code name}, in any case. */
    public static Scale of(String name) {
        for (Scale scale : values()) {
            if (scale.toString().equalsIgnoreCase(name)) {
                return scale;
            }
        }
        throw new IllegalArgumentException("scale must be one of %s, but was '%s'".formatted(Arrays.toString(values()), name));
    }

    /** Samples in training, validation and test together. */
    public int samples() {
        return samples;
    }

    /** Q: mixtures of 2 … Q components. */
    public int maximumComponents() {
        return maximumComponents;
    }

    /** G: random starts for each number of components. */
    public int starts() {
        return starts;
    }

    /** Units of the layers below the code, from the input up. */
    public int[] hiddenLayers() {
        return hiddenLayers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Nc: units of the code layer. */
    public int codeSize() {
        return codeSize;
    }

    /** k: samples of a mini-batch. */
    public int batchSize() {
        return batchSize;
    }

    /** Epochs of each layer's pretraining. */
    public int pretrainingEpochs() {
        return pretrainingEpochs;
    }

    /** Epochs of the whole network's training. */
    public int fineTuningEpochs() {
        return fineTuningEpochs;
    }

    /** Weights λ of the code loss that are compared, ascending. */
    public double[] lambdas() {
        return lambdas.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Code sizes Nc that are compared, ascending. */
    public int[] codeSizes() {
        return codeSizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
