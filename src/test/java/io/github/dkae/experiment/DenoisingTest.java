package io.github.dkae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.dkae.InEveryLocale;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.data.Dataset;
import io.github.dkae.kernel.LinearKernel;
import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.spectral.Pca;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

@InEveryLocale
class DenoisingTest {
    private static final double SIGMA = 0.25;
    private static final Dataset TRAIN = TinyData.ofRankThree(60, 1);
    private static final Dataset TEST = TinyData.ofRankThree(2_000, 2);
    private static final Denoiser PERFECT = new Denoiser("perfect", "knows the answer",
            noisy -> TEST.features().dup());

    private static DenoisingResult denoise(Denoising.Options options, Denoiser... methods) {
        return Denoising.of(TEST, List.of(methods), options);
    }

    private static Denoising.Options paper() {
        return Denoising.Options.paper(7).withPictures(3);
    }

    /** PERFECT can't be shown: pictures are of other samples. */
    private static DenoisingResult withoutPictures(Denoising.Options options, Denoiser... methods) {
        Dataset plain = Dataset.of("plain", TEST.features(), TEST.labels());
        return Denoising.of(plain, List.of(methods), options);
    }

    @Test
    void leavingTheNoiseInCostsItsVariance() {
        DenoisingResult result = withoutPictures(paper().withNoiseLevels(0.0, SIGMA, 0.5), Denoiser.none(), PERFECT);
        assertEquals(SIGMA * SIGMA, result.error("noisy"), 0.03 * SIGMA * SIGMA);
        assertEquals(0, result.errors()[0][0][0]);
        assertEquals(0.25, Spread.of(result.errors()[0][2]).mean(), 0.03 * 0.25);
    }

    @Test
    void aPerfectDenoiserLeavesNothing() {
        assertEquals(0, withoutPictures(paper(), Denoiser.none(), PERFECT).error("perfect"));
    }

    @Test
    void linearPcaOnDataOfItsRankLetsTheShareOfItsDimensionsThrough() {
        DenoisingResult result = denoise(paper(), Denoiser.pca(TRAIN.features(), 3));
        assertEquals(3 / 12.0 * SIGMA * SIGMA, result.error("pca"), 0.03 * SIGMA * SIGMA);
    }

    @Test
    void linearPcaIsTheProjectionOnItsComponents() {
        Pca pca = Pca.fit(TRAIN.features(), Pca.Options.of(2));
        INDArray expected = TEST.features().subRowVector(pca.mean()).mmul(pca.components().transpose())
                .mmul(pca.components()).addRowVector(pca.mean());
        assertTrue(expected.equalsWithEps(Denoiser.pca(TRAIN.features(), 2).denoise(TEST.features()), 1e-5));
    }

    @Test
    void kernelPcaFindsCleanSamplesAgain() {
        INDArray x = TRAIN.features();
        Denoiser linear = Denoiser.kernelPca("kpca", "kPCA", x, new LinearKernel(12), 3, 1e-3);
        assertTrue(Spread.meanSquaredError(linear.denoise(x), x) < 1e-4);
        Denoiser shrunk = Denoiser.kernelPca("kpca", "kPCA", x, new LinearKernel(12), 3, 100);
        assertTrue(Spread.meanSquaredError(shrunk.denoise(x), x) > 0.01);
        Denoiser fixedPoint = Denoiser.kernelPcaFixedPoint("fixed", "fixed point", x, RbfKernel.medianHeuristic(x), 20);
        assertTrue(Spread.meanSquaredError(fixedPoint.denoise(x), x) < 1e-3);
    }

    @Test
    void projectingCodesOnAllOfTheirComponentsChangesNothing() {
        DeepKernelizedAutoencoder model = TinyData.dkae(TRAIN, new RbfKernel(1));
        INDArray alone = Denoiser.autoencoder("dkae", "dkAE", model).denoise(TEST.features());
        INDArray all = Denoiser.autoencoderPca("dkaePca", "dkAE", model, TRAIN.features(), 5).denoise(TEST.features());
        INDArray one = Denoiser.autoencoderPca("dkaePca", "dkAE", model, TRAIN.features(), 1).denoise(TEST.features());
        assertTrue(alone.equalsWithEps(model.reconstruct(TEST.features()), 0));
        assertTrue(alone.equalsWithEps(all, 1e-4));
        assertFalse(alone.equalsWithEps(one, 1e-4));
    }

