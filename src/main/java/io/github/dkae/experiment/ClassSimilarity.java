package io.github.dkae.experiment;

import io.github.dkae.plot.HeatMaps;
import io.github.dkae.plot.Picture;
import io.github.dkae.support.Arguments;
import io.github.dkae.support.HostArrays;
import io.github.dkae.support.NumberColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Mean kernel values within and between classes: what a kernel confuses.
 *
 * @param classes labels, ascending
 * @param means   [c][c], over pairs of different samples
 */
public record ClassSimilarity(int[] classes, double[][] means) {
    /**
     * The means of a kernel matrix.
     *
     * @param kernel matrix [n, n]
     * @param labels n class labels, each class with at least two samples
     */
    public static ClassSimilarity of(INDArray kernel, int[] labels) {
        INDArray finite = Arguments.samples("kernel", kernel, labels.length);
        Arguments.between("kernel's rows", kernel.rows(), labels.length, labels.length);
        int[] classes = IntStream.of(labels).distinct().sorted().toArray();
        int[] members = IntStream.of(labels).map(label -> Arrays.binarySearch(classes, label)).toArray();
        double[] values = HostArrays.doubles(finite);
        double[][] sums = new double[classes.length][classes.length];
        long[][] counts = new long[classes.length][classes.length];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (i != j) {
                    sums[members[i]][members[j]] += values[i * labels.length + j];
                    counts[members[i]][members[j]]++;
                }
            }
        }
        for (int a = 0; a < classes.length; a++) {
            Arguments.atLeast("samples of class " + classes[a], (int) Math.min(counts[a][a], 2), 2);
            for (int b = 0; b < classes.length; b++) {
                sums[a][b] /= counts[a][b];
            }
        }
        return new ClassSimilarity(classes, sums);
    }

    /** The means as a heat map. */
    public Picture picture(String title) {
        double[] flat = Arrays.stream(means).flatMapToDouble(Arrays::stream).toArray();
        return HeatMaps.create().classes(classes)
                .add(title, HostArrays.matrix(flat, classes.length, classes.length)).picture();
    }

    /**
     * The pairs of classes that are least apart, at most {@code count}: their mean similarity, and its share of the
     * geometric mean of the similarities within the two. A share of 1 means that the kernel can't tell them apart.
     */
    public Table confused(int count) {
        Arguments.atLeast("count", count, 1);
        List<int[]> pairs = new ArrayList<>();
        for (int a = 0; a < classes.length; a++) {
            for (int b = a + 1; b < classes.length; b++) {
                pairs.add(new int[] {a, b});
            }
        }
        pairs.sort(Comparator.comparingDouble((int[] pair) -> -share(pair[0], pair[1])));
        StringColumn names = StringColumn.create("classes");
        DoubleColumn between = NumberColumns.doubles("similarity between them");
        DoubleColumn shares = NumberColumns.doubles("share of that within them");
        for (int[] pair : pairs.subList(0, Math.min(count, pairs.size()))) {
            names.append(classes[pair[0]] + " and " + classes[pair[1]]);
            between.append(Rounding.to(means[pair[0]][pair[1]], 3));
            shares.append(Rounding.to(share(pair[0], pair[1]), 2));
        }
        return Table.create("Most alike", names, between, shares);
    }

    private double share(int a, int b) {
        return means[a][b] / Math.sqrt(means[a][a] * means[b][b]);
    }
}
