package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import io.github.dkae.support.UnclosableView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Samples: float32 features [n, d] in [0, 1], and class labels and an image shape where there are any.
 *
 * <p>A dataset does not change. It owns its features and hands them out without copying, as a view that can't be closed
 * and that callers must not write to. What selects rows makes a dataset with features of its own; {@code with…}
 * methods share them. Memory is released when the dataset becomes unreachable.
 */
public final class Dataset {
    private final String name;
    private final INDArray features;
    private final int[] labels;
    private final ImageShape imageShape;
    private String sha256;

    private Dataset(String name, INDArray features, int[] labels, ImageShape imageShape) {
        this.name = name;
        this.features = UnclosableView.of(features);
        this.labels = labels;
        this.imageShape = imageShape;
    }

    /**
     * A dataset without labels. Takes {@code features} over when it is a float32 matrix in c order of its own, else
     * copies it; either way the caller must not change or close it afterwards.
     *
     * @param name     what the samples are, such as "MNIST"
     * @param features [n, d], every value in [0, 1]
     * @throws IllegalArgumentException when {@code features} is no matrix or has a value outside [0, 1], NaN included
     */
    public static Dataset of(String name, INDArray features) {
        Arguments.present("name", name);
        INDArray samples = Arguments.samples("features", features, DataType.FLOAT);
        double min = samples.minNumber().doubleValue();
        double max = samples.maxNumber().doubleValue();
        if (min < 0 || max > 1) {
            throw new IllegalArgumentException(
                    Text.format("features must lie in [0, 1], but range from %s to %s; scale them first", min, max));
        }
        return new Dataset(name, samples.isView() ? samples.dup('c') : samples, null, null);
    }

    /** As {@link #of(String, INDArray)}, with the class {@code labels} of the n samples, each 0 or more. */
    public static Dataset of(String name, INDArray features, int[] labels) {
        return of(name, features).withLabels(labels);
    }

    /** The same samples with these labels, one for each and 0 or more. */
    public Dataset withLabels(int[] newLabels) {
        Arguments.present("labels", newLabels);
        if (newLabels.length != size()) {
            throw new IllegalArgumentException(
                    Text.format("labels must have one entry for each of the %d samples, but has %d",
                            size(), newLabels.length));
        }
        for (int label : newLabels) {
            Arguments.atLeast("label", label, 0);
        }
        return new Dataset(name, features, newLabels.clone(), imageShape);
    }

    /** The same samples without labels. */
    public Dataset withoutLabels() {
        return new Dataset(name, features, null, imageShape);
    }

    /** The same samples as images; height × width must be their dimension. */
    public Dataset withImageShape(ImageShape shape) {
        if (Arguments.present("shape", shape).pixels() != dimension()) {
            throw new IllegalArgumentException(Text.format("shape %s has %d pixels, but the samples have %d features",
                    shape, shape.pixels(), dimension()));
        }
        return new Dataset(name, features, labels, shape);
    }

    /** The same samples under another name. */
    public Dataset withName(String newName) {
        return new Dataset(Arguments.present("name", newName), features, labels, imageShape);
    }

    /** What the samples are, such as "MNIST". */
    public String name() {
        return name;
    }

    /** Number of samples n, at least 1. */
    public int size() {
        return features.rows();
    }

    /** Number of features d of each sample, at least 1. */
    public int dimension() {
        return features.columns();
    }

    /** Features [n, d], float32, c order, in [0, 1]: a view that can't be closed, not to be written to. */
    public INDArray features() {
        return features;
    }

    /** Whether the samples have labels. */
    public boolean hasLabels() {
        return labels != null;
    }

    /**
     * A copy of the n labels.
     *
     * @throws IllegalStateException when there are none
     */
    public int[] labels() {
        return labelled().clone();
    }

    /**
     * The distinct labels, ascending.
     *
     * @throws IllegalStateException when there are no labels
     */
    public int[] classes() {
        return IntStream.of(labelled()).distinct().sorted().toArray();
    }

    /** The shape of the samples as images, if they are images. */
    public Optional<ImageShape> imageShape() {
        return Optional.ofNullable(imageShape);
    }

