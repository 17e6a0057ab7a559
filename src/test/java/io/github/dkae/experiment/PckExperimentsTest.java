package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.data.Dataset;
import io.github.dkae.data.Split;
import io.github.dkae.data.SyntheticDigits;
import io.github.dkae.experiment.KernelRobustness.Parameter;
import io.github.dkae.experiment.KernelRobustness.Reading;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.KernelAlignment;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.support.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PckExperimentsTest {
    private final Dataset digits = SyntheticDigits.generate(360, 4);
    private final Split split = digits.split(0.7, 0.1, 0.2, 4);
    private final ProbabilisticClusterKernel.Options options =
            ProbabilisticClusterKernel.Options.defaults().withMaximumComponents(4).withStarts(2).withSeed(9);

    @Test
    void theSummaryMeasuresTheKernelThatItFits() {
        PckSummary.Result result = PckSummary.of(split.train(), split.test(), options, 4);
        assertEquals(6, result.mixtures());
        assertEquals(6, result.json().get("mixtures").getAsInt());
        assertEquals(2 * (2 + 3 + 4), result.json().get("features").getAsInt());
        Dataset test = split.test();
        double loss = KernelAlignment.codeLoss(result.kernel().matrix(test.features()),
                IdealKernel.matrix(test.labels()));
        assertEquals(loss, result.json().get("idealLoss").getAsDouble(), 1e-6);
        assertTrue(result.nearestNeighbour() > 0.15, "far from chance, but was " + result.nearestNeighbour());
        assertTrue(result.bytes() < 252L * 18 * Float.BYTES, "compact, but took " + result.bytes());
    }

    @Test
    void robustnessVariesOneSettingAtATime() {
        KernelRobustness.Result result =
                KernelRobustness.of(split.train(), split.test(), options, 2, 4, Progress.none());
        assertEquals(List.of(0.5, 1.0, 2.0), factors(result, Parameter.COMPONENTS));
        assertEquals(List.of(0.5, 1.0), factors(result, Parameter.STARTS));
        Reading byComponents = result.atDefault(Parameter.COMPONENTS);
        assertEquals(byComponents.idealLoss(), result.atDefault(Parameter.STARTS).idealLoss(),
                "both defaults are the same kernel");
        assertTrue(byComponents.idealLoss().deviation() > 0, "other samples give another kernel");
    }

    @Test
    void anRbfKernelsNeighboursDoNotDependOnItsWidth() {
        KernelRobustness.Result result =
                KernelRobustness.of(split.train(), split.test(), options, 1, 4, Progress.none());
        List<Reading> widths = result.readings().stream().filter(r -> r.parameter() == Parameter.WIDTH).toList();
        double median = result.atDefault(Parameter.WIDTH).nearestNeighbour().mean();
        assertTrue(widths.size() > 5);
        // Rounding of values near 1 may reorder a neighbour or two at the largest widths.
        widths.forEach(r -> assertEquals(median, r.nearestNeighbour().mean(), 0.03, "at " + r.factor()));
    }

    private static List<Double> factors(KernelRobustness.Result result, Parameter parameter) {
        return result.readings().stream().filter(r -> r.parameter() == parameter).map(Reading::factor).toList();
    }
}
