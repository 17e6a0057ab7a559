package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import tech.tablesaw.api.Table;

/** Loads the data that a notebook or the command line names. */
public final class Datasets {
    /** The name for MNIST where it can be had, and synthetic digits elsewhere. */
    public static final String AUTO = "auto";

    private Datasets() {}

    /**
     * At most {@code n} samples of the named data, at random:
     * <ul>
     * <li>"digits": {@link SyntheticDigits};
     * <li>"mnist": {@link Mnist}'s training images;
     * <li>a folder with IDX files under MNIST's names, such as Fashion-MNIST; without a file of labels there are none;
     * <li>a file "….csv" with a header: numbers and categories as {@link TableEncoder} takes them, scaled over all
     * rows; a column "label" or "class" holds the labels. To scale over training rows alone, use the encoder itself;
     * <li>"auto", "" or null: MNIST where it is cached or can be downloaded, else synthetic digits, with a warning.
     * </ul>
     *
     * @param data what to load
     * @param n    most samples, at least 1; all there are when there are fewer
     * @param seed chooses the samples, and draws synthetic digits
     * @throws IOException              when the data can't be read or had
     * @throws IllegalArgumentException when {@code data} names none of these
     */
    public static Dataset load(String data, int n, long seed) throws IOException {
        return load(data, n, seed, MnistSource.defaults());
    }

    /** As {@link #load(String, int, long)}, with MNIST from {@code source}. */
    public static Dataset load(String data, int n, long seed, MnistSource source) throws IOException {
        Arguments.atLeast("n", n, 1);
        Arguments.present("source", source);
        String name = data == null || data.isBlank() ? AUTO : data.strip();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "digits" -> SyntheticDigits.generate(n, seed);
            case "mnist" -> sample(Mnist.load(source), n, seed);
            case AUTO -> mnistOrDigits(n, seed, source);
            default -> sample(file(name), n, seed);
        };
    }

    private static Dataset mnistOrDigits(int n, long seed, MnistSource source) {
        try {
            return sample(Mnist.load(source), n, seed);
        } catch (IOException e) {
            LoggerFactory.getLogger(Datasets.class).warn(
                    "Using synthetic digits: MNIST can't be had from {} or a mirror; ask for \"mnist\" to see why",
                    source.folders().get(0));
            return SyntheticDigits.generate(n, seed);
        }
    }

    private static Dataset file(String name) throws IOException {
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (!SampleTable.isNamedSo(name)) {
            throw new IllegalArgumentException(
                    Text.format("data must be 'digits', 'mnist', 'auto', a folder with IDX files or a .csv"
                            + " or .tsv file, but was '%s'", name));
        }
        SampleTable table = SampleTable.read(path, Optional.empty());
        return TableEncoder.fit(table.rows(), table.encoding()).transform(table.rows())
                .withName(path.getFileName().toString());
    }

    /**
     * Refuses a folder that {@link #load} can't take its images from.
     *
     * @throws NoSuchFileException when there are none
     */
    public static void requireImages(Path folder) throws NoSuchFileException {
        images(folder);
    }

    private static Path images(Path folder) throws NoSuchFileException {
        return find(folder, Mnist.TRAIN_IMAGES).orElseThrow(() -> new NoSuchFileException(folder.toString(), null,
                Text.format("the folder has neither %s nor %s", Mnist.TRAIN_IMAGES.compressedName(),
                        Mnist.TRAIN_IMAGES.name())));
    }

    private static Dataset folder(Path folder) throws IOException {
        Path images = images(folder);
        Optional<Path> labels = find(folder, Mnist.TRAIN_LABELS);
        Dataset data = labels.isPresent() ? IdxReader.read(images, labels.get()) : IdxReader.images(images);
        return data.withName(folder.toAbsolutePath().normalize().getFileName().toString());
    }

    private static Optional<Path> find(Path folder, VerifiedFile file) {
        return Stream.of(file.compressedName(), file.name()).map(folder::resolve).filter(Files::isRegularFile)
                .findFirst();
    }

    private static Dataset sample(Dataset data, int n, long seed) {
        return data.sample(Math.min(n, data.size()), seed);
    }
}