    @Test
    void tablesAreSortedAndShowThePapersFiguresInItsSettingAlone() {
        DenoisingResult result = denoise(paper(), Denoiser.none(), Denoiser.pca(TRAIN.features(), 3),
                new Denoiser("kpca", "some kPCA", INDArray::dup));
        Table table = result.table();
        assertEquals("linear PCA, 3", table.getString(0, "method"));
        assertEquals(result.error("pca"), table.doubleColumn("MSE").get(0), 5e-5);
        assertEquals(-10 * Math.log10(result.error("pca")), table.doubleColumn("PSNR, dB").get(0), 0.01);
        assertTrue(table.stringColumn("paper's MSE").contains(String.valueOf(Paper.DENOISING_KPCA)));
        DenoisingResult clipped = denoise(paper().withClipped(true), Denoiser.none());
        assertFalse(clipped.table().columnNames().contains("paper's MSE"));
        assertFalse(denoise(paper().withNoiseLevels(0.25, 0.5).withShownLevel(0.5), Denoiser.none()).table()
                .columnNames().contains("paper's MSE"));
    }

    @Test
    void clippedNoiseIsSmallerAndHasASectionOfItsOwn() {
        DenoisingResult plain = denoise(paper(), Denoiser.none());
        DenoisingResult clipped = denoise(paper().withClipped(true), Denoiser.none());
        assertTrue(clipped.error("noisy") < plain.error("noisy"));
        assertEquals("denoising", plain.section());
        assertEquals("denoisingClipped", clipped.section());
        assertEquals("allClipped", denoise(paper().withSection("all").withClipped(true), Denoiser.none()).section());
        Table both = plain.beside(clipped);
        assertEquals(clipped.error("noisy"), both.doubleColumn("MSE, clipped to [0, 1]").get(0), 5e-5);
        assertEquals(clipped.error("noisy") / plain.error("noisy"), both.doubleColumn("ratio").get(0), 5e-3);
        assertThrows(IllegalArgumentException.class, () -> plain.beside(plain));
    }

    @Test
    void jsonHasTheMeanOfEachMethodByItsKey() {
        DenoisingResult result = denoise(paper().withNoiseLevels(0.0, SIGMA), Denoiser.none(),
                Denoiser.pca(TRAIN.features(), 3));
        JsonObject json = result.json();
        assertEquals(result.error("pca"), json.get("pca").getAsDouble());
        assertEquals(2, json.getAsJsonObject("byNoiseLevel").getAsJsonArray("noisy").size());
        assertEquals(result.error("pca"),
                json.getAsJsonObject("byNoiseLevel").getAsJsonArray("pca").get(1).getAsDouble());
        assertEquals(0, json.getAsJsonObject("deviationByNoiseLevel").getAsJsonArray("noisy").get(0).getAsDouble());
        assertTrue(json.getAsJsonObject("deviationByNoiseLevel").getAsJsonArray("noisy").get(1).getAsDouble() > 0);
    }

    @Test
    void picturesAreOfImagesAndCurvesOfSeveralLevels() {
        assertEquals(List.of("denoising-images"),
                List.copyOf(denoise(paper(), Denoiser.none()).pictures().keySet()));
        DenoisingResult levels = withoutPictures(paper().withNoiseLevels(0.0, SIGMA), Denoiser.none(), PERFECT);
        assertEquals(List.of("denoising-levels"), List.copyOf(levels.pictures().keySet()));
        assertEquals(1, levels.curves("noisy").chart().getSeriesCollection().size());
        assertThrows(IllegalArgumentException.class, () -> levels.curves("unheard of"));
    }

    @Test
    void everyScaleShowsThePapersNoise() {
        for (Scale scale : Scale.values()) {
            Denoising.Options options = Denoising.Options.of(scale, 3);
            assertEquals(Paper.DENOISING_NOISE, options.shownLevel());
            assertTrue(options.noiseLevels().size() >= 3 && options.draws() >= 2, scale.toString());
        }
    }

    @Test
    void badOptionsAndMethodsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> paper().withNoiseLevels(0.1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> paper().withNoiseLevels(0.5, 0.25));
        assertThrows(IllegalArgumentException.class, () -> paper().withNoiseLevels(-0.1, 0.25));
        assertThrows(IllegalArgumentException.class, () -> paper().withDraws(0));
        assertThrows(IllegalArgumentException.class, () -> denoise(paper()));
        String message = assertThrows(IllegalArgumentException.class,
                () -> denoise(paper(), Denoiser.none(), Denoiser.none())).getMessage();
        assertTrue(message.contains("noisy"), message);
    }

    @Test
    void anInterruptStopsTheExperiment() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> withoutPictures(paper(), PERFECT));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
