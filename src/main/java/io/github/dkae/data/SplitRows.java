package io.github.dkae.data;

import io.github.dkae.support.Arguments;
import io.github.dkae.support.RandomStreams;
import io.github.dkae.support.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Which rows go to which of three parts; every row goes to exactly one. */
record SplitRows(int[] train, int[] validation, int[] test) {

    /** Rows in random order, cut in three. */
    static SplitRows plain(int n, double train, double validation, double test, long seed) {
        return cut(RandomStreams.permutation(n, RandomStreams.of(seed, "split")), train, validation, test);
    }

    /**
     * Every class spread evenly over the parts: sizes are those of {@link #plain}, and each class's share of a part
     * differs from its share of the whole by about one sample at most. A class's only sample goes to the first part.
     */
    static SplitRows stratified(int[] labels, double train, double validation, double test, long seed) {
        int n = labels.length;
        int[] order = RandomStreams.permutation(n, RandomStreams.of(seed, "stratified-split"));
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int label : labels) {
            sizes.merge(label, 1, Integer::sum);
        }
        // The j-th of the m samples of a class stands at (j + ½)/m; cutting the whole line of samples cuts every class.
        Map<Integer, Integer> seen = new HashMap<>();
        double[] position = new double[n];
        for (int row : order) {
            int j = seen.merge(labels[row], 1, Integer::sum) - 1;
            int size = sizes.get(labels[row]);
            position[row] = size == 1 ? 0 : (j + 0.5) / size;
        }
        int[] line = Arrays.stream(order).boxed().sorted(Comparator.comparingDouble(row -> position[row]))
                .mapToInt(Integer::intValue).toArray();
        SplitRows rows = cut(line, train, validation, test);
        return new SplitRows(shuffle(rows.train, seed, 0), shuffle(rows.validation, seed, 1),
                shuffle(rows.test, seed, 2));
    }

    private static SplitRows cut(int[] order, double train, double validation, double test) {
        Arguments.between("train", train, 0, 1);
        Arguments.between("validation", validation, 0, 1);
        Arguments.between("test", test, 0, 1);
        if (Math.abs(train + validation + test - 1) > 1e-6) {
            throw new IllegalArgumentException(
                    Text.format("train, validation and test must sum to 1, but %s + %s + %s = %s",
                            train, validation, test, train + validation + test));
        }
        int n = order.length;
        int first = (int) Math.round(n * train);
        int second = (int) Math.round(n * (train + validation));
        if (first == 0 || second == first || second >= n) {
            throw new IllegalArgumentException(
                    Text.format("each part needs at least one sample, but %s, %s and %s of %d samples give %d, %d and %d",
                            train, validation, test, n, first, second - first, Math.max(0, n - second)));
        }
        return new SplitRows(Arrays.copyOf(order, first), Arrays.copyOfRange(order, first, second),
                Arrays.copyOfRange(order, second, n));
    }

    private static int[] shuffle(int[] rows, long seed, int part) {
        int[] order = RandomStreams.permutation(rows.length, RandomStreams.of(seed, "stratified-split-part", part));
        return IntStream.of(order).map(i -> rows[i]).toArray();
    }
}
