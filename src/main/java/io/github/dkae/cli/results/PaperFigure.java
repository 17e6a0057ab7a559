package io.github.dkae.cli.results;

import io.github.dkae.experiment.Paper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Figures that the paper prints, and where ours are in a results.json. */
public enum PaperFigure {
    PRIOR("Table 1: code loss against the ideal kernel, prior P", OptionalDouble.of(Paper.PRIOR_AGAINST_IDEAL), 4,
            "table1.prior"),
    SAE("Table 1: … codes of the sAE, λ = 0", OptionalDouble.of(Paper.SAE_AGAINST_IDEAL), 4, "table1.sae"),
    DKAE("Table 1: … codes of the dkAE, λ = 0.1", OptionalDouble.of(Paper.DKAE_AGAINST_IDEAL), 4, "table1.dkae"),
    BETTER_THAN_PRIOR("Table 1: dkAE better than the prior by, %",
            OptionalDouble.of(improvement(Paper.PRIOR_AGAINST_IDEAL, Paper.DKAE_AGAINST_IDEAL)), 1,
            ours -> improvement(ours[0], ours[1]), "table1.prior", "table1.dkae"),
    BETTER_THAN_SAE("Table 1: dkAE better than the sAE by, %",
            OptionalDouble.of(improvement(Paper.SAE_AGAINST_IDEAL, Paper.DKAE_AGAINST_IDEAL)), 1,
            ours -> improvement(ours[0], ours[1]), "table1.sae", "table1.dkae"),
    CROSSING("kernel PCA: components from which it approximates P better than the dkAE",
            OptionalDouble.of(Paper.KPCA_CROSSING), 0, "kpca.crossing"),
    DENOISING_KPCA("Denoising digits 5 and 6, mean squared error: kernel PCA",
            OptionalDouble.of(Paper.DENOISING_KPCA), 4, "denoising.kpca"),
    DENOISING_DKAE("Denoising: … PCA on the dkAE's codes", OptionalDouble.of(Paper.DENOISING_DKAE), 4,
            "denoising.dkaePca"),
    /** Not in the paper, and better than both: who reads the two above has to know. */
    DENOISING_PCA("Denoising: … linear PCA", OptionalDouble.empty(), 4, "denoising.pca"),
    /** Nor is this, which is better still. */
    DENOISING_DKAE_ALONE("Denoising: … the dkAE without PCA", OptionalDouble.empty(), 4, "denoising.dkae");

    private final String what;
    private final OptionalDouble paper;
    private final int digits;
    private final ToDoubleFunction<double[]> formula;
    private final List<String> paths;

    PaperFigure(String what, OptionalDouble paper, int digits, String path) {
        this(what, paper, digits, ours -> ours[0], path);
    }

    PaperFigure(String what, OptionalDouble paper, int digits, ToDoubleFunction<double[]> formula, String... paths) {
        this.what = what;
        this.paper = paper;
        this.digits = digits;
        this.formula = formula;
        this.paths = List.of(paths);
    }

    /** By how much a loss is above the dkAE's, in per cent of the latter, as the paper counts. */
    private static double improvement(double other, double dkae) {
        return 100 * (other - dkae) / dkae;
    }

    /** What is measured, for a table's first column. */
    public String what() {
        return what;
    }

    /** The paper's figure; none for what is set beside it. */
    public OptionalDouble paper() {
        return paper;
    }

    /** Decimals that the paper prints. */
    public int digits() {
        return digits;
    }

    /** Ours, computed from figures by their dotted path; none when one of them is missing. */
    OptionalDouble ours(Function<String, OptionalDouble> figures) {
        double[] values = new double[paths.size()];
        for (int i = 0; i < values.length; i++) {
            OptionalDouble value = figures.apply(paths.get(i));
            if (value.isEmpty()) {
                return value;
            }
            values[i] = value.getAsDouble();
        }
        return OptionalDouble.of(formula.applyAsDouble(values));
    }

    /** The paper's figures by the dotted path of the one figure of ours that stands for them. */
    public static Map<String, Double> byPath() {
        Map<String, Double> found = new LinkedHashMap<>();
        for (PaperFigure figure : values()) {
            if (figure.paths.size() == 1) {
                figure.paper.ifPresent(value -> found.put(figure.paths.get(0), value));
            }
        }
        return Collections.unmodifiableMap(found);
    }
}
