package io.github.dkae.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.dkae.autoencoder.Architecture;
import io.github.dkae.autoencoder.DeepKernelizedAutoencoder;
import io.github.dkae.autoencoder.PretrainedLayers;
import io.github.dkae.autoencoder.TrainingOptions;
import io.github.dkae.data.Dataset;
import io.github.dkae.data.Split;
import io.github.dkae.kernel.Kernel;
import io.github.dkae.kernel.ProbabilisticClusterKernel;
import io.github.dkae.kernel.RbfKernel;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The paper's experiments on one random split of one data set, at the scale of a {@link ReportRun}: the prior, the
 * networks, each trained when it is first asked for, and what is measured on them.
 *
 * <p>Trainings and losses are kept in the run's {@link StageStore}, so that several notebooks share them. Not safe for
 * use by several threads.
 *
 * <p>Source: Kampffmeyer et al. 2017, section 4; what it leaves open is the scale's and {@link TrainingOptions}'.
 */
public final class Reproduction {
    /** Weight λ of the code loss in the paper's dkAE. */
    public static final double LAMBDA = 0.1;
    /** Components of PCA in code space and of kernel PCA in the denoising experiment. */
    public static final int DENOISING_COMPONENTS = 32;
    /** Ridge of the learned pre-image. */
    public static final double RIDGE = 0.5;
    private static final int WIDTH_SAMPLES = 1_000;

    private final ReportRun run;
    private final Split digits;
    private final Architecture architecture;
    private final ReproductionNetworks networks;
    private final Map<String, ExperimentResult> results = new HashMap<>();
    private ProbabilisticClusterKernel prior;

    private Reproduction(ReportRun run, Split digits) {
        this.run = run;
        this.digits = digits;
        Scale scale = run.scale();
        architecture = Architecture.of(digits.train().dimension(), scale.codeSize(), scale.hiddenLayers());
        networks = new ReproductionNetworks(run, digits, architecture, this::prior);
    }

    /** Loads and splits the run's digits; fits nothing yet. */
    public static Reproduction of(ReportRun run) throws IOException {
        return new Reproduction(Arguments.present("run", run), run.digits());
    }

    /** The digits: 70/15/15 in training, validation and test. */
    public Split digits() {
        return digits;
    }

    /** The probabilistic cluster kernel, its mixtures fitted on 200 training samples. */
    public ProbabilisticClusterKernel prior() {
        if (prior == null) {
            prior = run.timed(StageName.withSeed("prior", run.seed()), () ->
                    ProbabilisticClusterKernel.fit(mixtureSamples(), priorOptions()));
        }
        return prior;
    }

    /** The samples that the prior's mixtures are fitted on, [200, d]. */
    public INDArray mixtureSamples() {
        return digits.train().sample(Scale.MIXTURE_SAMPLES, run.seed()).features();
    }

    /** How the prior is fitted. */
    public ProbabilisticClusterKernel.Options priorOptions() {
        return ProbabilisticClusterKernel.Options.defaults().withMaximumComponents(run.scale().maximumComponents())
                .withStarts(run.scale().starts()).withSeed(run.seed());
    }

    /** The networks' shape. */
    public Architecture architecture() {
        return architecture;
    }

    /** How networks are trained that see clean samples; λ = 0.1. */
    public TrainingOptions options() {
        Scale scale = run.scale();
        return TrainingOptions.defaults().withLambda(LAMBDA).withBatchSize(scale.batchSize())
                .withEpochs(scale.pretrainingEpochs(), scale.fineTuningEpochs()).withSeed(run.seed());
    }

    /** The layers below the code that networks on clean samples share. */
    public PretrainedLayers pretrained() {
        return networks.pretrained(options());
    }

    /**
     * The dkAE: λ = 0.1. When it is to be trained and {@link #sae} was not asked for before, it is trained alone, with all
     * threads instead of half of them; its weights then differ by rounding.
     */
    public DeepKernelizedAutoencoder dkae() {
        return networks.network(options());
    }

    /** The stacked autoencoder: λ = 0. It is there to be compared with the dkAE, which is trained beside it. */
    public DeepKernelizedAutoencoder sae() {
        return networks.network(options().withLambda(0), options());
    }

    /** The dkAE with noise on its training inputs. */
    public DeepKernelizedAutoencoder noisyDkae() {
        return networks.network(noisyOptions());
    }

    /**
     * The denoising autoencoder: λ = 0, and noise on its training inputs. {@link #noisyDkae} is trained beside it, unless
     * it is there.
     */
    public DeepKernelizedAutoencoder denoisingAutoencoder() {
        return networks.network(noisyOptions().withLambda(0), noisyOptions());
    }

    private TrainingOptions noisyOptions() {
        return options().withInputNoise(Paper.DENOISING_NOISE);
    }

    /** A result that is computed when it is first asked for. */
    private <R extends ExperimentResult> R result(String name, Class<R> type, Supplier<R> work) {
        ExperimentResult result = results.get(name);
        if (result == null) {
            result = run.timed(StageName.withSeed(name, run.seed()), work);
            results.put(name, result);
        }
        return type.cast(result);
    }

    /** Figure 3a: losses on validation samples against λ. */
    public LossSweepResult lambdaSweep() {
        return told(sweep().overLambda(run.scale().lambdas()));
    }

    /** Figure 3b: losses on validation samples against the code size. */
    public LossSweepResult codeSizeSweep() {
        return told(sweep().overCodeSize(run.scale().codeSizes()));
    }

    private LossSweep sweep() {
        return new LossSweep(digits.train(), digits.validation(), prior(), architecture, options(),
                run.training().withPretrained(pretrained()), List.of(sae(), dkae()), run.stages());
    }

