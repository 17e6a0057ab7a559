package io.github.dkae.experiment;

import io.github.dkae.data.Dataset;
import io.github.dkae.data.GaussianNoise;
import io.github.dkae.data.ImageShape;
import io.github.dkae.plot.ImageGrid;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.Progress;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gaussian noise on test samples, and what each {@link Denoiser} leaves of it.
 *
 * <p>Source: Kampffmeyer et al. 2017, section 4.3: digits 5 and 6, noise with a standard deviation of 0.25, 32
 * components, kernel PCA with a learned pre-image against PCA on the dkAE's codes.
 */
public final class Denoising {
    private Denoising() {}

    /**
     * What to try.
     *
     * @param section     key in {@code results.json}; "Clipped" is added to it when the noise is clipped
     * @param noiseLevels standard deviations of the noise, ascending, each at least 0
     * @param shownLevel  the level whose table and pictures are shown; one of {@code noiseLevels}
     * @param clipped     whether noisy values are cut to [0, 1]; it can reverse the order of the methods
     * @param draws       draws of the noise, over which the spread is taken, at least 1
     * @param pictures    samples shown as pictures, at least 1
     * @param seed        seed of the noise
     */
    public record Options(String section, List<Double> noiseLevels, double shownLevel, boolean clipped, int draws,
            int pictures, long seed) {
        public Options {
            Arguments.present("section", section);
            noiseLevels = List.copyOf(noiseLevels);
            for (int i = 0; i < noiseLevels.size(); i++) {
                Arguments.notNegative("noiseLevels", noiseLevels.get(i));
                if (i > 0 && noiseLevels.get(i) <= noiseLevels.get(i - 1)) {
                    throw new IllegalArgumentException("noiseLevels must be ascending, but are " + noiseLevels);
                }
            }
            if (!noiseLevels.contains(shownLevel)) {
                throw new IllegalArgumentException(
                        Text.format("shownLevel must be one of %s, but was %s", noiseLevels, shownLevel));
            }
            Arguments.atLeast("draws", draws, 1);
            Arguments.atLeast("pictures", pictures, 1);
        }

        /** The paper's noise of 0.25, not clipped, three draws. */
        public static Options paper(long seed) {
            return new Options("denoising", List.of(0.25), 0.25, false, 3, 10, seed);
        }

        /** The paper's noise among other levels, from none to twice as much: as many as {@code scale} allows. */
        public static Options of(Scale scale, long seed) {
            return switch (scale) {
                case SMOKE -> paper(seed).withNoiseLevels(0.0, 0.25, 0.5).withDraws(2);
                case TUTORIAL -> paper(seed).withNoiseLevels(0.0, 0.1, 0.25, 0.4, 0.5);
                case PAPER -> paper(seed).withNoiseLevels(0.0, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5)
                        .withDraws(5);
            };
        }

        public Options withSection(String value) {
            return new Options(value, noiseLevels, shownLevel, clipped, draws, pictures, seed);
        }

        public Options withNoiseLevels(Double... levels) {
            return new Options(section, List.of(levels), shownLevel, clipped, draws, pictures, seed);
        }

        public Options withShownLevel(double value) {
            return new Options(section, noiseLevels, value, clipped, draws, pictures, seed);
        }

        public Options withClipped(boolean value) {
            return new Options(section, noiseLevels, shownLevel, value, draws, pictures, seed);
        }

        public Options withDraws(int value) {
            return new Options(section, noiseLevels, shownLevel, clipped, value, pictures, seed);
        }

        public Options withPictures(int value) {
            return new Options(section, noiseLevels, shownLevel, clipped, draws, value, seed);
        }

        private INDArray noisy(INDArray clean, double level, long noiseSeed) {
            return new GaussianNoise(level, clipped).addTo(clean, noiseSeed);
        }
    }

    /** As {@link #of(Dataset, List, Options, Progress)}, silently. */
    public static DenoisingResult of(Dataset clean, List<Denoiser> methods, Options options) {
        return of(clean, methods, options, Progress.none());
    }

    /**
     * Denoises noisy copies of {@code clean} with every method and measures what is left against the clean samples. All
     * methods see the same noise.
     *
     * @param clean samples that no method was fitted on
     * @throws CancellationException when the thread is interrupted
     */
    public static DenoisingResult of(Dataset clean, List<Denoiser> methods, Options options, Progress progress) {
        Arguments.present("clean", clean);
        Arguments.present("options", options);
        if (methods.isEmpty() || methods.stream().map(Denoiser::key).distinct().count() != methods.size()) {
            throw new IllegalArgumentException("methods must be at least one, with keys of their own, but are "
                    + methods.stream().map(Denoiser::key).toList());
        }
        INDArray x = clean.features();
        int levels = options.noiseLevels().size();
        long total = (long) levels * options.draws();
        double[][][] errors = new double[methods.size()][levels][options.draws()];
        for (int level = 0; level < levels; level++) {
            for (int draw = 0; draw < options.draws(); draw++) {
                progress.report("denoising", (long) level * options.draws() + draw, total, "");
                try (INDArray noisy = options.noisy(x, options.noiseLevels().get(level), options.seed() + draw)) {
                    for (int m = 0; m < methods.size(); m++) {
                        errors[m][level][draw] = error(methods.get(m), noisy, x);
                    }
                }
            }
        }
        progress.report("denoising", total, total, "");
        return new DenoisingResult(methods.stream().map(Denoiser::key).toList(),
                methods.stream().map(Denoiser::name).toList(), errors, options, subject(clean),
                clean.imageShape().map(shape -> pictures(clean, shape, methods, options)));
    }

    private static double error(Denoiser method, INDArray noisy, INDArray clean) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted before denoising with " + method.name());
        }
        try (INDArray denoised = method.denoise(noisy)) {
            return Spread.meanSquaredError(denoised, clean);
        }
    }

    /** What the samples are, such as "568 samples of classes 5, 6". */
    private static String subject(Dataset clean) {
        String samples = Text.format("%,d samples", clean.size());
        if (!clean.hasLabels()) {
            return samples;
        }
        int[] classes = clean.classes();
        return classes.length > 3 ? Text.format("%s of %d classes", samples, classes.length)
                : Text.format("%s of class%s %s", samples, classes.length == 1 ? "" : "es",
                        String.join(", ", Arrays.stream(classes).mapToObj(String::valueOf).toList()));
    }

    private static Picture pictures(Dataset clean, ImageShape shape, List<Denoiser> methods, Options options) {
        Dataset sample = clean.sample(Math.min(options.pictures(), clean.size()), options.seed());
        Dataset shown = sample.hasLabels() ? sample.sortedByClass() : sample;
        ImageGrid grid = ImageGrid.of(Text.format("Noise σ = %s, %s", options.shownLevel(), clipping(options)),
                shape.height(), shape.width()).row("original", shown.features());
        try (INDArray noisy = options.noisy(shown.features(), options.shownLevel(), options.seed())) {
            for (Denoiser method : methods) {
                try (INDArray denoised = method.denoise(noisy)) {
                    grid.row(method.name(), denoised);
                }
            }
        }
        return grid.picture();
    }

    static String clipping(Options options) {
        return options.clipped() ? "clipped to [0, 1]" : "not clipped";
    }
}
