package io.github.dkae.experiment;

import com.google.gson.JsonObject;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.KernelAlignment;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.mixture.CovarianceType;
import io.github.dkae.mixture.Initialisation;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Readings of what the paper leaves open about its prior: the covariances of the mixtures, their floor and their start,
 * each measured as Table 1 measures the prior, and by how often the nearest neighbour has the same class.
 *
 * @param readings in the order in which they were measured, this library's own first
 */
public record PriorReadings(List<Reading> readings) implements ExperimentResult {
    private static final int PRINCIPAL_COMPONENTS = 10;
    private static final int FEW_STARTS = 2;

    public PriorReadings {
        readings = List.copyOf(readings);
        Arguments.atLeast("number of readings", readings.size(), 1);
    }

    /**
     * One reading.
     *
     * @param key             short name for {@code results.json}
     * @param name            name for tables
     * @param idealLoss       L_c against the ideal kernel, in [0, √2]
     * @param nearestNeighbour share of samples that have the label of their nearest other one, in [0, 1]
     */
    public record Reading(String key, String name, double idealLoss, double nearestNeighbour) {}

    private record Choice(String name, ProbabilisticClusterKernel.Options options) {}

    /**
     * Fits one kernel for each reading on the same samples; O(n²) memory for n test samples.
     *
     * @param samples  [m, d] that the mixtures are fitted on
     * @param test     labelled samples that nothing is fitted on
     * @param defaults the reading that all others differ from in one way
     */
    public static PriorReadings of(INDArray samples, Dataset test, ProbabilisticClusterKernel.Options defaults,
            Progress progress) {
        Arguments.matrix("samples", samples);
        Arguments.present("test", test);
        Map<String, Choice> choices = choices(Arguments.present("defaults", defaults),
                Math.min(PRINCIPAL_COMPONENTS, Math.min(samples.rows(), samples.columns())));
        int[] labels = test.labels();
        List<Reading> readings = new ArrayList<>();
        try (INDArray ideal = IdealKernel.matrix(labels)) {
            choices.forEach((key, choice) -> {
                progress.report("readings of the prior", readings.size(), choices.size(), choice.name());
                ProbabilisticClusterKernel kernel = ProbabilisticClusterKernel.fit(samples, choice.options());
                try (INDArray matrix = kernel.matrix(test.features())) {
                    readings.add(new Reading(key, choice.name(), KernelAlignment.codeLoss(matrix, ideal),
                            NearestNeighbour.leaveOneOut(matrix, labels)));
                }
            });
        }
        progress.report("readings of the prior", choices.size(), choices.size(), "");
        return new PriorReadings(readings);
    }

    private static Map<String, Choice> choices(ProbabilisticClusterKernel.Options defaults, int principalComponents) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        choices.put("default", new Choice("this library's: diagonal, floor 0.001, started at random samples", defaults));
        choices.put("floorTiny", new Choice("floor 0.000001", defaults.withVarianceFloor(1e-6)));
        choices.put("floorLarge", new Choice("floor 0.01", defaults.withVarianceFloor(1e-2)));
        choices.put("floorVeryLarge", new Choice("floor 0.05", defaults.withVarianceFloor(5e-2)));
        choices.put("kMeans", new Choice("started by k-means++",
                defaults.withInitialisation(Initialisation.K_MEANS_PLUS_PLUS)));
        choices.put("randomResponsibilities", new Choice("started with random responsibilities",
                defaults.withInitialisation(Initialisation.RANDOM_RESPONSIBILITIES)));
        choices.put("spherical", new Choice("spherical", defaults.withCovarianceType(CovarianceType.SPHERICAL)));
        choices.put("principalComponents", new Choice(Text.format("%d principal components, full, G = %d",
                principalComponents, FEW_STARTS), defaults.withPrincipalComponents(principalComponents)
                .withCovarianceType(CovarianceType.FULL).withStarts(FEW_STARTS)));
        return choices;
    }

    /** One row for each reading, the paper's own figure last. */
    public Table table() {
        StringColumn names = StringColumn.create("reading");
        StringColumn losses = StringColumn.create("code loss against the ideal kernel");
        StringColumn shares = StringColumn.create("1-NN, %");
        for (Reading reading : readings) {
            names.append(reading.name());
            losses.append(Text.format("%.3f", reading.idealLoss()));
            shares.append(Text.format("%.1f", 100 * reading.nearestNeighbour()));
        }
        names.append("the paper's");
        losses.append(Text.format("%.3f", Paper.PRIOR_AGAINST_IDEAL));
        shares.append("");
        return Table.create(title(), names, losses, shares);
    }

    @Override
    public String section() {
        return "priorReadings";
    }

    @Override
    public String title() {
        return "Readings of the prior, test data";
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        for (Reading reading : readings) {
            JsonObject figures = new JsonObject();
            figures.addProperty("idealLoss", reading.idealLoss());
            figures.addProperty("nearestNeighbour", reading.nearestNeighbour());
            json.add(reading.key(), figures);
        }
        return json;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("prior-readings", table());
    }

    @Override
    public Map<String, Picture> pictures() {
        return Map.of();
    }
}