    private LossSweepResult told(LossSweepResult result) {
        // Networks that were there before the sweep have been noted with their own time.
        result.points().stream().filter(point -> point.seconds() > 0).forEach(point ->
                run.took(StageName.withSeed(point.network(), run.seed()), point.seconds()));
        return result;
    }

    /** The losses of both networks on test samples. */
    public HeldOutLosses losses() {
        DeepKernelizedAutoencoder sae = sae();
        DeepKernelizedAutoencoder dkae = dkae();
        return result("losses", HeldOutLosses.class, () -> HeldOutLosses.of(digits.test(), prior(), sae, dkae));
    }

    /** Table 1 and Figure 4: the kernels against the ideal one, on test samples. */
    public PriorComparison.Result priorComparison() {
        DeepKernelizedAutoencoder sae = sae();
        DeepKernelizedAutoencoder dkae = dkae();
        return result("Table 1", PriorComparison.Result.class, () ->
                PriorComparison.of(digits.test(), prior(), sae, dkae));
    }

    /** The comparison with kernel PCA. */
    public KernelPcaComparison.Result kernelPca() {
        DeepKernelizedAutoencoder dkae = dkae();
        return result("kernel PCA", KernelPcaComparison.Result.class, () -> KernelPcaComparison.of(digits.train(),
                digits.test(), prior(), dkae, run.scale().kernelComponents(), run.seed(), run.progress()));
    }

    /**
     * Ways to denoise that know clean digits alone, and those that have been shown noise.
     *
     * @param images what principal components and pre-images are fitted on
     */
    public List<Denoiser> denoisers(Dataset images) {
        INDArray x = images.features();
        Kernel rbf = RbfKernel.medianHeuristic(widthSamples(images).features());
        List<Denoiser> all = new ArrayList<>(paperDenoisers(images));
        all.add(Denoiser.kernelPca("kpcaRbf", "kPCA on RBF, ridge", x, rbf, DENOISING_COMPONENTS, RIDGE));
        all.add(Denoiser.autoencoder("denoisingAutoencoder", "denoising autoencoder", denoisingAutoencoder()));
        all.add(Denoiser.autoencoder("noisyDkae", "dkAE, noisy training", noisyDkae()));
        return List.copyOf(all);
    }

    /**
     * The paper's two methods, with linear PCA and the networks alone beside them; they know clean digits alone.
     *
     * @param images what principal components and pre-images are fitted on
     */
    public List<Denoiser> paperDenoisers(Dataset images) {
        INDArray x = images.features();
        return List.of(Denoiser.none(),
                Denoiser.pca(x, DENOISING_COMPONENTS),
                Denoiser.kernelPca("kpca", "kPCA on PCK, ridge", x, prior(), DENOISING_COMPONENTS, RIDGE),
                Denoiser.autoencoderPca("dkaePca", "dkAE + PCA", dkae(), x, DENOISING_COMPONENTS),
                Denoiser.autoencoder("dkae", "dkAE alone", dkae()),
                Denoiser.autoencoderPca("saePca", "sAE (λ = 0) + PCA", sae(), x, DENOISING_COMPONENTS));
    }

    /** The readings of what the paper leaves open about its prior. */
    public PriorReadings priorReadings() {
        return result("readings of the prior", PriorReadings.class, () ->
                PriorReadings.of(mixtureSamples(), digits.test(), priorOptions(), run.progress()));
    }

    /** The figures that the paper reports, by dotted names as in {@code results.json}; kept among the stages. */
    StageStore.Outcome figures() {
        JsonObject inputs = new JsonObject();
        inputs.addProperty("training samples", digits.train().sha256());
        inputs.addProperty("test samples", digits.test().sha256());
        inputs.addProperty("prior", priorOptions().toString());
        inputs.addProperty("architecture", architecture.toString());
        inputs.add("options", options().json());
        inputs.addProperty("components of kernel PCA", run.scale().kernelComponents());
        String name = StageName.figures(run.seed());
        return run.stages().find(name, inputs).orElseGet(() -> {
            long start = System.nanoTime();
            JsonObject figures = new JsonObject();
            for (ExperimentResult result : List.of(losses(), priorComparison(), kernelPca(), denoising(false),
                    denoising(true))) {
                flatten(result.section(), result.json(), figures);
            }
            return run.stages().keep(name, inputs, figures, (System.nanoTime() - start) / 1e9);
        });
    }

    private static void flatten(String prefix, JsonObject json, JsonObject flat) {
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            String name = prefix + "." + entry.getKey();
            if (entry.getValue().isJsonObject()) {
                flatten(name, entry.getValue().getAsJsonObject(), flat);
            } else if (entry.getValue().isJsonPrimitive()) {
                flat.add(name, entry.getValue());
            }
        }
    }

    /** At most 1,000 of {@code images}, for the width of a Gaussian kernel. */
    public Dataset widthSamples(Dataset images) {
        return images.sample(Math.min(WIDTH_SAMPLES, images.size()), run.seed());
    }

    /**
     * The denoising experiment: the paper's digits 5 and 6, its noise and its number of components.
     *
     * @param clipped whether the noisy images are cut to [0, 1]
     */
    public DenoisingResult denoising(boolean clipped) {
        List<Denoiser> methods = paperDenoisers(digits.train().ofClasses(5, 6));
        return result(clipped ? "denoising, clipped" : "denoising", DenoisingResult.class, () ->
                Denoising.of(digits.test().ofClasses(5, 6), methods,
                        Denoising.Options.paper(run.seed()).withClipped(clipped), run.progress()));
    }

    @Override
    public String toString() {
        return Text.format("Reproduction at %s scale on %s, seed %d; networks: %s", run.scale(), digits.train(),
                run.seed(), architecture);
    }
}