    /** The samples {@code rows}, in that order; repeats are allowed. */
    public Dataset select(int... rows) {
        Arguments.present("rows", rows);
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows must name at least one sample, but is empty");
        }
        for (int row : rows) {
            Arguments.between("row", row, 0, size() - 1);
        }
        int[] selected = labels == null ? null : IntStream.of(rows).map(row -> labels[row]).toArray();
        return new Dataset(name, Nd4j.pullRows(features, 1, rows), selected, imageShape);
    }

    /** {@code n} samples at random, without replacement and in random order; a smaller sample begins a larger one. */
    public Dataset sample(int n, long seed) {
        Arguments.between("n", n, 1, size());
        return select(Arrays.copyOf(RandomStreams.permutation(size(), RandomStreams.of(seed, "sample")), n));
    }

    /**
     * The samples of these classes, in their order.
     *
     * @throws IllegalStateException    when there are no labels
     * @throws IllegalArgumentException when a class has no sample
     */
    public Dataset ofClasses(int... wanted) {
        Set<Integer> set = IntStream.of(Arguments.present("classes", wanted)).boxed().collect(Collectors.toSet());
        Set<Integer> present = IntStream.of(classes()).boxed().collect(Collectors.toSet());
        if (set.isEmpty() || !present.containsAll(set)) {
            throw new IllegalArgumentException(Text.format("classes must be among %s, but was %s",
                    Arrays.toString(classes()), Arrays.toString(wanted)));
        }
        return select(IntStream.range(0, size()).filter(row -> set.contains(labels[row])).toArray());
    }

    /**
     * The samples ordered by label, in their order within a class.
     *
     * @throws IllegalStateException when there are no labels
     */
    public Dataset sortedByClass() {
        int[] keys = labelled();
        return select(IntStream.range(0, size()).boxed().sorted(Comparator.comparingInt(row -> keys[row]))
                .mapToInt(Integer::intValue).toArray());
    }

    /**
     * Splits at random into three parts of these fractions of n, rounded; they sum to 1 and leave no part empty.
     *
     * @throws IllegalArgumentException when the fractions don't sum to 1 or a part would be empty
     */
    public Split split(double train, double validation, double test, long seed) {
        return split(SplitRows.plain(size(), train, validation, test, seed));
    }

    /**
     * As {@link #split}, with every class spread evenly over the parts, to within about one sample.
     *
     * @throws IllegalStateException when there are no labels
     */
    public Split stratifiedSplit(double train, double validation, double test, long seed) {
        return split(SplitRows.stratified(labelled(), train, validation, test, seed));
    }

    /**
     * These samples followed by {@code other}'s, which must have the same dimension and image shape, and labels if and
     * only if these have; keeps this name.
     */
    public Dataset concat(Dataset other) {
        Arguments.present("other", other);
        if (other.dimension() != dimension() || !other.imageShape().equals(imageShape())) {
            throw new IllegalArgumentException(Text.format("other must have %d features%s, but is %s", dimension(),
                    imageShape().map(shape -> " as images of " + shape).orElse(" and no image shape"), other));
        }
        if (other.hasLabels() != hasLabels()) {
            throw new IllegalArgumentException(
                    Text.format("other must have %s labels, as this dataset; use withLabels or withoutLabels",
                            hasLabels() ? "its" : "no"));
        }
        int[] joined = labels == null ? null
                : IntStream.concat(IntStream.of(labels), IntStream.of(other.labels)).toArray();
        return new Dataset(name, Nd4j.concat(0, features, other.features), joined, imageShape);
    }

    /** These samples with Gaussian noise, clipped to [0, 1]; {@link GaussianNoise} adds noise that is not clipped. */
    public Dataset withClippedNoise(double standardDeviation, long seed) {
        INDArray noisy = new GaussianNoise(standardDeviation, true).addTo(features, seed);
        return new Dataset(name, noisy, labels, imageShape);
    }

    /**
     * SHA-256 of the content, in hexadecimal: shape, features and labels, but not the name. Equal content gives equal
     * hashes on every machine; computed once, in one pass.
     */
    public synchronized String sha256() {
        if (sha256 == null) {
            sha256 = ContentHash.of(features, labels, imageShape);
        }
        return sha256;
    }

    @Override
    public String toString() {
        return Text.format("%s: %,d samples of %d features%s%s", name, size(), dimension(),
                imageShape().map(shape -> " (" + shape + " images)").orElse(""),
                hasLabels() ? Text.format(", %d classes", classes().length) : ", no labels");
    }

    private Split split(SplitRows rows) {
        return new Split(select(rows.train()), select(rows.validation()), select(rows.test()));
    }

    private int[] labelled() {
        if (labels == null) {
            throw new IllegalStateException(
                    Text.format("the dataset '%s' has no labels; give it some with withLabels", name));
        }
        return labels;
    }
}
