package io.github.dkae.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The figures that the paper reports, for several seeds: each has samples, a split, mixtures, initial weights and noise
 * of its own.
 *
 * @param seeds   the seeds
 * @param figures by dotted name, such as "table1.prior": one value for each seed
 */
public record Repetitions(List<Long> seeds, Map<String, double[]> figures) implements ExperimentResult {
    /** What the paper reports, by the name of the figure. */
    private static final Map<String, Claim> CLAIMS = claims();

    public Repetitions {
        seeds = List.copyOf(seeds);
        Arguments.atLeast("number of seeds", seeds.size(), 1);
    }

    private record Claim(String words, int digits, Optional<Double> paper) {}

    private static Map<String, Claim> claims() {
        Map<String, Claim> claims = new LinkedHashMap<>();
        claims.put("table1.prior", new Claim("Table 1: prior P against K_I", 4, Optional.of(Paper.PRIOR_AGAINST_IDEAL)));
        claims.put("table1.sae", new Claim("Table 1: sAE against K_I", 4, Optional.of(Paper.SAE_AGAINST_IDEAL)));
        claims.put("table1.dkae", new Claim("Table 1: dkAE against K_I", 4, Optional.of(Paper.DKAE_AGAINST_IDEAL)));
        claims.put("kpca.crossing", new Claim("components from which kPCA approximates P better, new samples", 0,
                Optional.of((double) Paper.KPCA_CROSSING)));
        claims.put("denoising.kpca", new Claim("denoising: kPCA", 4, Optional.of(Paper.DENOISING_KPCA)));
        claims.put("denoising.dkaePca", new Claim("denoising: dkAE + PCA", 4, Optional.of(Paper.DENOISING_DKAE)));
        claims.put("denoising.pca", new Claim("denoising: linear PCA", 4, Optional.empty()));
        claims.put("denoising.dkae", new Claim("denoising: dkAE alone", 4, Optional.empty()));
        claims.put("denoising.saePca", new Claim("denoising: sAE + PCA", 4, Optional.empty()));
        claims.put("denoisingClipped.kpca", new Claim("denoising, clipped: kPCA", 4, Optional.empty()));
        claims.put("denoisingClipped.dkaePca", new Claim("denoising, clipped: dkAE + PCA", 4, Optional.empty()));
        claims.put("losses.sae.reconstruction", new Claim("sAE: reconstruction loss", 5, Optional.empty()));
        claims.put("losses.dkae.reconstruction", new Claim("dkAE: reconstruction loss", 5, Optional.empty()));
        claims.put("losses.dkae.code", new Claim("dkAE: code loss against P", 4, Optional.empty()));
        return claims;
    }

    /**
     * Measures for the seeds of the run {@code first} belongs to; those after the first train two networks each, whose
     * figures are kept among the stages.
     */
    public static Repetitions of(ReportRun run, Reproduction first) throws IOException {
        List<Long> seeds = new ArrayList<>();
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < run.seeds(); i++) {
            long seed = run.seed() + i;
            Reproduction reproduction = i == 0 ? first : Reproduction.of(run.withSeed(seed));
            StageStore.Outcome outcome = reproduction.figures();
            if (i > 0) {
                run.took(StageName.repetition(seed), outcome.seconds());
            }
            seeds.add(seed);
            all.add(outcome.figures());
        }
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (String name : CLAIMS.keySet()) {
            // What some seeds don't have, such as a crossing, has no mean.
            if (all.stream().allMatch(json -> json.has(name))) {
                figures.put(name, all.stream().map(json -> json.get(name)).mapToDouble(JsonElement::getAsDouble)
                        .toArray());
            }
        }
        return new Repetitions(seeds, figures);
    }

    /** Mean and standard deviation of the figure called {@code name}. */
    public Spread spread(String name) {
        double[] values = figures.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    Text.format("name must be one of %s, but was '%s'", figures.keySet(), name));
        }
        return Spread.of(values);
    }

    /** The paper's figure, ours and the difference, a row for each; figures that the paper lacks have ours alone. */
    public Table table() {
        StringColumn words = StringColumn.create("figure");
        StringColumn paper = StringColumn.create("paper");
        StringColumn ours = StringColumn.create(seeds.size() == 1 ? "ours" : "ours (mean ± sd)");
        StringColumn difference = StringColumn.create("difference");
        figures.forEach((name, values) -> {
            Claim claim = CLAIMS.get(name);
            Spread spread = Spread.of(values);
            words.append(claim.words());
            paper.append(claim.paper().map(value -> Rounding.text(value, claim.digits())).orElse(""));
            int digits = Rounding.digitsOfMean(claim.digits(), seeds.size());
            ours.append(seeds.size() == 1 ? Rounding.text(spread.mean(), digits) : Text.format("%s ± %s",
                    Rounding.text(spread.mean(), digits), Rounding.text(spread.deviation(), digits)));
            difference.append(claim.paper().map(value -> Rounding.signedText(spread.mean() - value, digits)).orElse(""));
        });
        return Table.create(title(), words, paper, ours, difference);
    }

    @Override
    public String section() {
        return "seeds";
    }

    @Override
    public String title() {
        return seeds.size() == 1 ? "The paper's figures and ours" :
                Text.format("The paper's figures and ours over %d seeds",
                        seeds.size());
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        JsonArray own = new JsonArray();
        seeds.forEach(own::add);
        json.add("seed", own);
        figures.forEach((name, values) -> json.add(name, JsonArrays.of(values)));
        return json;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("paper-and-ours", table());
    }

    @Override
    public Map<String, Picture> pictures() {
        return Map.of();
    }
}
