package io.github.dkae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dkae.InEveryLocale;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

@InEveryLocale
class DatasetTest {
    /** Sample i has features i/n and 1 − i/n and label i mod 3. */
    private static Dataset numbered(int n) {
        float[] values = new float[2 * n];
        for (int i = 0; i < n; i++) {
            values[2 * i] = i / (float) n;
            values[2 * i + 1] = 1 - i / (float) n;
        }
        return Dataset.of("numbered", Nd4j.create(values, new long[] {n, 2}, 'c'),
                IntStream.range(0, n).map(i -> i % 3).toArray());
    }

    /** Which samples of {@link #numbered} these are. */
    private static int[] numbers(Dataset data, int n) {
        return IntStream.range(0, data.size()).map(i -> Math.round(data.features().getFloat(i, 0) * n)).toArray();
    }

    private static void refused(Class<? extends Exception> type, String reason, Executable action) {
        Exception e = assertThrows(type, action);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void featuresOutsideTheUnitIntervalAreRefused() {
        refused(IllegalArgumentException.class, "features must lie in [0, 1], but range from -0.5 to 1.0",
                () -> Dataset.of("low", Nd4j.create(new float[][] {{0, 1}, {-0.5f, 0}})));
        refused(IllegalArgumentException.class, "to 1.5",
                () -> Dataset.of("high", Nd4j.create(new float[][] {{0, 1.5f}})));
        refused(IllegalArgumentException.class, "finite",
                () -> Dataset.of("undefined", Nd4j.create(new float[][] {{0, Float.NaN}})));
        refused(IllegalArgumentException.class, "matrix", () -> Dataset.of("vector", Nd4j.create(new float[] {0, 1})));
        refused(IllegalArgumentException.class, "matrix", () -> Dataset.of("nothing", Nd4j.empty(DataType.FLOAT)));
    }

    @Test
    void featuresOfOtherTypesOrdersAndViewsBecomeOwnFloats() {
        INDArray doubles = Nd4j.create(new double[][] {{0, 0.25, 0.5}, {1, 0.75, 0.125}}).dup('f');
        INDArray view = doubles.castTo(DataType.FLOAT).get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
        for (INDArray given : new INDArray[] {doubles, view}) {
            float[] second = given.castTo(DataType.FLOAT).toFloatMatrix()[1];
            Dataset data = Dataset.of("converted", given);
            given.assign(0);
            assertEquals(DataType.FLOAT, data.features().dataType());
            assertEquals('c', data.features().ordering());
            assertArrayEquals(second, data.features().toFloatMatrix()[1]);
        }
    }

    @Test
    void labelsAreChecked() {
        INDArray features = Nd4j.create(new float[][] {{0, 1}, {1, 0}});
        refused(IllegalArgumentException.class, "2 samples, but has 3", () -> Dataset.of("a", features, new int[3]));
        refused(IllegalArgumentException.class, "label must be at least 0",
                () -> Dataset.of("a", features, new int[] {0, -1}));
        Dataset plain = Dataset.of("plain", features);
        assertFalse(plain.hasLabels());
        refused(IllegalStateException.class, "'plain' has no labels", plain::labels);
        refused(IllegalStateException.class, "no labels", plain::classes);
        refused(IllegalStateException.class, "no labels", plain::sortedByClass);
        refused(IllegalStateException.class, "no labels", () -> plain.stratifiedSplit(0.5, 0.25, 0.25, 1));
    }

    @Test
    void nothingHandedInOrOutChangesTheLabels() {
        int[] labels = {2, 0};
        Dataset data = Dataset.of("a", Nd4j.create(new float[][] {{0, 1}, {1, 0}}), labels);
        labels[0] = 9;
        data.labels()[1] = 9;
        assertArrayEquals(new int[] {2, 0}, data.labels());
        assertArrayEquals(new int[] {0, 2}, data.classes());
    }

    @Test
    void imageShapeMustFitTheDimension() {
        Dataset data = numbered(4);
        assertTrue(data.imageShape().isEmpty());
        assertEquals(new ImageShape(1, 2),
                data.withImageShape(new ImageShape(1, 2)).sample(2, 1).imageShape().orElseThrow());
        refused(IllegalArgumentException.class, "4 pixels, but the samples have 2",
                () -> data.withImageShape(new ImageShape(2, 2)));
        refused(IllegalArgumentException.class, "height must be at least 1", () -> new ImageShape(0, 2));
    }

    @Test
    void selectKeepsOrderRepeatsAndLabels() {
        Dataset chosen = numbered(10).select(7, 0, 7);
        assertArrayEquals(new int[] {7, 0, 7}, numbers(chosen, 10));
        assertArrayEquals(new int[] {1, 0, 1}, chosen.labels());
        assertEquals(0.3f, chosen.features().getFloat(0, 1), 1e-6);
        refused(IllegalArgumentException.class, "row must be between 0 and 9", () -> numbered(10).select(10));
        refused(IllegalArgumentException.class, "at least one", () -> numbered(10).select());
    }

    @Test
    void selectingCopies() {
        Dataset data = numbered(4);
        Dataset chosen = data.select(1, 2);
        chosen.features().assign(0.5);
        assertArrayEquals(new int[] {0, 1, 2, 3}, numbers(data, 4));
    }

    @Test
    void sampleIsWithoutReplacementSeededAndNested() {
        Dataset data = numbered(50);
        int[] large = numbers(data.sample(50, 3), 50);
        assertArrayEquals(IntStream.range(0, 50).toArray(), IntStream.of(large).sorted().toArray());
        assertArrayEquals(Arrays.copyOf(large, 20), numbers(data.sample(20, 3), 50));
        assertFalse(Arrays.equals(large, numbers(data.sample(50, 4), 50)));
        refused(IllegalArgumentException.class, "n must be between 1 and 50, but was 51", () -> data.sample(51, 3));
    }

    @Test
    void classesAreSelectedAndSortedStably() {
        Dataset data = numbered(7);
        assertArrayEquals(new int[] {1, 2, 4, 5}, numbers(data.ofClasses(2, 1), 7));
        assertArrayEquals(new int[] {0, 3, 6, 1, 4, 2, 5}, numbers(data.sortedByClass(), 7));
        refused(IllegalArgumentException.class, "among [0, 1, 2], but was [3]", () -> data.ofClasses(3));
        refused(IllegalArgumentException.class, "among", data::ofClasses);
    }

    @Test
    void splitIsAPartition() {
        for (Function<Dataset, Split> way : List.<Function<Dataset, Split>>of(
                data -> data.split(0.70, 0.15, 0.15, 5), data -> data.stratifiedSplit(0.70, 0.15, 0.15, 5))) {
            Split split = way.apply(numbered(200));
            assertEquals(140, split.train().size());
            assertEquals(30, split.validation().size());
            assertEquals(30, split.test().size());
            int[] all = Stream.of(split.train(), split.validation(), split.test())
                    .flatMapToInt(part -> IntStream.of(numbers(part, 200))).sorted().toArray();
            assertArrayEquals(IntStream.range(0, 200).toArray(), all);
            assertEquals(split.test().sha256(), way.apply(numbered(200)).test().sha256());
        }
    }

    @Test
    void stratifiedSplitKeepsEveryClassInProportionWhateverTheSizes() {
        int[] labels = IntStream.range(0, 400).map(i -> i < 300 ? 0 : i < 380 ? 1 : 2).toArray();
        Dataset data = numbered(400).withLabels(labels);
        Split split = data.stratifiedSplit(0.7, 0.15, 0.15, 1);
        assertEquals(280, split.train().size());
        double[] fractions = {0.7, 0.15, 0.15};
        int[] sizes = {300, 80, 20};
        Dataset[] parts = {split.train(), split.validation(), split.test()};
        for (int part = 0; part < 3; part++) {
            var counts = IntStream.of(parts[part].labels()).boxed()
                    .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
            for (int label = 0; label < 3; label++) {
                assertEquals(fractions[part] * sizes[label], counts.get(label), 1.01,
                        "class " + label + ", part " + part);
            }
        }
        assertFalse(Arrays.equals(IntStream.of(split.train().labels()).sorted().toArray(), split.train().labels()));
    }

    @Test
    void splitsThatLeaveAPartEmptyOrDoNotSumToOneAreRefused() {
        refused(IllegalArgumentException.class, "sum to 1", () -> numbered(100).split(0.7, 0.2, 0.2, 1));
        refused(IllegalArgumentException.class, "validation must be between",
                () -> numbered(100).split(0.7, -0.2, 0.5, 1));
        refused(IllegalArgumentException.class, "3 samples give 2, 1 and 0",
                () -> numbered(3).split(0.70, 0.15, 0.15, 1));
    }

    @Test
    void concatJoinsAlikeDatasetsAlone() {
        Dataset data = numbered(6);
        Dataset joined = data.select(4, 5).concat(data.select(0));
        assertArrayEquals(new int[] {4, 5, 0}, numbers(joined, 6));
        assertArrayEquals(new int[] {1, 2, 0}, joined.labels());
        assertEquals('c', joined.features().ordering());
        refused(IllegalArgumentException.class, "must have its labels", () -> data.concat(data.withoutLabels()));
        refused(IllegalArgumentException.class, "no image shape",
                () -> data.concat(data.withImageShape(new ImageShape(1, 2))));
    }

    @Test
    void hashDependsOnContentAlone() {
        Dataset data = numbered(9);
        assertEquals(data.sha256(), numbered(9).withName("other").sha256());
        assertNotEquals(data.sha256(), data.select(1, 0, 2, 3, 4, 5, 6, 7, 8).sha256());
        assertNotEquals(data.sha256(), data.withoutLabels().sha256());
        assertNotEquals(data.sha256(), data.withImageShape(new ImageShape(2, 1)).sha256());
        assertNotEquals(data.sha256(), data.withLabels(new int[9]).sha256());
    }

    @Test
    void hashIsThatOfTheDocumentedBytes() {
        // SHA-256 of the little-endian int32 1, 2, 1, 0, 0, the float32 0 and 1, the int32 3.
        Dataset data = Dataset.of("tiny", Nd4j.create(new float[][] {{0, 1}}), new int[] {3});
        assertEquals("4c99bea363db2dc30f9e7d9e74770d0481fbbab61d986b10294b4027a3a52af6", data.sha256());
    }

    @Test
    void toStringSaysWhatItIs() {
        assertEquals("numbered: 6 samples of 2 features (1×2 images), 3 classes",
                numbered(6).withImageShape(new ImageShape(1, 2)).toString());
        assertEquals("numbered: 6 samples of 2 features, no labels", numbered(6).withoutLabels().toString());
    }
}
