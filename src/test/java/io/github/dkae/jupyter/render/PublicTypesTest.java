package io.github.dkae.jupyter.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.TrainingContext;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.autoencoder.TrainingStep;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.MnistSource;
import io.github.dkae.data.Split;
import io.github.dkae.data.SyntheticDigits;
import io.github.dkae.data.TableEncoder;
import io.github.dkae.data.TableSplit;
import io.github.dkae.experiment.Denoiser;
import io.github.dkae.experiment.KernelPcaComparison;
import io.github.dkae.experiment.LearningCurves;
import io.github.dkae.experiment.ReportRun;
import io.github.dkae.experiment.Scale;
import io.github.dkae.kernel.DenseFeatureMatrix;
import io.github.dkae.kernel.IdealKernel;
import io.github.dkae.kernel.KernelCentering;
import io.github.dkae.kernel.LinearKernel;
import io.github.dkae.kernel.PrecomputedKernel;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.plot.HeatMaps;
import io.github.dkae.spectral.FixedPointPreImage;
import io.github.dkae.spectral.KernelPca;
import io.github.dkae.spectral.Nystroem;
import io.github.dkae.spectral.Pca;
import io.github.dkae.spectral.RidgePreImage;
import io.github.dkae.spectral.SymmetricEigen;
import io.github.dkae.support.Presentable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whatever of this project a cell ends in, the notebook shows something to read or to look at. */
class PublicTypesTest {
    /** What cells have no use for: the parts that work behind the notebooks. */
    private static final List<String> BEHIND = List.of("io.github.dkae.cli", "io.github.dkae.jupyter",
            "io.github.dkae.benchmark");
    private static final MIMEType HTML = MIMEType.parse("text/html");
    private static final MIMEType PNG = MIMEType.parse("image/png");

    @Test
    void everyPublicTypeHasATextOrAPictureOfItsOwn() {
        List<String> without = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPath("target/classes")) {
            Class<?> reflected = type.reflect();
            boolean behind = BEHIND.stream().anyMatch(type.getPackageName()::startsWith);
            if (!behind && isForCells(reflected)) {
                seen.add(type.getName());
                if (!hasText(reflected) && !Renderers.standard().knows(reflected)) {
                    without.add(type.getName());
                }
            }
        }
        assertEquals(List.of(), without);
        assertTrue(seen.size() > 60 && seen.contains(KernelPca.class.getName()), seen.toString());
    }

    /** Whether cells can hold an object of the type: it can be had, and has something to ask it for. */
    private static boolean isForCells(Class<?> type) {
        boolean open = true;
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            open &= Modifier.isPublic(around.getModifiers());
        }
        return open && !type.isInterface() && !type.isAnonymousClass() && Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers()));
    }

    private static boolean hasText(Class<?> type) {
        try {
            Method text = type.getMethod("toString");
            return text.getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsShownIsWellFormed() {
        for (Object value : values()) {
            for (DisplayData shown : Renderers.standard().render(value)) {
                String text = (String) shown.getData(MIMEType.TEXT_PLAIN);
                String what = value.getClass().getName() + ": " + text;
                assertFalse(text.isBlank(), what);
                assertFalse(text.matches("(?s).*[\\w$]@[0-9a-f]{4,}.*"), what);
                boolean rich = shown.hasDataForType(HTML) || shown.hasDataForType(PNG);
                assertTrue(rich || text.length() < 2_500 && text.lines().count() < 40, what);
                assertTrue(text.lines().allMatch(line -> rich || line.length() < 400), what);
            }
        }
    }

    @Test
    void resultsAreTablesAndPictures() {
        DeepKernelizedAutoencoder model = model(digits().features());
        List<DisplayData> history = Renderers.standard().render(model.history());
        assertEquals(3, history.size());
        assertTrue(history.get(1).hasDataForType(PNG));
        assertTrue(history.get(2).hasDataForType(HTML));
        assertEquals(3, Renderers.standard().render(LearningCurves.create().add("one", model.history())).size());
    }

    private static Dataset digits() {
        return SyntheticDigits.generate(40, 1);
    }

    private static DeepKernelizedAutoencoder model(INDArray x) {
        return DeepKernelizedAutoencoder.fit(x, RbfKernel.medianHeuristic(x).over(x), Architecture.of(784, 4, 5),
                TrainingOptions.defaults().withEpochs(1, 2).withBatchSize(20));
    }

    private static List<Object> values() {
        Dataset digits = digits();
        INDArray x = digits.features();
        Split split = digits.split(0.5, 0.25, 0.25, 1);
        Table table = Table.create("t", StringColumn.create("kind", "a", "b", "a"), DoubleColumn.create("x", 1, 2, 3));
        TableEncoder encoder = TableEncoder.fit(table, TableEncoder.Options.defaults());
        ProbabilisticClusterKernel pck = ProbabilisticClusterKernel.fit(x,
                ProbabilisticClusterKernel.Options.defaults().withMaximumComponents(3).withStarts(2));
        RbfKernel rbf = RbfKernel.medianHeuristic(x);
        DeepKernelizedAutoencoder dkae = model(x);
        Pca pca = Pca.fit(x, Pca.Options.of(3));
        KernelPca kpca = KernelPca.fit(x, rbf, KernelPca.Options.of(3));
        INDArray k = rbf.matrix(x, x);
        Presentable comparison = KernelPcaComparison.of(split.train(), split.test(), pck, dkae, 4, 1);
        return List.of(digits, split, table, encoder, encoder.transform(table), TableEncoder.Options.defaults(),
                TableSplit.of(table, 0.4, 0.3, 0.3, 1), MnistSource.defaults(), digits.imageShape(),
                pck, pck.mixtures(), pck.mixtures().mixture(0), pck.mixtures().mixture(0).parameters(),
                ProbabilisticClusterKernel.Options.defaults(), pck.featureMatrix(x), pck.over(x), rbf, rbf.over(x),
                new LinearKernel(784), IdealKernel.over(digits.labels()), PrecomputedKernel.of(k),
                new DenseFeatureMatrix(x), KernelCentering.fit(k), Architecture.paper(784), TrainingOptions.defaults(),
                TrainingContext.none(), dkae, dkae.history(), dkae.history().epochs(), dkae.history().epochs().get(0),
                dkae.losses(x, rbf.over(x)), TrainingStep.of(Architecture.of(784, 4), TrainingOptions.defaults()),
                PretrainedLayers.fit(x, Architecture.of(784, 4, 5), TrainingOptions.defaults().withEpochs(1, 0)),
                pca, Pca.Options.of(3), kpca, KernelPca.Options.of(3),
                Nystroem.fit(x, rbf, new Nystroem.Options(5, 1e-6, 1)), SymmetricEigen.full(k),
                RidgePreImage.fit(kpca.coordinates(), x, RidgePreImage.Options.defaults()),
                FixedPointPreImage.of(kpca, x, rbf, FixedPointPreImage.Options.defaults()),
                comparison, Denoiser.pca(x, 2), HeatMaps.create().add("k", k), HeatMaps.create(),
                ReportRun.fromEnvironment(), Scale.SMOKE, Map.of("k", 1), List.of(x, x), new INDArray[] {x});
    }
}
